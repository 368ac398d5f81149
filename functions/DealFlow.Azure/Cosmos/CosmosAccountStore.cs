using System.Globalization;
using DealFlow.Workflow.Conflicts;

namespace DealFlow.Azure.Cosmos;

/// <summary>Imported accounts in Cosmos DB: a document each, with its keys, in the manufacturer's partition of accounts.</summary>
public sealed class CosmosAccountStore : IAccountStore
{
    private const int AtOnce = 16;
    private readonly Documents _documents;

    internal CosmosAccountStore(Documents documents) => _documents = documents;

    /// <inheritdoc/>
    public async Task SaveAsync(string manufacturer, IReadOnlyList<Account> accounts, CancellationToken cancellation)
    {
        var last = accounts.GroupBy(account => account.Id, StringComparer.Ordinal).Select(ofOneId => ofOneId.Last());
        foreach (var part in last.Chunk(AtOnce))
            await Task.WhenAll(part.Select(account => _documents.PutAsync(DocumentOf(manufacturer, account), cancellation)));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Account>> FindAsync(string manufacturer, IReadOnlyList<string> keys, CancellationToken cancellation)
    {
        if (keys.Count == 0)
            return [];
        var named = keys.Select((key, number) => (Name: string.Create(CultureInfo.InvariantCulture, $"@k{number}"), Value: (object)key)).ToArray();
        var any = string.Join(" OR ", named.Select(key => $"ARRAY_CONTAINS(c.keys, {key.Name})"));
        var found = await _documents.QueryAsync<AccountDocument>(
            new Query(PartitionOf(manufacturer), $"SELECT * FROM c WHERE c.pk = @pk AND ({any})", named), cancellation);
        return [.. found.Select(document => document.Body).OrderBy(account => account.Id, StringComparer.Ordinal)];
    }

    private static AccountDocument DocumentOf(string manufacturer, Account account) => new()
    {
        Id = $"{PartitionOf(manufacturer)}:{Names.Hash(account.Id)}",
        Partition = PartitionOf(manufacturer),
        Keys = CustomerClaims.KeysOf(account.Customer),
        Body = account,
    };

    private static string PartitionOf(string manufacturer) => $"accounts:{manufacturer}";

    private sealed record AccountDocument : Document
    {
        public override string Kind => "account";
        public required IReadOnlyList<string> Keys { get; init; }
        public required Account Body { get; init; }
    }
}
