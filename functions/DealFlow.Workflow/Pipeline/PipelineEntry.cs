using DealFlow.Domain.Amounts;
using DealFlow.Domain.Approval;
using DealFlow.Domain.Closing;
using DealFlow.Domain.Registrations;
using NodaTime;

namespace DealFlow.Workflow.Pipeline;

/// <summary>What figures need of a registration: no names, and nothing that people wrote.</summary>
/// <param name="Sequence">Parts that were split from one registration share it, and its estimated value.</param>
/// <param name="TurnAt">When the decision clock began to run; it began anew with an answer.</param>
public sealed record PipelineEntry(
    RegistrationId Id, long Sequence, string Program, string Partner, RegistrationStatus Status, Instant ReceivedAt, Instant TurnAt, Money Value)
{
    /// <summary>The last question: the business time that had run before it, and when it was answered.</summary>
    public PipelineQuestion? Question { get; init; }

    /// <summary>The decision.</summary>
    public PipelineDecision? Decision { get; init; }

    /// <summary>When protection ends or has ended; null before the approval.</summary>
    public Instant? ProtectedUntil { get; init; }

    /// <summary>When it ended, in whatever way.</summary>
    public Instant? ClosedAt { get; init; }

    /// <summary>The net of a win.</summary>
    public Money? Net { get; init; }

    /// <summary>Why it was lost: a word of <see cref="LossReasons"/>.</summary>
    public string? LossReason { get; init; }

    /// <summary>What figures need of a registration.</summary>
    public static PipelineEntry Of(Registration deal) =>
        new(deal.Id, deal.Sequence, deal.Program, deal.Partner, deal.Status, deal.ReceivedAt, deal.TurnAt, deal.Lead.EstimatedValue)
        {
            Question = deal.Question is { } question ? new PipelineQuestion(question.RunBefore, question.AnsweredAt) : null,
            Decision = deal.Decision is { } decision ? new PipelineDecision(decision.Outcome, decision.At, decision.By) : null,
            ProtectedUntil = deal.Protection?.Until,
            ClosedAt = deal.ClosedAt,
            Net = deal.Closing?.NetAmount,
            LossReason = deal.Closing?.LossReason,
        };
}

/// <summary>A question that stopped the decision clock.</summary>
public sealed record PipelineQuestion(Duration RunBefore, Instant? AnsweredAt);

/// <summary>A decision. <paramref name="By"/>: the person; null for a rule.</summary>
public sealed record PipelineDecision(DecisionOutcome Outcome, Instant At, string? By);
