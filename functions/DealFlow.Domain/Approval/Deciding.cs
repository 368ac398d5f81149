using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Incentives;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Protection;
using DealFlow.Domain.Registrations;
using NodaTime;

namespace DealFlow.Domain.Approval;

/// <summary>The decision on a registration: by the program's rules, or by a person.</summary>
public static class Deciding
{
    /// <summary>
    /// Takes note of the conflict check and does what the program says: approve at once, reject at once, queue behind the holder, or ask a
    /// person. Whatever is not certain goes to a person. Unchanged when it no longer waits for the check.
    /// </summary>
    public static Registration AfterCheck(Registration deal, ConflictReport report, DealContext context) => deal.Status is RegistrationStatus.Received
        ? AfterCheck(deal, report, context, isTold: true)
        : deal;

    /// <param name="isTold">Whether the partner is told of the answer by a mail of its own; not where one mail tells of a split.</param>
    internal static Registration AfterCheck(Registration deal, ConflictReport report, DealContext context, bool isTold)
    {
        var (program, now) = (context.Program, context.Now);
        deal = (deal with { Conflict = report }).Note(now, Actor.Rule("conflict-check"), Happening.Checked, ConflictText.ForPartner(report));
        var outcome = OutcomeOf(deal, report, program.Terms.Conflicts);
        if (outcome is ConflictOutcome.Queue)
            return Queue(deal, now, isTold);
        if (outcome is ConflictOutcome.Reject)
            return RejectBy(deal, Actor.Rule("certain-conflict"), "This customer is already registered.", context, isTold);
        if (outcome is null && AutomaticRule(deal, context) is { } rule)
            return ApproveBy(deal, Actor.Rule(rule.Id), null, context);
        return AskPeople(deal, context);
    }

    /// <summary>The one before was won: its hold stays, and a person decides what becomes of this one. Unchanged when it waits no longer.</summary>
    public static Registration HolderWon(Registration deal, ConflictReport report, DealContext context)
    {
        if (deal.Status is not RegistrationStatus.Queued)
            return deal;
        var told = (deal with { TurnAt = context.Now, Conflict = report })
            .Note(context.Now, Actor.Clock, Happening.HolderWon, "The registration before this one was won; a person decides what becomes of this one.")
            .Owe(EffectKind.HolderWon, Audience.Partner);
        return AskPeople(told, context);
    }

    /// <summary>The hold is free: this registration is next, and is checked again. Its clock starts now. Unchanged when it waits no longer.</summary>
    public static Registration MoveUp(Registration deal, Instant now) =>
        deal.Status is RegistrationStatus.Queued ? MoveUp(deal, now, isTold: true) : deal;

    internal static Registration MoveUp(Registration deal, Instant now, bool isTold) =>
        (deal with { Status = RegistrationStatus.Received, TurnAt = now, Conflict = null })
        .Note(now, Actor.Clock, Happening.MovedUp, "The registration before this one has ended; this one is next.")
        .OweIf(isTold, EffectKind.MovedUp);

    /// <summary>It waits on, behind another one that came first. Unchanged when that one is the same as before.</summary>
    internal static Registration WaitBehind(Registration deal, ConflictReport report, Instant now, bool isTold)
    {
        if (deal.Conflict?.HeldBy == report.HeldBy)
            return deal;
        return (deal with { Conflict = report })
            .Note(now, Actor.Clock, Happening.QueueMoved, "The queue has moved on; this one waits behind another registration that came first.")
            .OweIf(isTold, EffectKind.QueueMoved);
    }

    internal static Outcome Approve(Registration deal, DealCommand.Approve command, DealContext context)
    {
        if (context.HolderIsLive)
            return Refusal.State("Another registration holds this customer. Reject this one, or wait until the other one has ended.");
        var window = WindowOf(deal, context);
        return window.Until <= context.Now
            ? Refusal.State(
                $"Protection counts from the registration, so it would have ended on {window.LastDay:uuuu-MM-dd} already. Reject this one; the partner can register anew.")
            : ApproveBy(deal, command.By, command.Reason, context);
    }

    internal static Outcome Reject(Registration deal, DealCommand.Reject command, DealContext context) =>
        string.IsNullOrWhiteSpace(command.Reason)
            ? Refusal.Value("reason", "Say why, so that the partner can learn from it.")
            : RejectBy(deal, command.By, command.Reason, context);

    internal static Registration ApproveBy(Registration deal, Actor by, string? reason, DealContext context)
    {
        var (program, now) = (context.Program, context.Now);
        var terms = program.Terms;
        return (deal.CloseAsk() with
        {
            Status = RegistrationStatus.Approved,
            Decision = DecisionBy(by, DecisionOutcome.Approve, now, reason),
            Tier = context.Tier,
            Incentives = IncentiveRules.Promise(terms.Incentives, context.Tier, deal.Lead.Products, deal.Lead.DealType),
            Protection = WindowOf(deal, context),
        })
        .Note(now, by, Happening.Approved, "Approved and protected.", RuleOf(by))
        .Owe(EffectKind.Approved, Audience.Partner)
        .Owe(EffectKind.Approved, Audience.Observers)
        .OweEvent(EffectKind.ApprovedEvent, context);
    }

    internal static Registration AskPeople(Registration deal, DealContext context)
    {
        var ask = AskClock.Start(AskPurpose.Decide, deal.NextRound(), deal.TurnAt, context.Program);
        deal = (deal with { Status = RegistrationStatus.PendingDecision }).Note(context.Now, Actor.Clock, Happening.Asked, "The manufacturer is asked.");
        return Asking.Open(deal, ask, context);
    }

    /// <summary>Whether a machine may decide at all: nothing was found, and there was something certain to look for.</summary>
    internal static bool IsClear(Registration deal) =>
        deal.Conflict is { Verdict: Verdict.None, Failed: false, Candidates.Count: 0 } && IsIdentified(deal);

    /// <summary>Whether more than a name and an address is known of the customer.</summary>
    private static bool IsIdentified(Registration deal) => CustomerKeys.Of(deal.Lead.Customer).Any(key => key.IsStrong);

    private static ProtectionWindow WindowOf(Registration deal, DealContext context)
    {
        var terms = context.Program.Terms.Protection;
        var from = terms.From is ProtectionStart.Approval ? context.Now : deal.TurnAt;
        return ProtectionWindow.Starting(from, terms.Days, terms.GraceDays, context.Program.Calendar.Zone);
    }

    private static ConflictOutcome? OutcomeOf(Registration deal, ConflictReport report, ConflictTerms terms)
    {
        // Whom only a name and an address describe may wait in line, but a person turns it down.
        if (report is { HeldBy: not null, Failed: false })
            return terms.Certain is ConflictOutcome.Reject && !IsIdentified(deal) ? ConflictOutcome.Review : terms.Certain;
        return report.Failed || report.Candidates.Count > 0 ? ConflictOutcome.Review : null;
    }

    private static AutomaticApproval? AutomaticRule(Registration deal, DealContext context) => !IsClear(deal)
        ? null
        : context.Program.Terms.Approval.Automatic.FirstOrDefault(rule =>
            rule.Tiers.Contains(context.Tier)
            && rule.UpTo.TryGetValue(deal.Lead.EstimatedValue.Currency, out var most) && deal.Lead.EstimatedValue.Amount <= most);

    private static Registration Queue(Registration deal, Instant now, bool isTold) => (deal with { Status = RegistrationStatus.Queued })
        .Note(now, Actor.Rule("certain-conflict"), Happening.Queued, "Another registration came first; this one waits behind it.")
        .OweIf(isTold, EffectKind.Queued);

    private static Registration OweIf(this Registration deal, bool isTold, EffectKind kind) => isTold ? deal.Owe(kind, Audience.Partner) : deal;

    private static Registration RejectBy(Registration deal, Actor by, string reason, DealContext context, bool isTold = true) =>
        (deal with { Decision = DecisionBy(by, DecisionOutcome.Reject, context.Now, reason) })
        .Note(context.Now, by, Happening.Rejected, reason, RuleOf(by))
        .OweIf(isTold, EffectKind.Rejected)
        .End(RegistrationStatus.Rejected, context.Now);

    private static Decision DecisionBy(Actor by, DecisionOutcome outcome, Instant at, string? reason) =>
        new(outcome, at, by.Kind is ActorKind.Approver ? by.Id : null, RuleOf(by), reason);

    private static string? RuleOf(Actor by) => by.Kind is ActorKind.Rule ? by.Id : null;
}
