using System.Globalization;
using System.Text.RegularExpressions;
using DealFlow.Workflow.Conflicts;
using NodaTime;

namespace DealFlow.Azure.Cosmos;

/// <summary>What manufacturers have learned of customers, in Cosmos DB: a document for each alias, with its keys, in the manufacturer's partition of aliases.</summary>
public sealed partial class CosmosAliasStore : IAliasStore
{
    private readonly Documents _documents;

    internal CosmosAliasStore(Documents documents) => _documents = documents;

    /// <inheritdoc/>
    public Task SaveAsync(string manufacturer, Alias alias, CancellationToken cancellation) => _documents.PutAsync(
        new AliasDocument
        {
            Id = IdOf(manufacturer, alias.Id),
            Partition = PartitionOf(manufacturer),
            Place = string.Create(CultureInfo.InvariantCulture, $"{alias.At.ToUnixTimeTicks():D20}~{Names.Hash(alias.Id)}"),
            Keys = alias.Keys(),
            Body = alias,
        }, cancellation);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Alias>> FindAsync(string manufacturer, IReadOnlyList<string> keys, CancellationToken cancellation)
    {
        if (keys.Count == 0)
            return [];
        var named = keys.Select((key, number) => (Name: string.Create(CultureInfo.InvariantCulture, $"@k{number}"), Value: (object)key)).ToArray();
        var any = string.Join(" OR ", named.Select(key => $"ARRAY_CONTAINS(c.keys, {key.Name})"));
        var found = await _documents.QueryAsync<AliasDocument>(new Query(PartitionOf(manufacturer), $"SELECT * FROM c WHERE c.pk = @pk AND ({any})", named), cancellation);
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
            $"SELECT TOP {limit + 1} * FROM c WHERE c.pk = @pk{(cursor is null ? "" : " AND c.place < @cursor")} ORDER BY c.place DESC");
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

    private static string PartitionOf(string manufacturer) => $"aliases:{manufacturer}";

    private static string IdOf(string manufacturer, string id) => $"{PartitionOf(manufacturer)}:{Names.Hash(id)}";

    [GeneratedRegex("^-?[0-9]{20}~[0-9a-f]{32}$")]
    private static partial Regex Cursor();

    private sealed record AliasDocument : Document
    {
        public override string Kind => "alias";

        /// <summary>Where it stands in lists: by the time at which it was said.</summary>
        public required string Place { get; init; }

        public required IReadOnlyList<string> Keys { get; init; }
        public required Alias Body { get; init; }
    }
}
