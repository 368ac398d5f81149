using DealFlow.Domain.Conflicts;

namespace DealFlow.Workflow.Conflicts;

/// <summary>
/// Where customers are found by their keys: small key documents, of a manufacturer each. Reading a key is a point read or a query in one
/// partition. Whether a key is common is a fact of the key: it became so with its posting number <see cref="IndexedCustomer.MostPostings"/> + 1,
/// in whatever order customers came, and stays so.
/// </summary>
public interface ICandidateIndex
{
    /// <summary>Adds customers; one that is there already is replaced. Safe to repeat.</summary>
    Task PutAsync(string manufacturer, IReadOnlyList<NamedCustomer> customers, CancellationToken cancellation);

    /// <summary>Takes a customer out; nothing happens if it is not there.</summary>
    Task RemoveAsync(string manufacturer, string customer, CancellationToken cancellation);

    /// <summary>What stands under these keys, in their order; an empty list for one that is common or that nobody has. Each key is one read.</summary>
    Task<IReadOnlyList<KeyPostings>> ReadAsync(string manufacturer, IReadOnlyList<CandidateKey> keys, CancellationToken cancellation);
}

/// <summary>A customer to be indexed.</summary>
/// <param name="Name">What the index calls it: told back in <see cref="Posting.Customer"/>. At most 120 characters.</param>
public sealed record NamedCustomer(string Name, IndexedCustomer Indexed);
