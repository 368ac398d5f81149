using DealFlow.Domain.Conflicts;
using DealFlow.Workflow.Conflicts;

namespace DealFlow.Azure.Cosmos;

/// <summary>
/// Imported accounts in Cosmos DB: a document each. The candidate index has an account before its document is written, so that what a crash has left out
/// is done again with the import that was not acknowledged.
/// </summary>
public sealed class CosmosAccountStore : IAccountStore
{
    private const int AtOnce = 16;
    private readonly Documents _documents;
    private readonly ICandidateIndex _index;

    internal CosmosAccountStore(Documents documents, ICandidateIndex index) => (_documents, _index) = (documents, index);

    /// <inheritdoc/>
    public async Task SaveAsync(string manufacturer, IReadOnlyList<Account> accounts, CancellationToken cancellation)
    {
        var last = accounts.GroupBy(account => account.Id, StringComparer.Ordinal).Select(ofOneId => ofOneId.Last());
        foreach (var part in last.Chunk(AtOnce))
            await Task.WhenAll(part.Select(account => SaveAsync(manufacturer, account, cancellation)));
    }

    /// <inheritdoc/>
    public Task SettleAsync(CancellationToken cancellation) => Task.CompletedTask; // saved means indexed

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Account>> ReadAsync(string manufacturer, IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        var found = await _documents.ReadAllAsync<AccountDocument>(ids.Distinct().Select(id => (PartitionOf(manufacturer, id), PartitionOf(manufacturer, id))), cancellation);
        return [.. found.Select(document => document.Body).OrderBy(account => account.Id, StringComparer.Ordinal)];
    }

    private async Task SaveAsync(string manufacturer, Account account, CancellationToken cancellation)
    {
        var place = PartitionOf(manufacturer, account.Id);
        if (await _documents.ReadAsync<AccountDocument>(place, place, cancellation) is { } known && known.Body == account && known.Version == IndexedCustomer.Version)
            return;
        await _index.PutAsync(manufacturer, [new NamedCustomer(Account.NameOf(account.Id), IndexedCustomer.Of(account.Customer))], cancellation);
        await _documents.PutAsync(new AccountDocument { Id = place, Partition = place, Version = IndexedCustomer.Version, Body = account }, cancellation);
    }

    private static string PartitionOf(string manufacturer, string id) => $"account:{manufacturer}:{Names.Hash(id)}";

    private sealed record AccountDocument : Document
    {
        public override string Kind => "account";

        /// <summary>That of the candidate index's keys when it was written.</summary>
        public required int Version { get; init; }

        public required Account Body { get; init; }
    }
}
