using System.Text.Json;
using DealFlow.Embedded;
using DealFlow.Local.Candidates;
using DealFlow.Workflow;
using DealFlow.Workflow.Conflicts;
using Microsoft.Data.Sqlite;

namespace DealFlow.Local.Stores;

/// <summary>Imported accounts in SQLite. A long import is written in parts, so that nobody waits for it, and indexed behind the writer's back.</summary>
public sealed class SqliteAccountStore(CommitQueue commits, AccountIndexing indexing) : IAccountStore
{
    private const int AccountsAtOnce = 250;

    internal const string ReadSql =
        "SELECT json FROM imported_accounts WHERE manufacturer = $1 AND id IN (SELECT value FROM json_each($2)) ORDER BY id";

    /// <inheritdoc/>
    public async Task SaveAsync(string manufacturer, IReadOnlyList<Account> accounts, CancellationToken cancellation)
    {
        foreach (var part in accounts.Chunk(AccountsAtOnce))
        {
            var rows = Array.ConvertAll(part, account => (account.Id, Json: JsonSerializer.Serialize(account, DealFlowJson.Options)));
            await commits.CommitAsync(
                connection =>
                {
                    foreach (var (id, json) in rows)
                        Put(connection, manufacturer, id, json);
                }, cancellation);
        }

        indexing.Wake();
    }

    /// <inheritdoc/>
    public Task SettleAsync(CancellationToken cancellation) => indexing.CatchUpAsync(cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Account>> ReadAsync(string manufacturer, IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        var wanted = JsonSerializer.Serialize(ids, DealFlowJson.Options);
        var found = commits.Read(connection => connection.Rows(ReadSql, row => row.GetString(0), manufacturer, wanted));
        return Task.FromResult<IReadOnlyList<Account>>([.. found.Select(json => JsonSerializer.Deserialize<Account>(json, DealFlowJson.Options)!)]);
    }

    /// <summary>What is unchanged stays where it is; what is new or changed is the last change from now on.</summary>
    private static void Put(SqliteConnection connection, string manufacturer, string id, string json)
    {
        if (connection.Scalar("SELECT json FROM imported_accounts WHERE manufacturer = $1 AND id = $2", manufacturer, id) as string != json)
            connection.Execute("INSERT OR REPLACE INTO imported_accounts (manufacturer, id, json) VALUES ($1, $2, $3)", manufacturer, id, json);
    }
}
