using DealFlow.Domain.Programs;
using NodaTime;

namespace DealFlow.Domain.Approval;

/// <summary>
/// When people of the manufacturer are reminded, and when the next one is asked as well: the first approver; a reminder; at the promised
/// time the next approver; some time later the next, at last the owner; then all of them again and again. Business time of the program.
/// </summary>
public static class AskClock
{
    /// <summary>The first asking of a matter, whose clock began to run at <paramref name="since"/>. Nobody is asked yet.</summary>
    public static Ask Start(AskPurpose purpose, int round, Instant since, DealProgram program) =>
        Resume(purpose, round, since, Duration.Zero, program);

    /// <summary>Asks again after the clock stood still: <paramref name="runBefore"/> business time had run.</summary>
    public static Ask Resume(AskPurpose purpose, int round, Instant since, Duration runBefore, DealProgram program)
    {
        var terms = program.Terms.Approval;
        var promised = Promised(purpose, program.Terms);
        var firstStep = terms.RemindAfterDays is { } days && days < promised.TotalDays ? Duration.FromDays(days) : promised;
        return new Ask(
            purpose, round, since, runBefore, Reach(program, since, promised - runBefore),
            runBefore < firstStep ? firstStep : Duration.Max(promised, runBefore), []);
    }

    /// <summary>When the next step of reminding or asking further people is due.</summary>
    public static Instant NextStepAt(Ask ask, DealProgram program) =>
        program.Calendar.Add(ask.RunningSince, ask.NextStepAfter - ask.RunBefore);

    /// <summary>When silence approves; null where it never does.</summary>
    public static Instant? SilenceAt(Ask ask, DealProgram program) =>
        ask.Purpose is AskPurpose.Decide && program.Terms.Approval.Silence is { } silence
            ? Reach(program, ask.RunningSince, Duration.FromDays(silence.ApprovesAfterDays) - ask.RunBefore)
            : null;

    /// <summary>
    /// The step that is due: a reminder before the promised time, or else further people are asked. After an outage over both it is the latter.
    /// </summary>
    public static (Ask Ask, bool Further) Due(Ask ask, DealProgram program, Instant now)
    {
        var promised = Promised(ask.Purpose, program.Terms);
        if (ask.NextStepAfter >= promised)
            return (ask, true);
        ask = ask with { NextStepAfter = promised };
        return (ask, NextStepAt(ask, program) <= now);
    }

    /// <summary>One more person is asked. The next step is to ask another one, or after the last to remind all.</summary>
    public static Ask Further(Ask ask, bool wasLast, DealProgram program)
    {
        var terms = program.Terms.Approval;
        return ask with { NextStepAfter = ask.NextStepAfter + Duration.FromDays(wasLast ? terms.RemindEveryDays : terms.EscalateEveryDays) };
    }

    /// <summary>All are reminded. After an outage reminders that were missed count as one.</summary>
    public static Ask Again(Ask ask, DealProgram program, Instant now)
    {
        do
            ask = ask with { NextStepAfter = ask.NextStepAfter + Duration.FromDays(program.Terms.Approval.RemindEveryDays) };
        while (NextStepAt(ask, program) <= now);
        return ask;
    }

    /// <summary>The business time of a matter that has run at <paramref name="now"/>.</summary>
    public static Duration Run(Ask ask, DealProgram program, Instant now) => ask.RunBefore + program.Calendar.Between(ask.RunningSince, now);

    private static Duration Promised(AskPurpose purpose, ProgramTerms terms) => Duration.FromDays(
        purpose is AskPurpose.Extension && terms.Protection.Extension is { } extension ? extension.DecisionDays : terms.Approval.DecisionDays);

    private static Instant Reach(DealProgram program, Instant since, Duration businessTime) =>
        businessTime <= Duration.Zero ? since : program.Calendar.Add(since, businessTime);
}
