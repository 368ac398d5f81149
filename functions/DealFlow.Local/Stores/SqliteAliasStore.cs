using System.Globalization;
using System.Text.Json;
using DealFlow.Embedded;
using DealFlow.Workflow;
using DealFlow.Workflow.Conflicts;
using Microsoft.Data.Sqlite;

namespace DealFlow.Local.Stores;

/// <summary>What manufacturers have learned of customers, in SQLite.</summary>
public sealed class SqliteAliasStore(CommitQueue commits) : IAliasStore
{
    internal const string FindSql =
        """
        SELECT json FROM aliases WHERE manufacturer = $1 AND id IN
            (SELECT alias FROM alias_keys WHERE manufacturer = $1 AND key IN (SELECT value FROM json_each($2)))
        ORDER BY number
        """;

    internal const string ListSql = "SELECT number, json FROM aliases WHERE manufacturer = $1 AND number < $2 ORDER BY number DESC LIMIT $3";

    /// <inheritdoc/>
    public Task SaveAsync(string manufacturer, Alias alias, CancellationToken cancellation)
    {
        var (json, keys) = (Json(alias), Json(alias.Keys()));
        return commits.CommitAsync(
            connection =>
            {
                Remove(connection, manufacturer, alias.Id);
                connection.Execute("INSERT INTO aliases (manufacturer, id, json) VALUES ($1, $2, $3)", manufacturer, alias.Id, json);
                connection.Execute("INSERT INTO alias_keys (manufacturer, key, alias) SELECT $1, value, $2 FROM json_each($3)", manufacturer, alias.Id, keys);
            }, cancellation);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Alias>> FindAsync(string manufacturer, IReadOnlyList<string> keys, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Alias>>(commits.Read(connection => connection.Rows(FindSql, row => Read(row.GetString(0)), manufacturer, Json(keys))));

    /// <inheritdoc/>
    public Task<Alias?> ReadAsync(string manufacturer, string id, CancellationToken cancellation) => Task.FromResult(commits.Read(connection =>
        connection.FirstRow("SELECT json FROM aliases WHERE manufacturer = $1 AND id = $2", row => Read(row.GetString(0)), manufacturer, id)));

    /// <inheritdoc/>
    public Task<AliasPage> ListAsync(string manufacturer, string? cursor, int limit, CancellationToken cancellation)
    {
        var before = cursor is null ? long.MaxValue : long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var rows = commits.Read(connection => connection.Rows(ListSql, row => (Number: row.GetInt64(0), Alias: Read(row.GetString(1))), manufacturer, before, limit + 1));
        return Task.FromResult(new AliasPage(
            [.. rows.Take(limit).Select(row => row.Alias)], rows.Count > limit ? rows[limit - 1].Number.ToString(CultureInfo.InvariantCulture) : null));
    }

    /// <inheritdoc/>
    public Task<bool> RemoveAsync(string manufacturer, string id, CancellationToken cancellation) =>
        commits.CommitAsync(connection => Remove(connection, manufacturer, id), cancellation);

    private static bool Remove(SqliteConnection connection, string manufacturer, string id)
    {
        connection.Execute("DELETE FROM alias_keys WHERE manufacturer = $1 AND alias = $2", manufacturer, id);
        return connection.Execute("DELETE FROM aliases WHERE manufacturer = $1 AND id = $2", manufacturer, id) > 0;
    }

    private static Alias Read(string json) => JsonSerializer.Deserialize<Alias>(json, DealFlowJson.Options)!;

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, DealFlowJson.Options);
}
