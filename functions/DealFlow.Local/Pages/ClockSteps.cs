using System.Globalization;
using DealFlow.Local.Stores;
using NodaTime;
using NodaTime.Text;

namespace DealFlow.Local.Pages;

/// <summary>
/// What happened while the clock was moved. The address after a move names where mails and events stood before it, so the page can be loaded again
/// and nothing is kept for it.
/// </summary>
internal sealed class ClockSteps(Mailbox mailbox, EventFeed feed)
{
    private const int Most = 15;

    /// <summary>What the page after a move is asked with.</summary>
    /// <param name="marks">Where things stood before it.</param>
    public static string Query((Instant Now, long Mails, long Events) marks, int fired) => string.Create(
        CultureInfo.InvariantCulture,
        $"?from={Uri.EscapeDataString(InstantPattern.ExtendedIso.Format(marks.Now))}&mails={marks.Mails}&events={marks.Events}&fired={fired}");

    /// <summary>Where things stand.</summary>
    public (Instant Now, long Mails, long Events) Marks(Instant now) =>
        (now, mailbox.List(limit: 1) is [var mail] ? mail.Number : 0, feed.List(null, 1) is [var last] ? last.Number : 0);

    /// <summary>What has happened since the marks of an address; null where it has none.</summary>
    public ClockStep? Read(IQueryCollection query)
    {
        if (InstantPattern.ExtendedIso.Parse(query["from"].ToString()) is not { Success: true, Value: var from }
            || LocalPages.NumberOf(query["mails"]) is not { } mail || LocalPages.NumberOf(query["events"]) is not { } ofFeed
            || LocalPages.NumberOf(query["fired"]) is not { } fired)
            return null;
        var (_, lastMail, lastEvent) = Marks(from);
        var (mails, events) = (mailbox.List(mail + Most + 1, Most).TakeWhile(one => one.Number > mail).ToList(), feed.List(ofFeed + Most + 1, Most).TakeWhile(one => one.Number > ofFeed).ToList());
        var more = lastMail - mail - mails.Count + lastEvent - ofFeed - events.Count;
        return new ClockStep(
            from, (int)Math.Min(fired, int.MaxValue), [.. Enumerable.Reverse(mails)],
            [.. Enumerable.Reverse(events).Select(one => EventPages.LineOf(one.Number, one.Json))], Math.Max(0, more));
    }
}
