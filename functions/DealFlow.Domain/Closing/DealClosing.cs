using System.Collections.Immutable;
using DealFlow.Domain.Amounts;
using DealFlow.Domain.Incentives;
using NodaTime;

namespace DealFlow.Domain.Closing;

/// <summary>How the deal was closed: a win with its figures, or a loss with its reason.</summary>
public sealed record DealClosing
{
    /// <summary>Won or lost.</summary>
    public required ClosingOutcome Outcome { get; init; }

    /// <summary>When it was reported.</summary>
    public required Instant ReportedAt { get; init; }

    /// <summary>Who reported it.</summary>
    public required string ReportedBy { get; init; }

    /// <summary>Local day of the signature.</summary>
    public LocalDate? SignedOn { get; init; }

    /// <summary>The order's number.</summary>
    public string? OrderNumber { get; init; }

    /// <summary>The net of the order, after discount.</summary>
    public Money? NetAmount { get; init; }

    /// <summary>The net by product; empty where it was not given.</summary>
    public ImmutableList<NetLine> Lines { get; init; } = [];

    /// <summary>What the win pays, reckoned when it was reported.</summary>
    public Payout? Payout { get; init; }

    /// <summary>Whether the signature lies in the protection or in the grace.</summary>
    public AtSignature? AtSignature { get; init; }

    /// <summary>Who confirmed the win, as on the timeline.</summary>
    public string? ConfirmedBy { get; init; }

    /// <summary>Why it was lost: a word of <see cref="LossReasons"/>.</summary>
    public string? LossReason { get; init; }

    /// <summary>More on the loss.</summary>
    public string? Comment { get; init; }

    /// <summary>Invoices and credits so far.</summary>
    public ImmutableList<Invoice> Invoices { get; init; } = [];
}

/// <summary>Won or lost.</summary>
public enum ClosingOutcome
{
    /// <summary>Won.</summary>
    Won,

    /// <summary>Lost.</summary>
    Lost,
}

/// <summary>Where a signature lies.</summary>
public enum AtSignature
{
    /// <summary>On a protected day.</summary>
    Protected,

    /// <summary>In the grace after it.</summary>
    Grace,
}

/// <summary>The net of one product.</summary>
public sealed record NetLine(string Product, Money Net);

/// <summary>An invoice, or a credit where lines are negative. The payout is what this one adds to the deal's.</summary>
public sealed record Invoice(string Number, LocalDate InvoicedOn, ImmutableList<NetLine> Lines, Money Net, Payout Adds);

/// <summary>Why deals are lost.</summary>
public static class LossReasons
{
    /// <summary>The words that a report may use.</summary>
    public static IReadOnlyList<string> All { get; } = ["price", "competitor", "budget", "noDecision", "other"];
}
