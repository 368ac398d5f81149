using System.Collections.Concurrent;
using DealFlow.Workflow.Keys;
using NodaTime;

namespace DealFlow.Azure.Cosmos;

/// <summary>
/// API keys in Cosmos DB, each found by its hash in one read. A pointer in the owner's partition lists it; one that was written by hand, as the first
/// of a deployment is, gets its pointer with its first use.
/// </summary>
public sealed class CosmosKeyStore : IKeyStore
{
    private static readonly Duration UseIsKeptEvery = Duration.FromMinutes(1);
    private readonly Documents _documents;
    private readonly IClock _clock;
    private readonly ConcurrentDictionary<string, Instant> _lastKept = new(StringComparer.Ordinal);

    internal CosmosKeyStore(Documents documents, IClock clock) => (_documents, _clock) = (documents, clock);

    /// <inheritdoc/>
    public async Task<ApiKey?> FindAsync(string hash, CancellationToken cancellation)
    {
        if (await _documents.ReadAsync<KeyDocument>(KeyDocument.IdOf(hash), KeyDocument.IdOf(hash), cancellation) is not { RevokedAt: null } key)
            return null;
        await RememberUseAsync(key, hash, cancellation);
        return key.ToKey();
    }

    /// <inheritdoc/>
    public async Task AddAsync(ApiKey key, CancellationToken cancellation)
    {
        await _documents.PutAsync(PointerDocument.Of(key.Hash, key.Owner), cancellation);
        await _documents.CreateAsync(KeyDocument.Of(key), cancellation);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(KeyOwner owner, CancellationToken cancellation)
    {
        var pointers = await _documents.QueryAsync<string>(
            new Query(PointerDocument.PartitionOf(owner), "SELECT VALUE c.hash FROM c WHERE c.pk = @pk"), cancellation);
        var keys = await _documents.ReadAllAsync<KeyDocument>(pointers.Select(hash => (KeyDocument.IdOf(hash), KeyDocument.IdOf(hash))), cancellation);
        return [.. keys.Select(key => key.ToKey()).OrderBy(key => key.CreatedAt).ThenBy(key => key.Hash, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public async Task<bool> RevokeAsync(string id, KeyOwner owner, CancellationToken cancellation)
    {
        if ((await ListAsync(owner, cancellation)).FirstOrDefault(key => key.Id == id) is not { } found)
            return false;
        var isRevoked = false;
        await _documents.ChangeAsync<KeyDocument>(
            KeyDocument.IdOf(found.Hash), KeyDocument.IdOf(found.Hash),
            before =>
            {
                isRevoked = before is { RevokedAt: null };
                return isRevoked ? before! with { RevokedAt = _clock.GetCurrentInstant() } : null;
            },
            cancellation);
        return isRevoked;
    }

    /// <summary>The use is kept once a minute and process. Where somebody else writes just then, it is kept the next time.</summary>
    private async Task RememberUseAsync(KeyDocument key, string hash, CancellationToken cancellation)
    {
        var now = _clock.GetCurrentInstant();
        var last = _lastKept.GetValueOrDefault(hash, Instant.MinValue);
        if (key.LastUsedAt + UseIsKeptEvery > now || (last != Instant.MinValue && last + UseIsKeptEvery > now))
            return;
        _lastKept[hash] = now;
        if (key.LastUsedAt is null)
            await _documents.PutAsync(PointerDocument.Of(hash, key.ToKey().Owner), cancellation);
        await _documents.ReplaceAsync(key with { LastUsedAt = now }, cancellation);
    }

    private sealed record KeyDocument : Document
    {
        public override string Kind => "key";
        public required KeyOwnerKind OwnerKind { get; init; }
        public required string Owner { get; init; }
        public required Instant CreatedAt { get; init; }
        public string? Label { get; init; }
        public KeyMaker? Maker { get; init; }
        public Instant? LastUsedAt { get; init; }
        public Instant? RevokedAt { get; init; }

        public static KeyDocument Of(ApiKey key) => new()
        {
            Id = IdOf(key.Hash),
            Partition = IdOf(key.Hash),
            OwnerKind = key.Owner.Kind,
            Owner = key.Owner.Id,
            CreatedAt = key.CreatedAt,
            Label = key.Label,
            Maker = key.Maker,
        };

        public ApiKey ToKey() => new(Id[IdOf("").Length..], new KeyOwner(OwnerKind, Owner), CreatedAt)
        {
            Label = Label ?? "",
            Maker = Maker,
            LastUsedAt = LastUsedAt,
            RevokedAt = RevokedAt,
        };

        public static string IdOf(string hash) => $"key:{hash}";
    }

    private sealed record PointerDocument : Document
    {
        public override string Kind => "keyPointer";
        public required string Hash { get; init; }

        public static PointerDocument Of(string hash, KeyOwner owner) =>
            new() { Id = $"{PartitionOf(owner)}:{hash}", Partition = PartitionOf(owner), Hash = hash };

        public static string PartitionOf(KeyOwner owner) => $"keys:{owner.Kind}:{owner.Id}";
    }
}
