using System.Globalization;
using System.Text.RegularExpressions;
using DealFlow.Workflow.Conflicts;

namespace DealFlow.Azure.Cosmos;

/// <summary>What manufacturers have learned of customers, in Cosmos DB: a document for each alias, with its keys, in the manufacturer's partition of aliases.</summary>
public sealed partial class CosmosAliasStore : IAliasStore
{
    private readonly Documents _documents;

    internal CosmosAliasStore(Documents documents) => _documents = documents;

    /// <inheritdoc/>
    public async Task SaveAsync(string manufacturer, Alias alias, CancellationToken cancellation)
    {
        var (partition, id) = (PartitionOf(manufacturer), IdOf(manufacturer, alias.Id));
        var place = (await _documents.ReadAsync<AliasDocument>(partition, id, cancellation))?.Place ?? await NextPlaceAsync(manufacturer, cancellation);
        await _documents.PutAsync(new AliasDocument { Id = id, Partition = partition, Place = place, Keys = alias.Keys(), Body = alias }, cancellation);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Alias>> FindAsync(string manufacturer, IReadOnlyList<string> keys, CancellationToken cancellation)
    {
        if (keys.Count == 0)
            return [];
        var named = keys.Select((key, number) => (Name: string.Create(CultureInfo.InvariantCulture, $"@k{number}"), Value: (object)key)).ToArray();
        var any = string.Join(" OR ", named.Select(key => $"ARRAY_CONTAINS(c.keys, {key.Name})"));
        var found = await _documents.QueryAsync<AliasDocument>(new Query(PartitionOf(manufacturer), $"SELECT * FROM c WHERE c.pk = @pk AND c.kind = 'alias' AND ({any})", named), cancellation);
        return [.. found.OrderBy(document => document.Place, StringComparer.Ordinal).Select(document => document.Body)];
    }

    /// <inheritdoc/>
    public async Task<Alias?> ReadAsync(string manufacturer, string id, CancellationToken cancellation) =>
        (await _documents.ReadAsync<AliasDocument>(PartitionOf(manufacturer), IdOf(manufacturer, id), cancellation))?.Body;

    /// <inheritdoc/>
    public async Task<AliasPage> ListAsync(string manufacturer, string? cursor, int limit, CancellationToken cancellation)
    {
        if (cursor is not null && !Cursor().IsMatch(cursor))
            return new AliasPage([], null);
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT TOP {limit + 1} * FROM c WHERE c.pk = @pk AND c.kind = 'alias'{(cursor is null ? "" : " AND c.place < @cursor")} ORDER BY c.place DESC");
        var query = cursor is null ? new Query(PartitionOf(manufacturer), text) : new Query(PartitionOf(manufacturer), text, ("@cursor", cursor));
        var found = await _documents.QueryAsync<AliasDocument>(query, cancellation);
        return new AliasPage([.. found.Take(limit).Select(document => document.Body)], found.Count > limit ? found[limit - 1].Place : null);
    }

    /// <inheritdoc/>
    public async Task<bool> RemoveAsync(string manufacturer, string id, CancellationToken cancellation)
    {
        if (await ReadAsync(manufacturer, id, cancellation) is null)
            return false;
        await _documents.DeleteAsync(PartitionOf(manufacturer), IdOf(manufacturer, id), cancellation);
        return true;
    }

    /// <summary>Numbers are given in the order in which aliases were said.</summary>
    private async Task<string> NextPlaceAsync(string manufacturer, CancellationToken cancellation)
    {
        var (partition, id) = (PartitionOf(manufacturer), $"{PartitionOf(manufacturer)}:count");
        var count = await _documents.ChangeAsync<CountDocument>(
            partition, id, before => new CountDocument { Id = id, Partition = partition, Count = (before?.Count ?? 0) + 1 }, cancellation);
        return count!.Count.ToString("D12", CultureInfo.InvariantCulture);
    }

    private static string PartitionOf(string manufacturer) => $"aliases:{manufacturer}";

    private static string IdOf(string manufacturer, string id) => $"{PartitionOf(manufacturer)}:{Names.Hash(id)}";

    [GeneratedRegex("^[0-9]{12}$")]
    private static partial Regex Cursor();

    private sealed record AliasDocument : Document
    {
        public override string Kind => "alias";

        /// <summary>Where it stands in lists.</summary>
        public required string Place { get; init; }

        public required IReadOnlyList<string> Keys { get; init; }
        public required Alias Body { get; init; }
    }

    private sealed record CountDocument : Document
    {
        public override string Kind => "aliasCount";
        public long Count { get; init; }
    }
}
