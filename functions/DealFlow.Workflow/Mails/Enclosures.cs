using System.Globalization;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Collateral;
using DealFlow.Workflow.Signals;

namespace DealFlow.Workflow.Mails;

/// <summary>What a partner's mail passes on beside what the deal itself has to say: signals of the customer, and news on the products.</summary>
public sealed class Enclosures(SignalReader signals, NewsBoard news)
{
    /// <summary>What belongs into the mail of this effect.</summary>
    public async Task<Enclosed> OfAsync(Registration deal, Effect effect, DealProgram program, CancellationToken cancellation) => effect switch
    {
        { Kind: EffectKind.Approved, To: Audience.Partner } => Enclosed.Nothing with { Signals = await signals.BeginAsync(deal, cancellation) },
        { Kind: EffectKind.Signals } => Enclosed.Nothing with
        {
            Signals = await signals.CutAsync(deal, effect.Round.ToString(CultureInfo.InvariantCulture), cancellation),
        },
        { Kind: EffectKind.News } => Enclosed.Nothing with
        {
            News = [.. (await news.OfAsync(deal, program, cancellation)).Where(item => DailyItem.NumberOf(item.PublishedOn) == effect.Round)],
        },
        _ => Enclosed.Nothing,
    };
}

/// <summary>What is enclosed in one mail.</summary>
public sealed record Enclosed(SignalDigest Signals, IReadOnlyList<NewsItem> News)
{
    /// <summary>Nothing.</summary>
    public static Enclosed Nothing { get; } = new(SignalDigest.None, []);

    /// <summary>Whether there is nothing to pass on.</summary>
    public bool IsNothing => Signals.Count == 0 && News.Count == 0;
}
