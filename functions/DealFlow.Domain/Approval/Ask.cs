using System.Collections.Immutable;
using NodaTime;

namespace DealFlow.Domain.Approval;

/// <summary>
/// What people of the manufacturer are asked. A new round makes the links of the one before void.
/// </summary>
/// <param name="Round">Counts the askings of one registration, from 1; part of each link.</param>
/// <param name="RunningSince">When the clock of this round began to run.</param>
/// <param name="RunBefore">Business time that had run in earlier rounds of the same matter, before the clock stood still.</param>
/// <param name="DueAt">The promised answer.</param>
/// <param name="NextStepAfter">The business time of this matter after which the next step of reminding or asking further people is due.</param>
/// <param name="Persons">Who is asked, in the order of asking. An answer of one of them is enough.</param>
public sealed record Ask(
    AskPurpose Purpose, int Round, Instant RunningSince, Duration RunBefore, Instant DueAt, Duration NextStepAfter, ImmutableList<string> Persons)
{
    /// <summary>Whether it still waits for an answer.</summary>
    public bool IsOpen { get; init; } = true;

    /// <summary>Which of those who are asked were asked in place of somebody who was away.</summary>
    public ImmutableList<StandIn> StandIns { get; init; } = [];

    /// <summary>Whether an answer to this round of the matter is still wanted.</summary>
    public bool WaitsFor(AskPurpose purpose, int round) => IsOpen && Purpose == purpose && Round == round;

    /// <summary>The id of the one in whose place a person was asked, or null.</summary>
    public string? InPlaceOf(string person) => StandIns.Find(standIn => standIn.Person == person)?.For;
}

/// <summary>Somebody asked in place of another person of the manufacturer; both by id.</summary>
public sealed record StandIn(string Person, string For);

/// <summary>The matters on which the manufacturer's people are asked.</summary>
public enum AskPurpose
{
    /// <summary>Approve, reject or ask.</summary>
    Decide,

    /// <summary>Grant or refuse more time.</summary>
    Extension,

    /// <summary>Confirm or dispute a win.</summary>
    Confirm,
}

/// <summary>A question to the partner.</summary>
/// <param name="ByPerson">The approver that asked.</param>
/// <param name="RunBefore">Business time of the decision that had run when the clock was stopped.</param>
/// <param name="Answer">Null while it is open.</param>
public sealed record Question(
    int Round, string Text, string ByPerson, Instant AskedAt, Instant AnswerDueAt, Duration RunBefore, Duration FrozenBefore,
    string? Answer = null, Instant? AnsweredAt = null);

/// <summary>The decision on a registration.</summary>
/// <param name="By">The approver; null for a rule.</param>
/// <param name="Rule">The rule that decided; null for a person.</param>
public sealed record Decision(DecisionOutcome Outcome, Instant At, string? By, string? Rule, string? Reason);

/// <summary>Approved or not.</summary>
public enum DecisionOutcome
{
    /// <summary>Approved.</summary>
    Approve,

    /// <summary>Rejected.</summary>
    Reject,
}
