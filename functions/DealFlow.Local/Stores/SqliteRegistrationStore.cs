using System.Text.Json;
using DealFlow.Domain.Registrations;
using DealFlow.Embedded;
using DealFlow.Workflow;
using DealFlow.Workflow.Registrations;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace DealFlow.Local.Stores;

/// <summary>Registrations in SQLite. The one writer of the file decides the order.</summary>
public sealed class SqliteRegistrationStore(CommitQueue commits, IClock clock) : IRegistrationStore
{
    internal const string QueuePositionsSql =
        """
        SELECT waiting.id, 1 + (SELECT count(*) FROM registrations AS earlier
            WHERE earlier.held_by = waiting.held_by AND earlier.sequence < waiting.sequence
                AND EXISTS (SELECT 1 FROM json_each(earlier.claim, '$.scopes') AS theirs, json_each(waiting.claim, '$.scopes') AS own
                    WHERE theirs.value = own.value))
        FROM registrations AS waiting WHERE waiting.id IN (SELECT value FROM json_each($1)) AND +waiting.held_by IS NOT NULL
        """;

    internal const string QueueBehindSql = "SELECT id FROM registrations WHERE held_by = $1 ORDER BY sequence, number";

    internal const string ToBeWokenSql =
        $"SELECT {RegistrationRow.Columns} FROM registrations WHERE to_wake IS NOT NULL ORDER BY number LIMIT $1";

    /// <inheritdoc/>
    public Task<AddResult> AddAsync(NewRegistration registration, CancellationToken cancellation) =>
        commits.CommitAsync(new Acceptance(registration, clock.GetCurrentInstant()).Execute, cancellation);

    /// <inheritdoc/>
    public Task<AddResult?> FindAcceptedAsync(string partner, IdempotencyMark mark, CancellationToken cancellation) =>
        Task.FromResult(commits.Read(connection => Acceptance.Repeated(connection, partner, mark, clock.GetCurrentInstant())));

    /// <inheritdoc/>
    public Task<StoredRegistration?> FindAsync(RegistrationId id, CancellationToken cancellation) =>
        Task.FromResult(commits.Read(connection => RegistrationRow.Find(connection, id.Value))?.Stored);

    /// <inheritdoc/>
    public async Task<StoredRegistration?> SaveAsync(RegistrationChange change, CancellationToken cancellation)
    {
        var stamp = RegistrationRow.StampOf(change.Stamp);
        var saved = await commits.CommitAsync(new Saving(change, stamp).Execute, cancellation);
        return saved ? new StoredRegistration(change.Registration, RegistrationRow.TextOf(stamp + 1)) : null;
    }

    /// <inheritdoc/>
    public Task<RegistrationPage> ListAsync(RegistrationQuery query, CancellationToken cancellation)
    {
        var (rows, next) = commits.Read(connection => RegistrationListing.Read(connection, query));
        return Task.FromResult(new RegistrationPage([.. rows.Select(row => row.Registration)], next));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Registration>> RivalsAsync(Registration registration, RivalSearch search, CancellationToken cancellation)
    {
        var rows = commits.Read(connection => ClaimRows.Rivals(connection, registration, search));
        return Task.FromResult<IReadOnlyList<Registration>>([.. rows.Select(row => row.Registration)]);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<RegistrationId>> QueueBehindAsync(RegistrationId holder, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<RegistrationId>>(commits.Read(connection => connection.Rows(
            QueueBehindSql, row => RegistrationId.Parse(row.GetString(0)), holder.Value)));

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<RegistrationId, int>> QueuePositionsAsync(
        IReadOnlyCollection<RegistrationId> ids, CancellationToken cancellation)
    {
        var wanted = JsonSerializer.Serialize(ids, DealFlowJson.Options);
        var rows = commits.Read(connection => connection.Rows(
            QueuePositionsSql, row => (Id: RegistrationId.Parse(row.GetString(0)), Position: row.GetInt32(1)), wanted));
        return Task.FromResult<IReadOnlyDictionary<RegistrationId, int>>(rows.ToDictionary(row => row.Id, row => row.Position));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredRegistration>> ToBeWokenAsync(int limit, CancellationToken cancellation)
    {
        var rows = commits.Read(connection => connection.Rows(ToBeWokenSql, RegistrationRow.Read, limit));
        return Task.FromResult<IReadOnlyList<StoredRegistration>>([.. rows.Select(row => row.Stored)]);
    }

    /// <inheritdoc/>
    public Task WokenAsync(RegistrationId id, string stamp, CancellationToken cancellation) => commits.CommitAsync(
        connection =>
        {
            connection.Execute("UPDATE registrations SET to_wake = NULL WHERE id = $1 AND to_wake <= $2", id.Value, RegistrationRow.StampOf(stamp));
        }, cancellation);

    /// <summary>Marks all open registrations of a program, so that each looks again at what is so.</summary>
    public Task MarkToBeWokenAsync(string program) => commits.CommitAsync(connection =>
    {
        connection.Execute("UPDATE registrations SET to_wake = stamp WHERE program = $1 AND ended = 0", program);
    });
}
