using System.Globalization;
using DealFlow.Azure.Cosmos.Indexing;
using DealFlow.Domain.Conflicts;
using DealFlow.Workflow.Conflicts;

namespace DealFlow.Azure.Cosmos;

/// <summary>
/// The candidate index of imported accounts in Cosmos DB: a partition for each key of a manufacturer, with a document for each customer under it. A key
/// costs one query. Whoever writes the customer's own document last has put it under all of its keys, and no others, after everybody else: of several at once
/// the others begin again. That a key is common is noted when it is first seen to be, by whoever reads it or takes a customer out.
/// </summary>
public sealed class CosmosCandidateIndex : ICandidateIndex
{
    private const int AtOnce = 16;
    private readonly Documents _documents;
    private readonly IndexingState _state;

    internal CosmosCandidateIndex(Documents documents, IndexingState state) => (_documents, _state) = (documents, state);

    /// <inheritdoc/>
    public async Task PutAsync(string manufacturer, IReadOnlyList<NamedCustomer> customers, CancellationToken cancellation)
    {
        foreach (var customer in customers)
        {
            var before = await FindAsync(manufacturer, customer.Name, cancellation);
            if (before?.Says(CustomerDocument.Of(manufacturer, customer)) is not true)
                await PutAnewAsync(manufacturer, customer, before, cancellation);
        }
    }

    /// <summary>Puts a customer under all of its keys, also under those where it is said to be.</summary>
    internal async Task PutAnewAsync(string manufacturer, NamedCustomer customer, CancellationToken cancellation) =>
        await PutAnewAsync(manufacturer, customer, await FindAsync(manufacturer, customer.Name, cancellation), cancellation);

    /// <inheritdoc/>
    public async Task RemoveAsync(string manufacturer, string customer, CancellationToken cancellation)
    {
        if (await FindAsync(manufacturer, customer, cancellation) is not { } known)
            return;
        await InPartsAsync(known.Keys, partition => TakeOutAsync(partition, customer, cancellation));
        await _documents.DeleteAsync(known.Partition, known.Id, cancellation);
    }

    /// <inheritdoc/>
    /// <exception cref="IndexIncompleteException">Some accounts are still to be indexed under this version of the algorithm.</exception>
    public async Task<IReadOnlyList<KeyPostings>> ReadAsync(string manufacturer, IReadOnlyList<CandidateKey> keys, CancellationToken cancellation)
    {
        await _state.EnsureAccountsAsync(cancellation);
        var found = new KeyPostings[keys.Count];
        foreach (var part in Enumerable.Range(0, keys.Count).Chunk(AtOnce))
            await Task.WhenAll(part.Select(async place => found[place] = new KeyPostings(
                keys[place], [.. (await UnderAsync(PartitionOf(manufacturer, keys[place]), cancellation)).Select(entry => new Posting(entry.Customer, entry.Fingerprint))])));
        return found;
    }

    /// <summary>What stands under a key; nothing where it is common.</summary>
    private async Task<IReadOnlyList<EntryDocument>> UnderAsync(string partition, CancellationToken cancellation)
    {
        // The note that a key is common has no customer, and comes first.
        var most = string.Create(CultureInfo.InvariantCulture, $"SELECT TOP {IndexedCustomer.MostPostings + 1} * FROM c WHERE c.pk = @pk ORDER BY c.customer");
        var entries = await _documents.QueryAsync<EntryDocument>(new Query(partition, most), cancellation);
        if (entries.Any(entry => entry.Customer.Length == 0))
            return [];
        if (entries.Count <= IndexedCustomer.MostPostings)
            return entries;
        await _documents.PutAsync(EntryDocument.Common(partition), cancellation);
        return [];
    }

    private async Task PutAnewAsync(string manufacturer, NamedCustomer customer, CustomerDocument? before, CancellationToken cancellation)
    {
        var after = CustomerDocument.Of(manufacturer, customer);
        while (true)
        {
            IReadOnlyList<string> all = [.. (before?.Keys ?? []).Union(after.Keys)];
            if (await NoteAsync(before, after with { Keys = all, Fingerprint = "" }, cancellation) is { } noted)
            {
                await InPartsAsync(after.Keys, partition => AddAsync(partition, customer, cancellation));
                await InPartsAsync(all.Except(after.Keys), partition => TakeOutAsync(partition, customer.Name, cancellation));
                if (await _documents.ReplaceAsync(after with { Stamp = noted.Stamp }, cancellation) is not null)
                    return;
            }

            before = await FindAsync(manufacturer, customer.Name, cancellation);
        }
    }

    /// <summary>Notes under which keys a customer may be from now on, so that it is taken out of each after a crash too. Null: somebody else has written.</summary>
    private async Task<CustomerDocument?> NoteAsync(CustomerDocument? before, CustomerDocument possible, CancellationToken cancellation)
    {
        if (before is null)
            return await _documents.CreateAsync(possible, cancellation);
        return before.Keys.Count == possible.Keys.Count ? before : await _documents.ReplaceAsync(possible with { Stamp = before.Stamp }, cancellation);
    }

    private async Task AddAsync(string partition, NamedCustomer customer, CancellationToken cancellation)
    {
        if (await _documents.ReadAsync<EntryDocument>(partition, EntryDocument.IdOf(partition, ""), cancellation) is null)
            await _documents.PutAsync(EntryDocument.Of(partition, customer), cancellation);
    }

    /// <summary>A key that has become common stays so, although one fewer is left.</summary>
    private async Task TakeOutAsync(string partition, string customer, CancellationToken cancellation)
    {
        await UnderAsync(partition, cancellation);
        await _documents.DeleteAsync(partition, EntryDocument.IdOf(partition, customer), cancellation);
    }

    private Task<CustomerDocument?> FindAsync(string manufacturer, string customer, CancellationToken cancellation)
    {
        var partition = CustomerDocument.PartitionOf(manufacturer, customer);
        return _documents.ReadAsync<CustomerDocument>(partition, partition, cancellation);
    }

    private static async Task InPartsAsync(IEnumerable<string> partitions, Func<string, Task> run)
    {
        foreach (var part in partitions.Chunk(AtOnce))
            await Task.WhenAll(part.Select(run));
    }

    private static string PartitionOf(string manufacturer, CandidateKey key) => string.Create(CultureInfo.InvariantCulture, $"key:{manufacturer}:{key.Hash:x16}");

    /// <summary>What a customer is indexed under, so that it can be taken out again.</summary>
    private sealed record CustomerDocument : Document
    {
        public override string Kind => "indexedCustomer";
        public required IReadOnlyList<string> Keys { get; init; }
        public required string Fingerprint { get; init; }

        public static CustomerDocument Of(string manufacturer, NamedCustomer customer) => new()
        {
            Id = PartitionOf(manufacturer, customer.Name),
            Partition = PartitionOf(manufacturer, customer.Name),
            Keys = [.. customer.Indexed.Keys.Select(key => CosmosCandidateIndex.PartitionOf(manufacturer, key)).Distinct()],
            Fingerprint = customer.Indexed.Fingerprint,
        };

        public bool Says(CustomerDocument other) => Fingerprint == other.Fingerprint && Keys.SequenceEqual(other.Keys);

        public static string PartitionOf(string manufacturer, string customer) => $"indexed:{manufacturer}:{Names.Hash(customer)}";
    }

    /// <summary>A customer under a key; without a customer the note that the key is common.</summary>
    private sealed record EntryDocument : Document
    {
        public override string Kind => "indexKey";
        public required string Customer { get; init; }
        public required string Fingerprint { get; init; }

        public static EntryDocument Of(string partition, NamedCustomer customer) => new()
        {
            Id = IdOf(partition, customer.Name),
            Partition = partition,
            Customer = customer.Name,
            Fingerprint = customer.Indexed.Fingerprint,
        };

        public static EntryDocument Common(string partition) => new() { Id = IdOf(partition, ""), Partition = partition, Customer = "", Fingerprint = "" };

        public static string IdOf(string partition, string customer) => $"{partition}:{(customer.Length == 0 ? "common" : Names.Hash(customer))}";
    }
}
