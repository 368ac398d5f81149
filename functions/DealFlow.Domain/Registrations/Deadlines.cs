using DealFlow.Domain.Approval;
using DealFlow.Domain.Closing;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Protection;
using NodaTime;

namespace DealFlow.Domain.Registrations;

/// <summary>What the clock does to a registration, and when next. After an outage what was missed of one series is done once.</summary>
public static class Deadlines
{
    /// <summary>When the clock acts next on this registration; null: never, as it stands.</summary>
    public static Instant? Next(Registration deal, DealProgram program) => Earliest(Candidates(deal, program));

    /// <summary>
    /// Everything that is due now, in the order in which it fell due, and the end of the partner's membership. The same registration when nothing
    /// is due.
    /// </summary>
    public static Registration Pass(Registration deal, DealContext context)
    {
        deal = PartnerEnding.TakeNote(deal, context);
        while (Next(deal, context.Program) is { } due && due <= context.Now)
            deal = PassOne(deal, context, due);
        return deal;
    }

    private static IEnumerable<Instant?> Candidates(Registration deal, DealProgram program)
    {
        switch (deal.Status)
        {
            case RegistrationStatus.PendingDecision:
                yield return NextStep(deal, program);
                yield return Silence(deal, program);
                break;
            case RegistrationStatus.NeedsInformation:
                yield return deal.Question!.AnswerDueAt;
                break;
            case RegistrationStatus.Approved:
                yield return PendingExtension(deal)?.LapsesAt;
                yield return PendingExtension(deal) is null ? null : NextStep(deal, program);
                yield return NextFollowUp(deal, program);
                yield return NextNotice(deal, program)?.At;
                yield return GraceStart(deal);
                yield return Expiry(deal);
                break;
            case RegistrationStatus.WonReported:
                yield return NextStep(deal, program);
                break;
        }
    }

    private static Registration PassOne(Registration deal, DealContext context, Instant due)
    {
        var program = context.Program;
        if (deal.Status is RegistrationStatus.NeedsInformation)
            return Questioning.NotAnswered(deal, context.Now);
        if (deal.Status is RegistrationStatus.PendingDecision && Silence(deal, program) <= context.Now)
            return Deciding.ApproveBy(deal, Actor.Rule("silence"), null, context);
        if (PendingExtension(deal) is { } extension && extension.LapsesAt <= context.Now)
            return Extending.RefuseBy(deal, Actor.Clock, null, extension.LapsesAt, context);
        if (Expiry(deal) is { } end && end <= context.Now)
            return Ending.Expire(deal, context);
        if (GraceStart(deal) <= context.Now)
            return FollowingUp.StartGrace(deal, context.Now);
        if (NextNotice(deal, program) is { } notice && notice.At == due)
            return FollowingUp.Notice(deal, LastDueNotice(deal, program, context.Now) ?? notice.Days, context.Now);
        if (NextFollowUp(deal, program) == due)
            return FollowingUp.FollowUp(deal, Schedule(deal, program).LastDue(context.Now), context);
        return Asking.IsDeserted(deal.Ask!, program) ? Asking.Replace(deal, context) : Asking.Step(deal, context);
    }

    /// <summary>When those who were asked have left, the next one is asked at once.</summary>
    private static Instant NextStep(Registration deal, DealProgram program) =>
        Asking.IsDeserted(deal.Ask!, program) ? deal.Ask!.RunningSince : AskClock.NextStepAt(deal.Ask!, program);

    private static Instant? Silence(Registration deal, DealProgram program) =>
        Deciding.IsClear(deal) && WasAsked(deal, program) ? AskClock.SilenceAt(deal.Ask!, program) : null;

    /// <summary>Silence means something only of somebody who is there and whom the question has reached.</summary>
    private static bool WasAsked(Registration deal, DealProgram program) =>
        !Asking.IsDeserted(deal.Ask!, program)
        && deal.Owed.All(effect => effect.Kind is not EffectKind.AskDecision)
        && deal.Timeline.All(entry => entry.What != Happening.DeliveryFailed);

    private static Extension? PendingExtension(Registration deal) =>
        deal.Status is RegistrationStatus.Approved && deal.Extension is { IsPending: true } extension ? extension : null;

    private static Instant? GraceStart(Registration deal) =>
        Ends(deal) && !deal.FollowUp.GraceTold ? deal.Protection!.Until : null;

    private static Instant? Expiry(Registration deal) => Ends(deal) ? deal.Protection!.GraceUntil : null;

    private static bool Ends(Registration deal) => deal.Status is RegistrationStatus.Approved && PendingExtension(deal) is null;

    private static Instant? NextFollowUp(Registration deal, DealProgram program)
    {
        if (deal.Status is not RegistrationStatus.Approved)
            return null;
        var due = Schedule(deal, program).DueAt(deal.FollowUp.Done + 1);
        return due < deal.Protection!.GraceUntil || PendingExtension(deal) is not null ? due : null;
    }

    private static FollowUpSchedule Schedule(Registration deal, DealProgram program) =>
        new(deal.Decision!.At, program.Terms.FollowUp.EveryWeeks, program.Calendar.Zone);

    private static (int Days, Instant At)? NextNotice(Registration deal, DealProgram program) =>
        deal.Status is RegistrationStatus.Approved ? Notices(deal, program).FirstOrDefault() is { Days: > 0 } notice ? notice : null : null;

    private static int? LastDueNotice(Registration deal, DealProgram program, Instant now) =>
        Notices(deal, program).LastOrDefault(notice => notice.At <= now) is { Days: > 0 } notice ? notice.Days : null;

    /// <summary>
    /// The notices that are still to come, first the longest before the end. One that lies before the approval is never sent, nor is any after
    /// the end.
    /// </summary>
    private static IEnumerable<(int Days, Instant At)> Notices(Registration deal, DealProgram program) => program.Terms.Protection.NoticeDays
        .OrderDescending()
        .Where(days => !deal.FollowUp.GraceTold && (deal.FollowUp.LastNotice is null || days < deal.FollowUp.LastNotice))
        .Select(days => (Days: days, At: program.Calendar.MorningOf(deal.Protection!.LastDay.PlusDays(-days))))
        .Where(notice => notice.At > deal.Decision!.At && notice.At < deal.Protection!.Until);

    private static Instant? Earliest(IEnumerable<Instant?> instants) => instants.Min();
}
