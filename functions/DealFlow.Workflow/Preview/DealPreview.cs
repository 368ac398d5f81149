using DealFlow.Domain.Approval;
using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Registrations;
using NodaTime;

namespace DealFlow.Workflow.Preview;

/// <summary>
/// The calendar of one deal under a program, without running it: every mail, event and deadline with its time. It assumes that the check finds no
/// conflict, and that every mail arrives.
/// </summary>
/// <param name="Unanswered">What comes when nobody does anything.</param>
/// <param name="Approved">What comes when it is approved as soon as somebody is asked, and nothing is done then; null: nobody is asked.</param>
/// <param name="Mistakes">What is wrong with the deal, by path; then there is no course.</param>
public sealed record DealPreview(DealCourse? Unanswered, DealCourse? Approved, IReadOnlyDictionary<string, string[]> Mistakes)
{
    /// <summary>Previews a deal.</summary>
    /// <param name="tier">The partner's tier; null: the program's highest.</param>
    /// <param name="received">When it is registered.</param>
    public static DealPreview Of(DealProgram program, RegistrationDraft draft, string? tier, Instant received)
    {
        tier ??= program.Terms.Tiers.FirstOrDefault("");
        if (MistakesIn(program, draft, tier, received) is { Count: > 0 } mistakes)
            return new DealPreview(null, null, mistakes);
        var context = new DealContext(program, received, tier);
        var deal = Intake.Receive(RegistrationId.From(0), program, "partner", Registering.LeadOf(draft, program.Language), received);
        deal = Deciding.AfterCheck(deal, new ConflictReport(Verdict.None, [], null, false), context);
        return new DealPreview(
            DealCourse.Of(deal, context),
            deal.Ask is { } ask && ApprovedBy(ask.Persons[0], deal, context) is Outcome.Changed approved ? DealCourse.Of(approved.Registration, context) : null,
            new Dictionary<string, string[]>());
    }

    private static Outcome ApprovedBy(string person, Registration deal, DealContext context) =>
        Deal.Handle(deal, new DealCommand.Approve(new Actor(ActorKind.Approver, person), null), context);

    private static Dictionary<string, string[]> MistakesIn(DealProgram program, RegistrationDraft draft, string tier, Instant received)
    {
        var mistakes = Registering.Judge(draft, program, received);
        if (draft.Program != program.Id)
            mistakes["program"] = [$"Must be {program.Id}, as in the program's file."];
        if (!program.Terms.Tiers.Contains(tier))
            mistakes["tier"] = [$"This program has {string.Join(", ", program.Terms.Tiers)}."];
        return mistakes;
    }
}

/// <summary>One thing that comes.</summary>
/// <param name="To">Who gets it; null for what only happens.</param>
/// <param name="Text">What it is, in English.</param>
public sealed record PreviewLine(Instant At, PreviewKind Kind, string? To, string Text);

/// <summary>The kinds of thing that come.</summary>
public enum PreviewKind
{
    /// <summary>A time that something depends on.</summary>
    Deadline,

    /// <summary>The deal itself changes.</summary>
    Change,

    /// <summary>A mail of its own.</summary>
    Mail,

    /// <summary>A line of the daily mail.</summary>
    DailyMail,

    /// <summary>An event for finance.</summary>
    Event,
}
