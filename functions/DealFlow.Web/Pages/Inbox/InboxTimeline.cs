using DealFlow.Domain.Registrations;

namespace DealFlow.Web.Pages.Inbox;

/// <summary>The audit log for the manufacturer's people: what happened, by whom, and what they wrote with it.</summary>
internal static class InboxTimeline
{
    /// <summary>What carries the words of a person; all else says the same in every deal.</summary>
    private static readonly HashSet<string> Quoting =
        [Happening.Rejected, Happening.Revoked, Happening.WinDisputed, Happening.ExtensionRefused, Happening.Withdrawn, Happening.Invoiced];

    public static IReadOnlyList<TimelineLine> Of(DealFacts facts)
    {
        var texts = facts.Reader.Texts;
        return
        [
            .. facts.Deal.Timeline.Select(entry => new TimelineLine(
                facts.Reader.Format.Moment(entry.At), texts.Find("Event_" + entry.What) ?? TimelineWords.Of(facts.Reader, facts.Deal, entry),
                Who(facts, entry.By), IsByPerson(entry) && Quoting.Contains(entry.What) ? entry.Text : null)),
        ];
    }

    /// <summary>Beside what happened, and not in a sentence.</summary>
    private static string Who(DealFacts facts, string actor) => actor.Split(':', 2) switch
    {
        ["rule", var rule] => facts.Reader.Texts.Get("Timeline_rule", rule),
        ["clock", ..] => facts.Reader.Texts.Get("Timeline_clock"),
        _ => facts.Name(actor),
    };

    private static bool IsByPerson(TimelineEntry entry) => entry.By.Split(':')[0] is "partner" or "approver" or "system";
}
