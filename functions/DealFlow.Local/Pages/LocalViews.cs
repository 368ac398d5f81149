using DealFlow.Local.Stores;
using DealFlow.Web.Pages;
using DealFlow.Web.Reading;
using NodaTime;
using NodaTime.Text;

namespace DealFlow.Local.Pages;

/// <summary>A page of mails, newest first. <paramref name="Before"/>: the number to go on from; null at the end.</summary>
public sealed record MailboxView(IReadOnlyList<StoredMail> Mails, long? Before);

/// <summary>One mail.</summary>
public sealed record MailView(StoredMail Mail);

/// <summary>The events for finance.</summary>
public sealed record EventsView(IReadOnlyList<EventLine> Events);

/// <summary>An event as it is shown: its envelope, and the whole of it indented.</summary>
public sealed record EventLine(string Id, string Type, string Time, string Json);

/// <summary>Where the clock stands. <paramref name="Problem"/>: why it was not moved.</summary>
public sealed record ClockView(Instant Now, Instant? Next, string? Problem)
{
    /// <summary>The steps that can be taken by a button.</summary>
    public static IReadOnlyList<(string Label, string Advance)> Steps { get; } =
        [("One day", "1.00:00:00"), ("Three weeks", "21.00:00:00"), ("Three months", "91.00:00:00")];
}

/// <summary>The words of the local pages: English only.</summary>
internal static class LocalTexts
{
    public static ReaderTexts English { get; } = ReaderTexts.OfPages("en");

    /// <summary>An instant for people who test: UTC, to the second.</summary>
    public static string Of(Instant at) => InstantPattern.General.Format(at);
}
