using System.Collections.Concurrent;
using DealFlow.Embedded;
using DealFlow.Workflow.Keys;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace DealFlow.Local.Stores;

/// <summary>
/// API keys in SQLite. Each request reads its key's row, so that a key which another process adds or revokes counts at once.
/// </summary>
public sealed class SqliteKeyStore(CommitQueue commits, IClock clock) : IKeyStore
{
    private static readonly Duration UseIsKeptEvery = Duration.FromMinutes(1);
    private readonly ConcurrentDictionary<string, Instant> _lastKept = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<KeyOwner?> FindAsync(string hash, CancellationToken cancellation)
    {
        var owner = commits.Read(connection => connection.FirstRow(
            "SELECT kind, owner FROM api_keys WHERE hash = $1 AND revoked_at IS NULL", OwnerOf, hash));
        if (owner is not null)
            RememberUse(hash);
        return Task.FromResult(owner);
    }

    /// <summary>Adds a key by its hash. One that is there already stays as it is, revoked ones too.</summary>
    public Task AddAsync(string hash, KeyOwner owner, CancellationToken cancellation) => commits.CommitAsync(
        connection =>
        {
            connection.Execute("INSERT OR IGNORE INTO api_keys (hash, kind, owner, created_at) VALUES ($1, $2, $3, $4)",
                hash, owner.Kind.ToString(), owner.Id, Sql.Ticks(clock.GetCurrentInstant()));
        }, cancellation);

    /// <summary>Revokes a key. False: it is unknown, revoked already, or somebody else's.</summary>
    public Task<bool> RevokeAsync(string hash, KeyOwner owner, CancellationToken cancellation) => commits.CommitAsync(
        connection => connection.Execute(
            "UPDATE api_keys SET revoked_at = $4 WHERE hash = $1 AND kind = $2 AND owner = $3 AND revoked_at IS NULL",
            hash, owner.Kind.ToString(), owner.Id, Sql.Ticks(clock.GetCurrentInstant())) > 0, cancellation);

    /// <summary>All keys of an owner, oldest first, revoked ones too.</summary>
    public IReadOnlyList<StoredKey> List(KeyOwner owner) => commits.Read(connection => connection.Rows(
        "SELECT hash, created_at, last_used_at, revoked_at FROM api_keys WHERE kind = $1 AND owner = $2 ORDER BY created_at, hash",
        row => new StoredKey(row.GetString(0), row.Time(1)!.Value, row.Time(2), row.Time(3)), owner.Kind.ToString(), owner.Id));

    private static KeyOwner OwnerOf(SqliteDataReader row) => new(Enum.Parse<KeyOwnerKind>(row.GetString(0)), row.GetString(1));

    /// <summary>The request does not wait for this, and does not fail with it.</summary>
    private void RememberUse(string hash)
    {
        var now = clock.GetCurrentInstant();
        if (_lastKept.TryGetValue(hash, out var last) ? now - last < UseIsKeptEvery || !_lastKept.TryUpdate(hash, now, last) : !_lastKept.TryAdd(hash, now))
            return;
        commits.CommitAsync(connection => { connection.Execute("UPDATE api_keys SET last_used_at = $2 WHERE hash = $1", hash, Sql.Ticks(now)); })
            .ContinueWith(
                failed => _ = failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }
}

/// <summary>What is known of an API key. <paramref name="LastUsedAt"/> is right to the minute.</summary>
public sealed record StoredKey(string Hash, Instant CreatedAt, Instant? LastUsedAt, Instant? RevokedAt);
