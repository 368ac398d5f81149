using System.Globalization;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Signals;
using NodaTime;

namespace DealFlow.Azure.Cosmos.Signals;

/// <summary>
/// Marketing signals in Cosmos DB. A customer has a partition: its head, which gives the numbers, and its signals. Each key of a customer or of a deal that
/// waits has a partition that points there.
/// </summary>
public sealed class CosmosSignalStore : ISignalStore
{
    private const int AtOnce = 100;
    private readonly Documents _documents;
    private readonly SignalNumbering _numbering;
    private readonly SignalForgetting _forgetting;

    internal CosmosSignalStore(Documents documents) =>
        (_documents, _numbering, _forgetting) = (documents, new SignalNumbering(documents), new SignalForgetting(documents));

    /// <inheritdoc/>
    public async Task<int> AddAsync(string program, SignalCustomer customer, IReadOnlyList<Signal> signals, CancellationToken cancellation)
    {
        var added = 0;
        foreach (var part in signals.DistinctBy(signal => signal.Id).Chunk(AtOnce))
            added += await _numbering.AddAsync(program, customer, part, cancellation);
        return added;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<KnownCustomer>> CustomersAsync(string program, IReadOnlyList<string> keys, CancellationToken cancellation)
    {
        var customers = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var key in keys)
            customers.UnionWith(await PointersAsync(SignalPlaces.Key(program, key), cancellation));
        var heads = await Task.WhenAll(customers.Select(customer => _numbering.OpenAsync(program, customer, cancellation)));
        return [.. heads.Where(head => head?.Facts is not null).Select(head => new KnownCustomer(new SignalCustomer(head!.Facts!), head.Last))];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Signal>> ListAsync(
        string program, string customer, Instant since, SignalCursor? after, int limit, CancellationToken cancellation)
    {
        var partition = SignalPlaces.Customer(program, customer);
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
                SignalPlaces.Customer(program, customer), text, ("@since", Moment.Of(since)), ("@after", numbers.After),
                ("@through", numbers.Through)), cancellation);
        return new SignalDigest(
            found.Count, [.. found.OrderByDescending(document => document.Place, StringComparer.Ordinal).Take(most).Select(document => document.Body)]);
    }

    /// <inheritdoc/>
    public Task WatchAsync(string program, IReadOnlyList<string> keys, RegistrationId deal, CancellationToken cancellation) => Task.WhenAll(
        keys.Select(key => _documents.PutAsync(PointerDocument.Of(SignalPlaces.Watch(program, key), deal.Value, null), cancellation)));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RegistrationId>> WatchersAsync(string program, IReadOnlyList<string> keys, CancellationToken cancellation)
    {
        var deals = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var key in keys)
            deals.UnionWith(await PointersAsync(SignalPlaces.Watch(program, key), cancellation));
        return [.. deals.Select(RegistrationId.Parse)];
    }

    /// <inheritdoc/>
    public Task UnwatchAsync(string program, IReadOnlyList<string> keys, RegistrationId deal, CancellationToken cancellation) => Task.WhenAll(
        keys.Select(key => _documents.DeleteAsync(
            SignalPlaces.Watch(program, key), PointerDocument.Of(SignalPlaces.Watch(program, key), deal.Value, null).Id, cancellation)));

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
    public Task<bool> ForgetAsync(Instant before, CancellationToken cancellation) => _forgetting.ForgetAsync(before, cancellation);

    private Task<IReadOnlyList<string>> PointersAsync(string partition, CancellationToken cancellation) =>
        _documents.QueryAsync<string>(new Query(partition, "SELECT VALUE c.to FROM c WHERE c.pk = @pk"), cancellation);
}
