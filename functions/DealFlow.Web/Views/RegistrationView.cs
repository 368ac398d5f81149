using System.Collections.Immutable;
using System.Text.Json.Serialization;
using DealFlow.Domain.Amounts;
using DealFlow.Domain.Approval;
using DealFlow.Domain.Closing;
using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Incentives;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Protection;
using DealFlow.Domain.Registrations;
using NodaTime;

namespace DealFlow.Web.Views;

/// <summary>A registration as the API shows it. Amounts are exact, instants UTC, dates in the program's zone.</summary>
public sealed record RegistrationView
{
#pragma warning disable CS1591 // the names are the contract; the domain says what they mean
    [JsonPropertyOrder(0)] public required RegistrationId Id { get; init; }
    public required string Program { get; init; }
    public required string ProgramVersion { get; init; }
    public required string Partner { get; init; }
    public required RegistrationStatus Status { get; init; }
    public required int Revision { get; init; }
    public required long Sequence { get; init; }
    public required Instant ReceivedAt { get; init; }
    public required Instant? DecisionDueAt { get; init; }
    public required Instant? DecidedAt { get; init; }
    public required Instant? ProtectedFrom { get; init; }
    public required Instant? ProtectedUntil { get; init; }
    public required Instant? ClosedAt { get; init; }
    public required RegistrationId? SplitFrom { get; init; }
    public required IReadOnlyList<RegistrationId> SplitInto { get; init; }
    public required int? QueuePosition { get; init; }
    public required CustomerFacts Customer { get; init; }
    public required Contact? Contact { get; init; }
    public required IReadOnlyList<string> Products { get; init; }
    public required Money EstimatedValue { get; init; }
    public required LocalDate ExpectedCloseOn { get; init; }
    public required string? Activity { get; init; }
    public required string DealType { get; init; }
    public required string? Distributor { get; init; }
    public required string? PartnerReference { get; init; }
    public required string? Notes { get; init; }
    public required string Language { get; init; }
    public required QuestionView? Question { get; init; }
    public required DecisionView? Decision { get; init; }
    public required ExtensionView? Extension { get; init; }
    public required IReadOnlyList<IncentiveView> Incentives { get; init; }
    public required ConflictView? Conflict { get; init; }
    public required ClosingView? Closing { get; init; }
    public required IReadOnlyList<TimelineEntry> Timeline { get; init; }
#pragma warning restore CS1591

    /// <summary>The registration as the manufacturer sees it, or as its partner does: without candidates.</summary>
    public static RegistrationView Of(Registration deal, DealProgram program, int? queuePosition, bool forManufacturer)
    {
        var lead = deal.Lead;
        return new RegistrationView
        {
            Id = deal.Id,
            Program = deal.Program,
            ProgramVersion = deal.ProgramVersion,
            Partner = deal.Partner,
            Status = deal.Status,
            Revision = deal.Revision,
            Sequence = deal.Sequence,
            ReceivedAt = deal.ReceivedAt,
            DecisionDueAt = Intake.DecisionDueAt(deal, program),
            DecidedAt = deal.Decision?.At,
            ProtectedFrom = deal.Protection?.From,
            ProtectedUntil = deal.Protection?.Until,
            ClosedAt = deal.ClosedAt,
            SplitFrom = deal.SplitFrom,
            SplitInto = deal.SplitInto,
            QueuePosition = queuePosition,
            Customer = lead.Customer,
            Contact = lead.Contact,
            Products = lead.Products,
            EstimatedValue = lead.EstimatedValue,
            ExpectedCloseOn = deal.FollowUp.Progress?.ExpectedCloseOn ?? lead.ExpectedCloseOn,
            Activity = lead.Activity,
            DealType = lead.DealType,
            Distributor = lead.Distributor,
            PartnerReference = lead.PartnerReference,
            Notes = lead.Notes,
            Language = lead.Language,
            Question = deal.Question is { } question ? QuestionView.Of(question) : null,
            Decision = deal.Decision is { } decision ? new DecisionView(decision.Outcome, decision.By, decision.Rule, decision.Reason) : null,
            Extension = deal.Extension is { } extension ? ExtensionView.Of(extension) : null,
            Incentives = [.. deal.Incentives.Select(item => IncentiveView.Of(item, lead))],
            Conflict = deal.Conflict is { } report ? ConflictView.Of(report, forManufacturer) : null,
            Closing = deal.Closing is { } closing ? ClosingView.Of(closing) : null,
            Timeline = deal.Timeline,
        };
    }
}

/// <summary>A question to the partner, with its answer.</summary>
public sealed record QuestionView(int Round, string Text, Instant AskedAt, Instant AnswerDueAt, string? Answer, Instant? AnsweredAt)
{
    internal static QuestionView Of(Question question) =>
        new(question.Round, question.Text, question.AskedAt, question.AnswerDueAt, question.Answer, question.AnsweredAt);
}

/// <summary>The decision: by a person, or by a rule.</summary>
public sealed record DecisionView(DecisionOutcome Outcome, string? By, string? Rule, string? Reason);

/// <summary>A request for more time.</summary>
public sealed record ExtensionView(Instant RequestedAt, string? Reason, Instant? DecidedAt, ExtensionOutcome? Outcome, string? Answer)
{
    internal static ExtensionView Of(Extension extension) =>
        new(extension.RequestedAt, extension.Reason, extension.DecidedAt, extension.Outcome, extension.Answer);
}

/// <summary>An incentive, in the words of the deal's language and the amount of its currency.</summary>
public sealed record IncentiveView(string Id, IncentiveKind Kind, decimal? Percent, Money? Amount, int? Points, string Text)
{
    internal static IncentiveView Of(Incentive item, Lead lead) => new(
        item.Id, item.Kind, item.Percent,
        item.Amount.TryGetValue(lead.EstimatedValue.Currency, out var amount) ? new Money(amount, lead.EstimatedValue.Currency) : null,
        item.Points, item.Text.GetValueOrDefault(lead.Language) ?? item.Text.Values.First());
}

/// <summary>What the conflict check found. A partner never sees candidates.</summary>
public sealed record ConflictView(Verdict Verdict, string Text, IReadOnlyList<ConflictCandidate>? Candidates)
{
    internal static ConflictView Of(ConflictReport report, bool forManufacturer) =>
        new(report.Verdict, ConflictText.ForPartner(report), forManufacturer ? report.Candidates : null);
}

/// <summary>How the deal was closed.</summary>
public sealed record ClosingView(
    ClosingOutcome Outcome, LocalDate? SignedOn, string? OrderNumber, Money? NetAmount, Money? Commission, string? ConfirmedBy,
    string? LossReason, string? Comment, ImmutableList<Invoice> Invoices)
{
    internal static ClosingView Of(DealClosing closing) => new(
        closing.Outcome, closing.SignedOn, closing.OrderNumber, closing.NetAmount, closing.Payout?.Commission?.Amount,
        closing.ConfirmedBy is { } by && by.StartsWith("approver:", StringComparison.Ordinal) ? by["approver:".Length..] : closing.ConfirmedBy,
        closing.LossReason, closing.Comment, closing.Invoices);
}
