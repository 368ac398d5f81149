using System.Text.Json;
using DealFlow.Embedded;
using DealFlow.Workflow;
using DealFlow.Workflow.Mails;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace DealFlow.Local.Stores;

/// <summary>What waits for daily mails, in SQLite. An item that is done is remembered, so that it is not sent twice.</summary>
public sealed class SqliteDailyMailStore(CommitQueue commits) : IDailyMailStore
{
    /// <inheritdoc/>
    public Task AddAsync(DailyItem item, CancellationToken cancellation)
    {
        var json = JsonSerializer.Serialize(item, DealFlowJson.Options);
        return commits.CommitAsync(
            connection =>
            {
                connection.Execute("INSERT OR IGNORE INTO daily_items (id, due_at, reader, done, json) VALUES ($1, $2, $3, 0, $4)",
                    item.Id, Sql.Ticks(item.DueAt), item.Reader, json);
            }, cancellation);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<DailyItem>> DueAsync(Instant now, CancellationToken cancellation)
    {
        var found = commits.Read(connection => connection.Rows(
            "SELECT json FROM daily_items WHERE done = 0 AND due_at <= $1 ORDER BY reader, id", row => row.GetString(0), Sql.Ticks(now)));
        return Task.FromResult<IReadOnlyList<DailyItem>>([.. found.Select(json => JsonSerializer.Deserialize<DailyItem>(json, DealFlowJson.Options)!)]);
    }

    /// <inheritdoc/>
    public Task<Instant?> NextDueAsync(CancellationToken cancellation) => Task.FromResult(commits.Read(connection =>
        connection.Scalar("SELECT min(due_at) FROM daily_items WHERE done = 0") is long ticks ? Instant.FromUnixTimeTicks(ticks) : (Instant?)null));

    /// <inheritdoc/>
    public Task DoneAsync(IReadOnlyList<string> ids, CancellationToken cancellation) =>
        commits.CommitAsync(connection => Done(connection, ids), cancellation);

    /// <summary>Notes items as done, as part of a write.</summary>
    internal static void Done(SqliteConnection connection, IReadOnlyList<string> ids) => connection.Execute(
        "UPDATE daily_items SET done = 1 WHERE id IN (SELECT value FROM json_each($1))", JsonSerializer.Serialize(ids, DealFlowJson.Options));
}
