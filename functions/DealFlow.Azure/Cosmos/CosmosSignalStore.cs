using System.Globalization;
using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Signals;
using NodaTime;

namespace DealFlow.Azure.Cosmos;

/// <summary>
/// Marketing signals in Cosmos DB. A customer has a partition: its head, which gives the numbers, and its signals. What was numbered stands in the
/// head until it is written, and whoever reads the head writes it first: so no number is passed on before its signal can be read.
/// </summary>
public sealed class CosmosSignalStore : ISignalStore
{
    private const int AtOnce = 100;
    private const int CustomersAtOnce = 20;
    private static readonly int SecondsKept = (int)Duration.FromDays(430).TotalSeconds;
    private readonly Documents _documents;

    internal CosmosSignalStore(Documents documents) => _documents = documents;

    /// <inheritdoc/>
    public async Task<int> AddAsync(string program, SignalCustomer customer, IReadOnlyList<Signal> signals, CancellationToken cancellation)
    {
        var added = 0;
        foreach (var part in signals.DistinctBy(signal => signal.Id).Chunk(AtOnce))
            added += await AddPartAsync(program, customer, part, cancellation);
        return added;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<KnownCustomer>> CustomersAsync(string program, IReadOnlyList<string> keys, CancellationToken cancellation)
    {
        var customers = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var key in keys)
            customers.UnionWith(await PointersAsync(KeyPartition(program, key), cancellation));
        var heads = await Task.WhenAll(customers.Select(customer => OpenHeadAsync(program, customer, cancellation)));
        return [.. heads.Where(head => head?.Facts is not null).Select(head => new KnownCustomer(new SignalCustomer(head!.Facts!), head.Last))];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Signal>> ListAsync(
        string program, string customer, Instant since, SignalCursor? after, int limit, CancellationToken cancellation)
    {
        var partition = CustomerPartition(program, customer);
        var last = after is null ? "~" : SignalDocument.PlaceOf(after.OccurredAt, after.Id);
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT TOP {limit} * FROM c WHERE c.pk = @pk AND c.kind = 'signal' AND c.occurredAt >= @since AND c.place < @last ORDER BY c.place DESC");
        var found = await _documents.QueryAsync<SignalDocument>(
            new Query(partition, text, ("@since", Moment.Of(since)), ("@last", last)), cancellation);
        return [.. found.Select(document => document.Body)];
    }

    /// <inheritdoc/>
    public async Task<SignalDigest> CountAsync(
        string program, string customer, NumberRange numbers, Instant since, int most, CancellationToken cancellation)
    {
        const string text =
            "SELECT * FROM c WHERE c.pk = @pk AND c.kind = 'signal' AND c.occurredAt >= @since AND c.number > @after AND c.number <= @through";
        var found = await _documents.QueryAsync<SignalDocument>(
            new Query(
                CustomerPartition(program, customer), text, ("@since", Moment.Of(since)), ("@after", numbers.After),
                ("@through", numbers.Through)), cancellation);
        return new SignalDigest(
            found.Count, [.. found.OrderByDescending(document => document.Place, StringComparer.Ordinal).Take(most).Select(document => document.Body)]);
    }

    /// <inheritdoc/>
    public Task WatchAsync(string program, IReadOnlyList<string> keys, RegistrationId deal, CancellationToken cancellation) => Task.WhenAll(
        keys.Select(key => _documents.PutAsync(PointerDocument.Of(WatchPartition(program, key), deal.Value, null), cancellation)));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RegistrationId>> WatchersAsync(string program, IReadOnlyList<string> keys, CancellationToken cancellation)
    {
        var deals = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var key in keys)
            deals.UnionWith(await PointersAsync(WatchPartition(program, key), cancellation));
        return [.. deals.Select(RegistrationId.Parse)];
    }

    /// <inheritdoc/>
    public Task UnwatchAsync(string program, IReadOnlyList<string> keys, RegistrationId deal, CancellationToken cancellation) => Task.WhenAll(
        keys.Select(key => _documents.DeleteAsync(
            WatchPartition(program, key), PointerDocument.Of(WatchPartition(program, key), deal.Value, null).Id, cancellation)));

    /// <inheritdoc/>
    public async Task<SignalCut> CutAsync(RegistrationId deal, string name, IReadOnlyDictionary<string, long> last, CancellationToken cancellation)
    {
        var id = $"cut:{deal}";
        var document = await _documents.ChangeAsync<CutDocument>(
            id, id,
            before =>
            {
                var cut = (before?.Body ?? SignalCut.Start).Next(name, last);
                return before is not null && ReferenceEquals(cut, before.Body) ? null : new CutDocument { Id = id, Partition = id, Body = cut };
            },
            cancellation);
        return document!.Body;
    }

    /// <inheritdoc/>
    public async Task<bool> ForgetAsync(Instant before, CancellationToken cancellation)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"SELECT TOP {CustomersAtOnce} * FROM c WHERE c.pk = @pk AND c.oldest < @before ORDER BY c.oldest");
        var rows = await _documents.QueryAsync<OldestDocument>(
            new Query(OldestDocument.AllOfThem, text, ("@before", Moment.Of(before))), cancellation);
        foreach (var row in rows)
            await ForgetAsync(row, before, cancellation);
        return rows.Count > 0;
    }

    private async Task<int> AddPartAsync(string program, SignalCustomer customer, Signal[] part, CancellationToken cancellation)
    {
        var partition = CustomerPartition(program, customer.Id);
        await NoteAsync(program, customer, part.Min(signal => signal.OccurredAt), cancellation);
        while (true)
        {
            var head = await OpenHeadAsync(program, customer.Id, cancellation);
            var known = (await _documents.ReadAllAsync<SignalDocument>(part.Select(signal => (partition, SignalDocument.IdOf(partition, signal))), cancellation))
                .Select(document => document.Body.Id);
            var fresh = part.ExceptBy(known, signal => signal.Id).ToList();
            if (fresh.Count == 0)
                return 0;
            var number = head?.Last ?? 0;
            var next = new HeadDocument
            {
                Id = HeadDocument.IdOf(partition),
                Partition = partition,
                Stamp = head?.Stamp,
                Last = number + fresh.Count,
                Facts = customer.Facts,
                Pending = [.. fresh.Select((signal, place) => SignalDocument.Of(partition, signal, number + 1 + place, SecondsKept))],
            };
            if ((head is null ? await _documents.CreateAsync(next, cancellation) : await _documents.ReplaceAsync(next, cancellation)) is not { } written)
                continue;
            await FinishAsync(written, cancellation);
            return fresh.Count;
        }
    }

    /// <summary>Sees to it that the customer is found, and forgotten in time.</summary>
    private async Task NoteAsync(string program, SignalCustomer customer, Instant oldest, CancellationToken cancellation)
    {
        var row = OldestDocument.Of(program, customer.Id, customer.Keys, Moment.Of(oldest));
        await _documents.ChangeAsync<OldestDocument>(
            row.Partition, row.Id, before => before is null || before.Oldest > row.Oldest ? row : null, cancellation);
        await Task.WhenAll(customer.Keys.Select(key =>
            _documents.PutAsync(PointerDocument.Of(KeyPartition(program, key), customer.Id, SecondsKept), cancellation)));
    }

    private async Task<HeadDocument?> OpenHeadAsync(string program, string customer, CancellationToken cancellation)
    {
        var partition = CustomerPartition(program, customer);
        var head = await _documents.ReadAsync<HeadDocument>(partition, HeadDocument.IdOf(partition), cancellation);
        return head is { Pending.Count: > 0 } ? await FinishAsync(head, cancellation) : head;
    }

    private async Task<HeadDocument?> FinishAsync(HeadDocument head, CancellationToken cancellation)
    {
        await Task.WhenAll(head.Pending.Select(signal => _documents.CreateAsync(signal, cancellation)));
        return await _documents.ReplaceAsync(head with { Pending = [] }, cancellation)
            ?? await _documents.ReadAsync<HeadDocument>(head.Partition, head.Id, cancellation);
    }

    /// <summary>Of whom nothing is left nothing is kept but the last number.</summary>
    private async Task ForgetAsync(OldestDocument row, Instant before, CancellationToken cancellation)
    {
        var partition = CustomerPartition(row.Program, row.Customer);
        var old = await _documents.QueryAsync<string>(
            new Query(
                partition, "SELECT VALUE c.id FROM c WHERE c.pk = @pk AND c.kind = 'signal' AND c.occurredAt < @before",
                ("@before", Moment.Of(before))), cancellation);
        foreach (var part in old.Chunk(16))
            await Task.WhenAll(part.Select(id => _documents.DeleteAsync(partition, id, cancellation)));
        var left = await _documents.QueryAsync<long>(
            new Query(partition, "SELECT TOP 1 VALUE c.occurredAt FROM c WHERE c.pk = @pk AND c.kind = 'signal' ORDER BY c.occurredAt"), cancellation);
        if (left is [var oldest])
        {
            await _documents.ReplaceAsync(row with { Oldest = oldest }, cancellation);
            return;
        }

        await _documents.ChangeAsync<HeadDocument>(
            partition, HeadDocument.IdOf(partition), head => head is { Pending.Count: 0, Facts: not null } ? head with { Facts = null } : null, cancellation);
        foreach (var key in row.Keys)
            await _documents.DeleteAsync(
                KeyPartition(row.Program, key), PointerDocument.Of(KeyPartition(row.Program, key), row.Customer, null).Id, cancellation);
        await _documents.DeleteAsync(row.Partition, row.Id, cancellation);
    }

    private Task<IReadOnlyList<string>> PointersAsync(string partition, CancellationToken cancellation) =>
        _documents.QueryAsync<string>(new Query(partition, "SELECT VALUE c.to FROM c WHERE c.pk = @pk"), cancellation);

    private static string CustomerPartition(string program, string customer) => $"signals:{program}:{customer}";

    private static string KeyPartition(string program, string key) => $"signal-key:{program}:{Names.Hash(key)}";

    private static string WatchPartition(string program, string key) => $"signal-watch:{program}:{Names.Hash(key)}";

    private sealed record HeadDocument : Document
    {
        public override string Kind => "signalCustomer";
        public long Last { get; init; }

        /// <summary>Null once nothing is left of the customer.</summary>
        public CustomerFacts? Facts { get; init; }

        public IReadOnlyList<SignalDocument> Pending { get; init; } = [];

        public static string IdOf(string partition) => $"{partition}:head";
    }

    private sealed record SignalDocument : Document
    {
        public override string Kind => "signal";
        public required long Number { get; init; }
        public required long OccurredAt { get; init; }
        public required string Place { get; init; }
        public required Signal Body { get; init; }

        public static SignalDocument Of(string partition, Signal signal, long number, int kept) => new()
        {
            Id = IdOf(partition, signal),
            Partition = partition,
            SecondsKept = kept,
            Number = number,
            OccurredAt = Moment.Of(signal.OccurredAt),
            Place = PlaceOf(signal.OccurredAt, signal.Id),
            Body = signal,
        };

        public static string IdOf(string partition, Signal signal) => $"{partition}:{signal.Id}";

        public static string PlaceOf(Instant occurredAt, string id) => string.Create(CultureInfo.InvariantCulture, $"{occurredAt.ToUnixTimeTicks():D20}{id}");
    }

    /// <summary>Names a customer or a deal in the partition of a key.</summary>
    private sealed record PointerDocument : Document
    {
        public override string Kind => "pointer";
        public required string To { get; init; }

        public static PointerDocument Of(string partition, string to, int? kept) =>
            new() { Id = $"{partition}:{to}", Partition = partition, SecondsKept = kept, To = to };
    }

    /// <summary>No signal of the customer is older than this.</summary>
    private sealed record OldestDocument : Document
    {
        public const string AllOfThem = "signal-oldest";

        public override string Kind => "signalOldest";
        public required string Program { get; init; }
        public required string Customer { get; init; }
        public required IReadOnlyList<string> Keys { get; init; }
        public required long Oldest { get; init; }

        public static OldestDocument Of(string program, string customer, IReadOnlyList<string> keys, long oldest) => new()
        {
            Id = $"{AllOfThem}:{program}:{customer}",
            Partition = AllOfThem,
            SecondsKept = CosmosSignalStore.SecondsKept,
            Program = program,
            Customer = customer,
            Keys = keys,
            Oldest = oldest,
        };
    }

    private sealed record CutDocument : Document
    {
        public override string Kind => "signalCut";
        public required SignalCut Body { get; init; }
    }
}
