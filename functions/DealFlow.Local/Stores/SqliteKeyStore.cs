using System.Collections.Concurrent;
using System.Text.Json;
using DealFlow.Embedded;
using DealFlow.Workflow;
using DealFlow.Workflow.Keys;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace DealFlow.Local.Stores;

/// <summary>
/// API keys in SQLite. Each request reads its key's row, so that a key which another process adds or revokes counts at once.
/// </summary>
public sealed class SqliteKeyStore(CommitQueue commits, IClock clock) : IKeyStore
{
    private const string Columns = "SELECT hash, kind, owner, created_at, last_used_at, revoked_at, label, made_by, manufacturers FROM api_keys ";

    private static readonly Duration UseIsKeptEvery = Duration.FromMinutes(1);
    private readonly ConcurrentDictionary<string, Instant> _lastKept = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<ApiKey?> FindAsync(string hash, CancellationToken cancellation)
    {
        var key = commits.Read(connection => connection.FirstRow(Columns + "WHERE hash = $1 AND revoked_at IS NULL", Read, hash));
        if (key is not null)
            RememberUse(hash);
        return Task.FromResult(key);
    }

    /// <inheritdoc/>
    public Task AddAsync(ApiKey key, CancellationToken cancellation) => commits.CommitAsync(
        connection =>
        {
            connection.Execute(
                "INSERT OR IGNORE INTO api_keys (hash, kind, owner, created_at, label, made_by, manufacturers) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                key.Hash, key.Owner.Kind.ToString(), key.Owner.Id, Sql.Ticks(key.CreatedAt), key.Label, key.Maker?.Person,
                key.Maker is { } maker ? JsonSerializer.Serialize(maker.Manufacturers, DealFlowJson.Options) : null);
        }, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ApiKey>> ListAsync(KeyOwner owner, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<ApiKey>>(commits.Read(
        connection => connection.Rows(Columns + "WHERE kind = $1 AND owner = $2 ORDER BY created_at, hash", Read, owner.Kind.ToString(), owner.Id)));

    /// <inheritdoc/>
    public async Task<bool> RevokeAsync(string id, KeyOwner owner, CancellationToken cancellation) =>
        (await ListAsync(owner, cancellation)).FirstOrDefault(key => key.Id == id) is { } found
        && await commits.CommitAsync(
            connection => connection.Execute(
                "UPDATE api_keys SET revoked_at = $2 WHERE hash = $1 AND revoked_at IS NULL", found.Hash, Sql.Ticks(clock.GetCurrentInstant())) > 0,
            cancellation);

    private static ApiKey Read(SqliteDataReader row) => new(row.GetString(0), new(Enum.Parse<KeyOwnerKind>(row.GetString(1)), row.GetString(2)), row.Time(3)!.Value)
    {
        LastUsedAt = row.Time(4),
        RevokedAt = row.Time(5),
        Label = row.GetString(6),
        Maker = row.IsDBNull(7) ? null : new KeyMaker(row.GetString(7), JsonSerializer.Deserialize<List<string>>(row.GetString(8), DealFlowJson.Options)!),
    };

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
