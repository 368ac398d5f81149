using System.Collections.Immutable;
using DealFlow.Domain.Registrations;
using NodaTime;

namespace DealFlow.Domain.Privacy;

/// <summary>
/// Erases what is known of the contact: its data, and everything that people wrote, because any of it may name the contact. Who did what and when
/// stays on the timeline, and so do facts of business: the company, amounts, orders and invoices.
/// </summary>
public static class ContactErasure
{
    /// <summary>What stands where a text was that cannot be left out.</summary>
    public const string Erased = "erased";

    private const string ClockBy = "clock";
    private const string RulePrefix = "rule:";

    /// <summary>What people do without a word of their own on the timeline. Anything else that a person does may quote.</summary>
    private static readonly HashSet<string> Wordless =
    [
        Happening.Received, Happening.InformationRequested, Happening.Answered, Happening.Approved, Happening.HelpWanted, Happening.ExtensionRequested,
        Happening.ExtensionGranted, Happening.WinReported, Happening.WinConfirmed, Happening.Lost, Happening.Invoiced, Happening.Delegated, Happening.ContactErased,
    ];

    /// <summary>At the wish of the contact, in any status. Unchanged where nobody has written anything since it was erased last.</summary>
    internal static Outcome Handle(Registration deal, DealCommand.EraseContact command, DealContext context) =>
        IsErased(deal) ? deal : Erase(deal, command.By, context.Now);

    internal static Registration Erase(Registration deal, Actor by, Instant now) => (deal with
    {
        Lead = deal.Lead with { Contact = null, Activity = null, PartnerReference = null, Notes = null },
        Question = deal.Question is { } question ? question with { Text = Erased, Answer = question.Answer is null ? null : Erased } : null,
        Decision = deal.Decision is { By: not null } decision ? decision with { Reason = null } : deal.Decision,
        FollowUp = deal.FollowUp.Progress is { } progress ? deal.FollowUp with { Progress = progress with { Note = Erased } } : deal.FollowUp,
        Extension = deal.Extension is { } extension ? extension with { Reason = null, Answer = null } : null,
        Closing = deal.Closing is { } closing ? closing with { Comment = null } : null,
        Timeline = deal.Timeline.Select(entry => MayQuote(entry) ? entry with { Text = Erased } : entry).ToImmutableList(),
        ContactErasedAt = now > deal.ContactErasedAt || deal.ContactErasedAt is null ? now : deal.ContactErasedAt.Value.PlusTicks(1), // each has a time of its own
    })
    .Note(now, by, Happening.ContactErased, "The contact's data and what was written were erased.", by.Kind is ActorKind.Rule ? by.Id : null);

    private static bool IsErased(Registration deal) => deal.ContactErasedAt is not null
        && deal.Timeline.Reverse().TakeWhile(entry => entry.What != Happening.ContactErased).All(entry => !IsByPerson(entry));

    private static bool MayQuote(TimelineEntry entry) => IsByPerson(entry) && !Wordless.Contains(entry.What);

    private static bool IsByPerson(TimelineEntry entry) => entry.By != ClockBy && !entry.By.StartsWith(RulePrefix, StringComparison.Ordinal);
}
