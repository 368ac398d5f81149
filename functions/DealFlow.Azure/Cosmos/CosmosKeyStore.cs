using System.Collections.Concurrent;
using DealFlow.Workflow.Keys;
using NodaTime;

namespace DealFlow.Azure.Cosmos;

/// <summary>API keys in Cosmos DB, each found by its hash in one read.</summary>
public sealed class CosmosKeyStore : IKeyStore
{
    private static readonly Duration UseIsKeptEvery = Duration.FromHours(1);
    private readonly Documents _documents;
    private readonly IClock _clock;
    private readonly ConcurrentDictionary<string, Instant> _lastKept = new(StringComparer.Ordinal);

    internal CosmosKeyStore(Documents documents, IClock clock) => (_documents, _clock) = (documents, clock);

    /// <inheritdoc/>
    public async Task<KeyOwner?> FindAsync(string hash, CancellationToken cancellation)
    {
        if (await _documents.ReadAsync<KeyDocument>(IdOf(hash), IdOf(hash), cancellation) is not { RevokedAt: null } key)
            return null;
        await RememberUseAsync(key, hash, cancellation);
        return new KeyOwner(key.OwnerKind, key.Owner);
    }

    /// <summary>Adds a key by its hash. One that is there already stays as it is, revoked ones too.</summary>
    public Task AddAsync(string hash, KeyOwner owner, CancellationToken cancellation) => _documents.CreateAsync(
        new KeyDocument { Id = IdOf(hash), Partition = IdOf(hash), OwnerKind = owner.Kind, Owner = owner.Id, CreatedAt = _clock.GetCurrentInstant() },
        cancellation);

    /// <summary>The use is kept once an hour and process. Where somebody else writes just then, it is kept the next time.</summary>
    private async Task RememberUseAsync(KeyDocument key, string hash, CancellationToken cancellation)
    {
        var now = _clock.GetCurrentInstant();
        var last = _lastKept.GetValueOrDefault(hash, Instant.MinValue);
        if (key.LastUsedAt + UseIsKeptEvery > now || last + UseIsKeptEvery > now)
            return;
        _lastKept[hash] = now;
        await _documents.ReplaceAsync(key with { LastUsedAt = now }, cancellation);
    }

    private static string IdOf(string hash) => $"key:{hash}";

    private sealed record KeyDocument : Document
    {
        public override string Kind => "key";
        public required KeyOwnerKind OwnerKind { get; init; }
        public required string Owner { get; init; }
        public required Instant CreatedAt { get; init; }
        public Instant? LastUsedAt { get; init; }
        public Instant? RevokedAt { get; init; }
    }
}
