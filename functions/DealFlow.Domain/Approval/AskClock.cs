using DealFlow.Domain.Programs;
using NodaTime;

namespace DealFlow.Domain.Approval;

/// <summary>
/// When people of the manufacturer are reminded, and when the next one is asked as well: the first approver; a reminder; at the promised
/// time the next approver; some time later the next, at last the owner; then all of them again and again. Business time of the program.
/// </summary>
public static class AskClock
{
    /// <summary>The first asking of a matter, whose clock began to run at <paramref name="since"/>.</summary>
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
            runBefore < firstStep ? firstStep : Duration.Max(promised, runBefore),
            [program.People.InOrder[0].Id]);
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
    /// Takes the step that is due: asks the next person as well (its id is given back), or reminds all that are asked (null). After an outage
    /// reminders that were missed count as one.
    /// </summary>
    public static (Ask Ask, string? AskedAsWell) TakeStep(Ask ask, DealProgram program, Instant now)
    {
        var terms = program.Terms.Approval;
        var promised = Promised(ask.Purpose, program.Terms);
        if (ask.NextStepAfter < promised)
        {
            ask = ask with { NextStepAfter = promised };
            if (NextStepAt(ask, program) > now)
                return (ask, null);
        }

        var next = program.People.InOrder.FirstOrDefault(person => !ask.Persons.Contains(person.Id));
        if (next is not null)
        {
            var asked = ask.Persons.Add(next.Id);
            var oneIsLeft = program.People.InOrder.Any(person => !asked.Contains(person.Id));
            var pause = Duration.FromDays(oneIsLeft ? terms.EscalateEveryDays : terms.RemindEveryDays);
            return (ask with { Persons = asked, NextStepAfter = ask.NextStepAfter + pause }, next.Id);
        }

        do
            ask = ask with { NextStepAfter = ask.NextStepAfter + Duration.FromDays(terms.RemindEveryDays) };
        while (NextStepAt(ask, program) <= now);
        return (ask, null);
    }

    /// <summary>The business time of a matter that has run at <paramref name="now"/>.</summary>
    public static Duration Run(Ask ask, DealProgram program, Instant now) => ask.RunBefore + program.Calendar.Between(ask.RunningSince, now);

    private static Duration Promised(AskPurpose purpose, ProgramTerms terms) => Duration.FromDays(
        purpose is AskPurpose.Extension && terms.Protection.Extension is { } extension ? extension.DecisionDays : terms.Approval.DecisionDays);

    private static Instant Reach(DealProgram program, Instant since, Duration businessTime) =>
        businessTime <= Duration.Zero ? since : program.Calendar.Add(since, businessTime);
}
