using System.Collections.Immutable;
using DealFlow.Domain.Amounts;
using DealFlow.Domain.Closing;
using NodaTime;

namespace DealFlow.Domain.Registrations;

/// <summary>What somebody wants done with a registration. What the clock does is in <see cref="Deadlines"/>.</summary>
public abstract record DealCommand(Actor By)
{
    /// <summary>The partner answers a question.</summary>
    public sealed record Answer(Actor By, string Text) : DealCommand(By);

    /// <summary>The partner reports progress, perhaps asking for help.</summary>
    public sealed record ReportProgress(Actor By, string Note, LocalDate? ExpectedCloseOn, bool HelpWanted) : DealCommand(By);

    /// <summary>The partner asks for more time.</summary>
    public sealed record RequestExtension(Actor By, string? Reason) : DealCommand(By);

    /// <summary>The partner takes the registration back.</summary>
    public sealed record Withdraw(Actor By, string? Reason) : DealCommand(By);

    /// <summary>An approver approves.</summary>
    public sealed record Approve(Actor By, string? Reason) : DealCommand(By);

    /// <summary>An approver rejects.</summary>
    public sealed record Reject(Actor By, string? Reason) : DealCommand(By);

    /// <summary>An approver asks the partner.</summary>
    public sealed record RequestInformation(Actor By, string? Question) : DealCommand(By);

    /// <summary>An approver grants an extension.</summary>
    public sealed record Grant(Actor By) : DealCommand(By);

    /// <summary>An approver refuses an extension.</summary>
    public sealed record Refuse(Actor By, string? Reason) : DealCommand(By);

    /// <summary>The deal is won.</summary>
    public sealed record CloseWon(Actor By, LocalDate SignedOn, string OrderNumber, Money NetAmount, ImmutableList<NetLine> Lines) : DealCommand(By);

    /// <summary>An approver confirms a win.</summary>
    public sealed record Confirm(Actor By) : DealCommand(By);

    /// <summary>An approver disputes a win.</summary>
    public sealed record Dispute(Actor By, string? Reason) : DealCommand(By);

    /// <summary>The deal is lost.</summary>
    public sealed record CloseLost(Actor By, string Reason, string? Comment) : DealCommand(By);

    /// <summary>The manufacturer takes its approval back.</summary>
    public sealed record Revoke(Actor By, string? Reason) : DealCommand(By);

    /// <summary>The manufacturer invoices, or credits.</summary>
    public sealed record AddInvoice(Actor By, string Number, LocalDate InvoicedOn, ImmutableList<NetLine> Lines) : DealCommand(By);

    /// <summary>The manufacturer erases the contact's data and what people wrote.</summary>
    public sealed record EraseContact(Actor By) : DealCommand(By);
}
