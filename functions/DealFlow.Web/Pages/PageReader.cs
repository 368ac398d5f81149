using DealFlow.Domain.Programs;
using DealFlow.Web.Reading;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using NodaTime;

namespace DealFlow.Web.Pages;

/// <summary>Who reads a page: the texts of the language, and numbers and times as the reader writes them.</summary>
public sealed record PageReader(ReaderTexts Texts, ReaderFormat Format)
{
    /// <summary>The person who has signed in, for the head of the page; null for anybody else.</summary>
    public Visitor? Visitor { get; init; }

    /// <summary>A reader of a language, with times in a zone.</summary>
    public static PageReader Of(string? language, DateTimeZone zone)
    {
        var texts = ReaderTexts.OfPages(language);
        return new PageReader(texts, new ReaderFormat(texts.Language, zone));
    }

    /// <summary>A person of the manufacturer: its own language, else the program's.</summary>
    public static PageReader Of(Person? person, DealProgram program) => Of(person?.Language ?? program.Language, program.Calendar.Zone);

    /// <summary>A person who has signed in, with times in a zone.</summary>
    public static PageReader Of(Visitor visitor, DateTimeZone zone) => Of(visitor.Session.Side.Language, zone) with { Visitor = visitor };

    /// <summary>Somebody of whom only the browser's wishes are known; times in UTC.</summary>
    public static PageReader Of(HttpContext context) => Of(WishedLanguage(context), DateTimeZone.Utc);

    /// <summary>The language that the browser wishes most of those spoken here.</summary>
    private static string? WishedLanguage(HttpContext context) =>
        StringWithQualityHeaderValue.TryParseList(context.Request.Headers.AcceptLanguage, out var wishes)
            ? wishes.Where(wish => wish.Quality is not 0 && Spoken(wish)).MaxBy(wish => wish.Quality ?? 1)?.Value.Value
            : null;

    private static bool Spoken(StringWithQualityHeaderValue wish) =>
        wish.Value.Value?.Split('-')[0].ToLowerInvariant() is "de" or "en";
}
