using DealFlow.Domain.Conflicts;
using NodaTime;

namespace DealFlow.Workflow.Conflicts;

/// <summary>Customers and prospects that a manufacturer has imported.</summary>
public interface IAccountStore
{
    /// <summary>Adds accounts; the same id replaces.</summary>
    Task SaveAsync(string manufacturer, IReadOnlyList<Account> accounts, CancellationToken cancellation);

    /// <summary>Accounts that share one of these keys.</summary>
    Task<IReadOnlyList<Account>> FindAsync(string manufacturer, IReadOnlyList<string> keys, CancellationToken cancellation);
}

/// <summary>An imported account.</summary>
/// <param name="Kind"><c>customer</c> or <c>pipeline</c>.</param>
/// <param name="Owner">The manufacturer's person that looks after it; named to the approver only.</param>
/// <param name="ValidUntil">The last local day on which it counts; null: for ever.</param>
public sealed record Account(string Id, CustomerFacts Customer, string Kind, string? Owner, LocalDate? ValidUntil)
{
    /// <summary>The kinds of account.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["customer", "pipeline"];
}
