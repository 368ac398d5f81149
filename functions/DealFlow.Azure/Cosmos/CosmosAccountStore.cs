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
        var places = ids.Distinct().Select(id => AccountDocument.PartitionOf(manufacturer, id)).Select(place => (place, place));
        var found = await _documents.ReadAllAsync<AccountDocument>(places, cancellation);
        return [.. found.Select(document => document.Body).OrderBy(account => account.Id, StringComparer.Ordinal)];
    }

    /// <summary>
    /// What was indexed under another version keeps that one: the work of indexing it anew may be at it in this moment with what was said before, and goes over
    /// it once more when it finds it changed.
    /// </summary>
    private async Task SaveAsync(string manufacturer, Account account, CancellationToken cancellation)
    {
        var place = AccountDocument.PartitionOf(manufacturer, account.Id);
        while (true)
        {
            var known = await _documents.ReadAsync<AccountDocument>(place, place, cancellation);
            if (known?.Body == account)
                return;
            await _index.PutAsync(manufacturer, [new NamedCustomer(Account.NameOf(account.Id), IndexedCustomer.Of(account.Customer))], cancellation);
            var written = known is null
                ? await _documents.CreateAsync(new AccountDocument { Id = place, Partition = place, Version = IndexedCustomer.Version, Body = account }, cancellation)
                : await _documents.ReplaceAsync(known with { Body = account }, cancellation);
            if (written is not null)
                return;
        }
    }
}
