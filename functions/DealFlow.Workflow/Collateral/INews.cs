using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using NodaTime;

namespace DealFlow.Workflow.Collateral;

/// <summary>Short dated texts that a manufacturer puts beside its sales material.</summary>
public interface INews
{
    /// <summary>All news of a program, in all languages, also what is dated ahead.</summary>
    Task<IReadOnlyList<NewsItem>> ListAsync(DealProgram program, CancellationToken cancellation);
}

/// <summary>A short text on a product, in one language.</summary>
/// <param name="PublishedOn">The local day of the program from which on it is shown.</param>
/// <param name="Text">Plain text, perhaps of several lines.</param>
public sealed record NewsItem(string Product, string Language, LocalDate PublishedOn, string Title, string Text);

/// <summary>What of the news a deal's partner is shown: on its products, in its language, once they are published.</summary>
public sealed class NewsBoard(INews news, IClock clock)
{
    private const int MostOfAProduct = 10;

    /// <summary>The news for a deal, newest first. Where a product has none in the deal's language, those in the program's first stand in.</summary>
    public async Task<IReadOnlyList<NewsItem>> OfAsync(Registration deal, DealProgram program, CancellationToken cancellation)
    {
        var today = program.Calendar.DayOf(clock.GetCurrentInstant());
        var published = (await news.ListAsync(program, cancellation)).Where(item => item.PublishedOn <= today).ToList();
        return
        [
            .. deal.Lead.Products
                .SelectMany(product => InLanguage(published.Where(item => item.Product == product), deal.Lead.Language, program.Language))
                .OrderByDescending(item => item.PublishedOn).ThenBy(item => item.Product, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<NewsItem> InLanguage(IEnumerable<NewsItem> ofProduct, params string[] languages)
    {
        var byLanguage = ofProduct.ToLookup(item => item.Language);
        return languages.Select(language => byLanguage[language]).FirstOrDefault(items => items.Any(), [])
            .OrderByDescending(item => item.PublishedOn).Take(MostOfAProduct);
    }
}
