using DealFlow.Azure.Cosmos.Indexing;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Registrations;
using NodaTime;

namespace DealFlow.Azure.Cosmos.Registrations;

/// <summary>
/// Registrations in Cosmos DB. One that changes by itself is one conditional write; what touches the order, a hold, a queue or a list is decided by the
/// manufacturer's <see cref="Arbiter"/>. All reads are of one document or of one partition.
/// </summary>
public sealed class CosmosRegistrationStore : IRegistrationStore
{
    private readonly Documents _documents;
    private readonly IClock _clock;
    private readonly Arbiter _arbiter;
    private readonly Wakes _wakes;
    private readonly DealRows _rows;
    private readonly IndexingState _indexing;

    internal CosmosRegistrationStore(Documents documents, IClock clock, Arbiter arbiter, IndexingState indexing)
    {
        (_documents, _clock, _arbiter, _indexing) = (documents, clock, arbiter, indexing);
        _wakes = new Wakes(documents, _arbiter, clock);
        _rows = new DealRows(documents, _arbiter);
    }

    /// <inheritdoc/>
    public Task<AddResult> AddAsync(NewRegistration registration, CancellationToken cancellation) =>
        new Acceptance(registration, _clock.GetCurrentInstant(), _documents, _arbiter, _rows, _wakes).RunAsync(cancellation);

    /// <inheritdoc/>
    public Task<AddResult?> FindAcceptedAsync(string partner, IdempotencyMark mark, CancellationToken cancellation) =>
        Acceptance.RepeatedAsync(_documents, partner, mark, _clock.GetCurrentInstant(), cancellation);

    /// <inheritdoc/>
    public async Task<StoredRegistration?> FindAsync(RegistrationId id, CancellationToken cancellation) =>
        (await _documents.ReadAsync<RegistrationDocument>(id.Value, id.Value, cancellation))?.Stored;

    /// <inheritdoc/>
    public async Task<StoredRegistration?> SaveAsync(RegistrationChange change, CancellationToken cancellation)
    {
        var number = RegistrationDocument.NumberOf(change.Stamp);
        if (await FindAsync(change.Registration.Id, number, cancellation) is not { } before)
            return null;
        if (IsForTheArbiter(change, before.Body))
            return await new ArbitratedSaving(change, number, _documents, _arbiter, _wakes).RunAsync(cancellation);
        var mark = change.Wake ? await _wakes.AddAsync(before.Body, number + 1, cancellation) : null;
        var saved = await _documents.ReplaceAsync(before with { Number = number + 1, Body = change.Registration }, cancellation);
        if (saved is null && mark is not null)
            await _wakes.TakeBackAsync(mark, cancellation);
        return saved?.Stored;
    }

    /// <inheritdoc/>
    public async Task<RegistrationPage> ListAsync(RegistrationQuery query, CancellationToken cancellation)
    {
        var (rows, next) = await _rows.PageAsync(query, cancellation);
        return new RegistrationPage([.. (await ReadAsync(rows, cancellation)).Select(stored => stored.Body)], next);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Registration>> RivalsAsync(Registration registration, RivalSearch search, CancellationToken cancellation)
    {
        if (search.Lookup is not null)
            await _indexing.EnsureRegistrationsAsync(cancellation);
        var own = await _rows.FindAsync(registration, cancellation)
            ?? throw new InvalidOperationException($"Registration {registration.Id} is not in the store.");
        var sharing = await _rows.SharingAsync(
            registration.Manufacturer, own.Scopes, [.. own.Keys.Union(search.OtherKeys)], "c.facts.holds = true", [], cancellation);
        var similar = search.Lookup is { } lookup ? await _rows.SimilarAsync(registration.Manufacturer, own.Scopes, lookup, cancellation) : [];
        var rivals = sharing.Concat(similar).Where(row => row.Registration != registration.Id).DistinctBy(row => row.Registration)
            .OrderBy(row => row.Sequence).ThenBy(row => row.Place, StringComparer.Ordinal);
        return [.. (await ReadAsync(rivals, cancellation)).Select(stored => stored.Body)];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RegistrationId>> QueueBehindAsync(RegistrationId holder, CancellationToken cancellation) =>
        await FindAsync(holder, cancellation) is { Registration.Manufacturer: var manufacturer }
            ? [.. (await _rows.BehindAsync(manufacturer, holder, cancellation)).Select(row => row.Registration)]
            : [];

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<RegistrationId, int>> QueuePositionsAsync(
        IReadOnlyCollection<RegistrationId> ids, CancellationToken cancellation)
    {
        var positions = new Dictionary<RegistrationId, int>();
        var waiting = (await _documents.ReadAllAsync<RegistrationDocument>(ids.Select(id => (id.Value, id.Value)), cancellation))
            .Where(stored => RowFacts.Of(stored.Body).HeldBy is not null);
        foreach (var behindOne in waiting.GroupBy(stored => (stored.Body.Manufacturer, Holder: stored.Body.Conflict!.HeldBy!.Value)))
        {
            var queue = await _rows.BehindAsync(behindOne.Key.Manufacturer, behindOne.Key.Holder, cancellation);
            foreach (var own in queue.Where(row => behindOne.Any(stored => stored.Body.Id == row.Registration)))
                positions[own.Registration] = 1 + queue.Count(earlier => earlier.Sequence < own.Sequence && earlier.Scopes.Intersect(own.Scopes).Any());
        }

        return positions;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredRegistration>> ToBeWokenAsync(int limit, CancellationToken cancellation) => _wakes.ListAsync(limit, cancellation);

    /// <inheritdoc/>
    public Task WokenAsync(RegistrationId id, string stamp, CancellationToken cancellation) =>
        _wakes.RemoveAsync(id, RegistrationDocument.NumberOf(stamp), cancellation);

    /// <summary>Marks all open registrations of a program, so that each looks again at what is so.</summary>
    public async Task MarkToBeWokenAsync(string manufacturer, string program, CancellationToken cancellation)
    {
        foreach (var stored in await ReadAsync(await _rows.OpenAsync(manufacturer, program, cancellation), cancellation))
            await _wakes.AddAsync(stored.Body, stored.Number, cancellation);
    }

    /// <summary>Of each program and version of its terms the registration that ended first, of those whose contact was not erased since.</summary>
    internal async Task<IReadOnlyList<Registration>> FirstEndedAsync(CancellationToken cancellation) =>
        [.. (await ReadAsync(await _rows.FirstEndedAsync(cancellation), cancellation)).Select(stored => stored.Body)];

    /// <summary>The document as long as nobody has written it since this number.</summary>
    private async Task<RegistrationDocument?> FindAsync(RegistrationId id, long number, CancellationToken cancellation) =>
        await _documents.ReadAsync<RegistrationDocument>(id.Value, id.Value, cancellation) is { } found && found.Number == number ? found : null;

    /// <summary>Whether more than the registration itself is to be written, or something else must be so.</summary>
    private static bool IsForTheArbiter(RegistrationChange change, Registration before) =>
        change.IfEnded is not null || change.IfHeld.Count > 0 || change.SplitOff.Count > 0 || RowFacts.Of(change.Registration) != RowFacts.Of(before);

    /// <summary>The registrations of rows, in their order.</summary>
    private async Task<IReadOnlyList<RegistrationDocument>> ReadAsync(IEnumerable<DealRow> rows, CancellationToken cancellation) =>
        await _documents.ReadAllAsync<RegistrationDocument>(rows.Select(row => (row.Registration.Value, row.Registration.Value)), cancellation);
}
