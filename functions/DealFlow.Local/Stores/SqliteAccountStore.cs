using System.Text.Json;
using DealFlow.Embedded;
using DealFlow.Workflow;
using DealFlow.Workflow.Conflicts;
using Microsoft.Data.Sqlite;

namespace DealFlow.Local.Stores;

/// <summary>Imported accounts in SQLite. A long import is written in parts, so that nobody waits for it.</summary>
public sealed class SqliteAccountStore(CommitQueue commits) : IAccountStore
{
    private const int AccountsAtOnce = 200;

    /// <inheritdoc/>
    public async Task SaveAsync(string manufacturer, IReadOnlyList<Account> accounts, CancellationToken cancellation)
    {
        foreach (var part in accounts.Chunk(AccountsAtOnce))
        {
            var rows = part.Select(AccountRow.Of).ToList();
            await commits.CommitAsync(connection => rows.ForEach(row => Replace(connection, manufacturer, row)), cancellation);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Account>> FindAsync(string manufacturer, IReadOnlyList<string> keys, CancellationToken cancellation)
    {
        var wanted = JsonSerializer.Serialize(keys, DealFlowJson.Options);
        var found = commits.Read(connection => connection.Rows(
            """
            SELECT json FROM accounts WHERE manufacturer = $1 AND id IN
                (SELECT account FROM account_keys WHERE manufacturer = $1 AND key IN (SELECT value FROM json_each($2)))
            ORDER BY id
            """, row => row.GetString(0), manufacturer, wanted));
        return Task.FromResult<IReadOnlyList<Account>>([.. found.Select(json => JsonSerializer.Deserialize<Account>(json, DealFlowJson.Options)!)]);
    }

    private static void Replace(SqliteConnection connection, string manufacturer, AccountRow row)
    {
        connection.Execute(
            """
            DELETE FROM account_keys WHERE manufacturer = $1 AND account = $2 AND key IN
                (SELECT value FROM json_each((SELECT keys FROM accounts WHERE manufacturer = $1 AND id = $2)))
            """, manufacturer, row.Id);
        connection.Execute("INSERT OR REPLACE INTO accounts (manufacturer, id, keys, json) VALUES ($1, $2, $3, $4)",
            manufacturer, row.Id, row.Keys, row.Json);
        connection.Execute("INSERT OR IGNORE INTO account_keys (manufacturer, key, account) SELECT $1, value, $2 FROM json_each($3)",
            manufacturer, row.Id, row.Keys);
    }

    /// <summary>The keys stand beside the account, so that those of before are found again when the way of making keys has changed.</summary>
    private sealed record AccountRow(string Id, string Keys, string Json)
    {
        public static AccountRow Of(Account account) => new(
            account.Id, JsonSerializer.Serialize(CustomerClaims.KeysOf(account.Customer), DealFlowJson.Options),
            JsonSerializer.Serialize(account, DealFlowJson.Options));
    }
}
