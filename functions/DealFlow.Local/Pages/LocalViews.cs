using System.Globalization;
using DealFlow.Local.Stores;
using DealFlow.Web.Reading;
using NodaTime;
using NodaTime.Text;

namespace DealFlow.Local.Pages;

/// <summary>The events for finance, newest first. <paramref name="Before"/>: the number to go on from; null at the end.</summary>
public sealed record EventsView(IReadOnlyList<EventLine> Events, long? Before);

/// <summary>One event, and all of it as JSON.</summary>
public sealed record EventView(EventLine Event, string Json);

/// <summary>An event as it is read.</summary>
/// <param name="Kind">The last part of its id: approved, closed or invoiced.</param>
public sealed record EventLine(long Number, string Id, string Type, string Deal, string Kind, string Time)
{
    /// <summary>The customer's name.</summary>
    public string? Customer { get; init; }

    /// <summary>The partner's name.</summary>
    public string? Partner { get; init; }

    /// <summary>The partner's number with the manufacturer.</summary>
    public string? VendorNumber { get; init; }

    /// <summary>The number of the invoice, else of the order.</summary>
    public string? Reference { get; init; }

    /// <summary>What was sold.</summary>
    public string? Net { get; init; }

    /// <summary>What is expected.</summary>
    public string? Estimated { get; init; }

    /// <summary>What this event pays.</summary>
    public string? Commission { get; init; }

    /// <summary>The rate of it.</summary>
    public string? Percent { get; init; }

    /// <summary>What the deal has paid with this one.</summary>
    public string? TotalCommission { get; init; }

    /// <summary>What happened, in words.</summary>
    public string Title => Kind switch
    {
        "approved" => "Approved, to accrue",
        "closed" => "Won and confirmed",
        _ => $"Invoice {Reference}",
    };

    /// <summary>Its own page.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"/local/events/{Number}");
}

/// <summary>Where the clock stands. <paramref name="Problem"/>: why it was not moved.</summary>
/// <param name="Step">What happened in the last move; null where the page does not come from one.</param>
public sealed record ClockView(Instant Now, Instant? Next, string? Problem, ClockStep? Step = null)
{
    /// <summary>The steps that can be taken by a button.</summary>
    public static IReadOnlyList<(string Label, string Advance)> Steps { get; } =
        [("One day on", "1.00:00:00"), ("Three weeks on", "21.00:00:00"), ("Three months on", "91.00:00:00")];
}

/// <summary>What happened while the clock was moved, oldest first.</summary>
/// <param name="Fired">At how many due times it stopped.</param>
/// <param name="More">How many mails and events there were besides those that are named.</param>
public sealed record ClockStep(Instant From, int Fired, IReadOnlyList<StoredMail> Mails, IReadOnlyList<EventLine> Events, long More);

/// <summary>The words of the local pages: English only, for people who test. Times are UTC.</summary>
internal static class LocalTexts
{
    private static readonly InstantPattern ShortTime = InstantPattern.CreateWithInvariantCulture("d MMM, HH:mm");
    private static readonly InstantPattern LongTime = InstantPattern.CreateWithInvariantCulture("ddd, d MMMM uuuu, HH:mm:ss 'UTC'");

    public static ReaderTexts English { get; } = ReaderTexts.OfPages("en");

    public static ReaderFormat Format { get; } = new("en", DateTimeZone.Utc);

    /// <summary>The pages of the local host, by path.</summary>
    public static IReadOnlyList<(string Path, string Name)> Pages { get; } =
        [("/local/mailbox", "Mailbox"), ("/local/events", "Events for finance"), ("/local/clock", "Clock"), ("/local/instances", "Orchestrations")];

    public static string Of(Instant at) => LongTime.Format(at);

    /// <summary>The same of an instant as it stands in JSON.</summary>
    public static string Of(string at) => Of(InstantPattern.ExtendedIso.Parse(at).Value);

    /// <summary>Without year and seconds.</summary>
    public static string Short(Instant at) => ShortTime.Format(at);

    /// <summary>How long it is, roughly.</summary>
    public static string Of(Duration time) => time switch
    {
        { TotalDays: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{time.Days} days"),
        { TotalHours: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(time.TotalHours)} hours"),
        { TotalMinutes: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(time.TotalMinutes)} minutes"),
        _ => "a moment",
    };
}
