using DealFlow.Domain.Conflicts;
using DealFlow.Workflow.Conflicts;

namespace DealFlow.Azure.Cosmos.Indexing;

/// <summary>
/// Accounts that were indexed under another version, of all manufacturers. An import of the same account meanwhile wins: the account keeps its older version
/// then (<see cref="CosmosAccountStore"/>), and is found again.
/// </summary>
internal sealed class OlderAccounts(Documents documents, CosmosCandidateIndex index)
{
    private const int AtATime = 4;
    private const string Older = "c.kind = 'account' AND c.version != @version";
    private static readonly (string, object) Version = ("@version", IndexedCustomer.Version);

    public async Task<bool> AnyAsync(CancellationToken cancellation) => (await FindAsync(1, cancellation)).Count > 0;

    public async Task<long> CountAsync(CancellationToken cancellation) =>
        (await documents.QueryEverywhereAsync<long>($"SELECT VALUE COUNT(1) FROM c WHERE {Older}", null, [Version], cancellation)).Sum();

    public async Task<Step> StepAsync(int most, CancellationToken cancellation)
    {
        var found = await FindAsync(most, cancellation);
        var done = 0;
        foreach (var part in found.Chunk(AtATime))
            done += (await Task.WhenAll(part.Select(account => IndexAsync(account, cancellation)))).Count(isDone => isDone);
        return new Step(found.Count, done);
    }

    private Task<IReadOnlyList<AccountDocument>> FindAsync(int most, CancellationToken cancellation) =>
        documents.QueryEverywhereAsync<AccountDocument>($"SELECT * FROM c WHERE {Older}", most, [Version], cancellation);

    private async Task<bool> IndexAsync(AccountDocument found, CancellationToken cancellation)
    {
        await index.PutAnewAsync(found.Manufacturer, new NamedCustomer(Account.NameOf(found.Body.Id), IndexedCustomer.Of(found.Body.Customer)), cancellation);
        return await documents.ReplaceAsync(found with { Version = IndexedCustomer.Version }, cancellation) is not null;
    }
}
