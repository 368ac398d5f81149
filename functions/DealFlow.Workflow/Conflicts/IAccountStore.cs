using DealFlow.Domain.Conflicts;
using NodaTime;

namespace DealFlow.Workflow.Conflicts;

/// <summary>
/// Customers and prospects that a manufacturer has imported. Each is also in the candidate index, under its <see cref="Account.NameOf"/>; the store
/// sees to that, and makes up for what a crash has left out.
/// </summary>
public interface IAccountStore
{
    /// <summary>
    /// Adds accounts; the same id replaces. Durable on return. One that is unchanged costs one read; any other that, a write, and the writes of the
    /// candidate index.
    /// </summary>
    Task SaveAsync(string manufacturer, IReadOnlyList<Account> accounts, CancellationToken cancellation);

    /// <summary>Returns when the candidate index has everything that was saved before the call.</summary>
    Task SettleAsync(CancellationToken cancellation);

    /// <summary>Those of these accounts that there are. One read each, or one query in all.</summary>
    Task<IReadOnlyList<Account>> ReadAsync(string manufacturer, IReadOnlyList<string> ids, CancellationToken cancellation);
}

/// <summary>An imported account.</summary>
/// <param name="Kind"><c>customer</c> or <c>pipeline</c>.</param>
/// <param name="Owner">The manufacturer's person that looks after it; named to the approver only.</param>
/// <param name="ValidUntil">The last local day on which it counts; null: for ever.</param>
public sealed record Account(string Id, CustomerFacts Customer, string Kind, string? Owner, LocalDate? ValidUntil)
{
    private const string Prefix = "account:";

    /// <summary>The kinds of account.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["customer", "pipeline"];

    /// <summary>What the candidate index calls an account.</summary>
    public static string NameOf(string id) => Prefix + id;

    /// <summary>The id of an account by what the candidate index calls it.</summary>
    public static string IdOf(string name) => name[Prefix.Length..];
}

/// <summary>
/// The candidate index does not yet have all that it has to, because it is being made anew: nothing that it says would be the whole truth. It will
/// have, in a while.
/// </summary>
public sealed class IndexIncompleteException() : Exception("The candidate index is being made.");
