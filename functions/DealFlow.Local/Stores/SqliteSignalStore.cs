using System.Text.Json;
using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Registrations;
using DealFlow.Embedded;
using DealFlow.Workflow;
using DealFlow.Workflow.Signals;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace DealFlow.Local.Stores;

/// <summary>Marketing signals in SQLite. Many at once are written in parts, so that nobody waits for them.</summary>
public sealed class SqliteSignalStore(CommitQueue commits) : ISignalStore
{
    private const int AtOnce = 200;

    internal const string CustomersSql =
        """
        SELECT json, last FROM signal_customers WHERE program = $1 AND customer IN
            (SELECT customer FROM signal_keys WHERE program = $1 AND key IN (SELECT value FROM json_each($2)))
        ORDER BY customer
        """;

    internal const string ListSql =
        """
        SELECT json FROM signals WHERE program = $1 AND customer = $2 AND occurred_at >= $3 AND (occurred_at, id) < ($4, $5)
        ORDER BY occurred_at DESC, id DESC LIMIT $6
        """;

    internal const string CountSql =
        "SELECT count(*) FROM signals WHERE program = $1 AND customer = $2 AND occurred_at >= $3 AND number > $4 AND number <= $5";

    internal const string NewestSql =
        """
        SELECT json FROM signals WHERE program = $1 AND customer = $2 AND occurred_at >= $3 AND number > $4 AND number <= $5
        ORDER BY occurred_at DESC, id DESC LIMIT $6
        """;

    internal const string ForgetSql = "DELETE FROM signals WHERE number IN (SELECT number FROM signals WHERE occurred_at < $1 LIMIT $2) RETURNING program, customer";

    /// <inheritdoc/>
    public async Task<int> AddAsync(string program, SignalCustomer customer, IReadOnlyList<Signal> signals, CancellationToken cancellation)
    {
        var (facts, keys, added) = (Json(customer.Facts), Json(customer.Keys), 0);
        foreach (var part in signals.Chunk(AtOnce))
        {
            var rows = part.Select(signal => (signal.Id, At: Sql.Ticks(signal.OccurredAt), Json: Json(signal))).ToList();
            added += await commits.CommitAsync(
                connection =>
                {
                    var count = rows.Count(row => connection.Execute(
                        "INSERT OR IGNORE INTO signals (program, customer, id, occurred_at, json) VALUES ($1, $2, $3, $4, $5)",
                        program, customer.Id, row.Id, row.At, row.Json) == 1);
                    if (count > 0)
                        Note(connection, program, customer.Id, facts, keys);
                    return count;
                }, cancellation);
        }

        return added;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<KnownCustomer>> CustomersAsync(string program, IReadOnlyList<string> keys, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<KnownCustomer>>(commits.Read(connection => connection.Rows(
            CustomersSql,
            row => new KnownCustomer(new SignalCustomer(JsonSerializer.Deserialize<CustomerFacts>(row.GetString(0), DealFlowJson.Options)!), row.GetInt64(1)),
            program, Json(keys))));

    /// <inheritdoc/>
    public Task<IReadOnlyList<Signal>> ListAsync(
        string program, string customer, Instant since, SignalCursor? after, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Signal>>(commits.Read(connection => connection.Rows(
            ListSql, Read, program, customer, Sql.Ticks(since), after is null ? long.MaxValue : Sql.Ticks(after.OccurredAt), after?.Id ?? "", limit)));

    /// <inheritdoc/>
    public Task<SignalDigest> CountAsync(
        string program, string customer, NumberRange numbers, Instant since, int most, CancellationToken cancellation) =>
        Task.FromResult(commits.Read(connection => new SignalDigest(
            (int)(long)connection.Scalar(CountSql, program, customer, Sql.Ticks(since), numbers.After, numbers.Through)!,
            connection.Rows(NewestSql, Read, program, customer, Sql.Ticks(since), numbers.After, numbers.Through, most))));

    /// <inheritdoc/>
    public Task WatchAsync(string program, IReadOnlyList<string> keys, RegistrationId deal, CancellationToken cancellation) => ChangeAsync(
        "INSERT OR IGNORE INTO signal_watches (program, key, deal) SELECT $1, value, $3 FROM json_each($2)", program, keys, deal, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<RegistrationId>> WatchersAsync(string program, IReadOnlyList<string> keys, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<RegistrationId>>(commits.Read(connection => connection.Rows(
            "SELECT DISTINCT deal FROM signal_watches WHERE program = $1 AND key IN (SELECT value FROM json_each($2)) ORDER BY deal",
            row => RegistrationId.Parse(row.GetString(0)), program, Json(keys))));

    /// <inheritdoc/>
    public Task UnwatchAsync(string program, IReadOnlyList<string> keys, RegistrationId deal, CancellationToken cancellation) => ChangeAsync(
        "DELETE FROM signal_watches WHERE program = $1 AND key IN (SELECT value FROM json_each($2)) AND deal = $3", program, keys, deal, cancellation);

    /// <inheritdoc/>
    public Task<SignalCut> CutAsync(RegistrationId deal, string name, IReadOnlyDictionary<string, long> last, CancellationToken cancellation) =>
        commits.CommitAsync(
            connection =>
            {
                var stored = (string?)connection.Scalar("SELECT json FROM signal_cuts WHERE deal = $1", deal.Value);
                var before = stored is null ? SignalCut.Start : JsonSerializer.Deserialize<SignalCut>(stored, DealFlowJson.Options)!;
                var cut = before.Next(name, last);
                if (cut != before)
                    connection.Execute("INSERT OR REPLACE INTO signal_cuts (deal, json) VALUES ($1, $2)", deal.Value, Json(cut));
                return cut;
            }, cancellation);

    /// <inheritdoc/>
    public Task<bool> ForgetAsync(Instant before, CancellationToken cancellation) => commits.CommitAsync(
        connection =>
        {
            var forgotten = connection.Rows(ForgetSql, row => (Program: row.GetString(0), Customer: row.GetString(1)), Sql.Ticks(before), AtOnce);
            foreach (var (program, customer) in forgotten.Distinct())
                ForgetCustomer(connection, program, customer);
            return forgotten.Count == AtOnce;
        }, cancellation);

    /// <summary>Notes the signal that was stored just now as the customer's last.</summary>
    private static void Note(SqliteConnection connection, string program, string customer, string facts, string keys)
    {
        connection.Execute(
            """
            INSERT INTO signal_customers (program, customer, last, json) VALUES ($1, $2, last_insert_rowid(), $3)
            ON CONFLICT (program, customer) DO UPDATE SET last = excluded.last
            """, program, customer, facts);
        connection.Execute("INSERT OR IGNORE INTO signal_keys (program, key, customer) SELECT $1, value, $2 FROM json_each($3)", program, customer, keys);
    }

    /// <summary>Of whom nothing is left, nothing is kept.</summary>
    private static void ForgetCustomer(SqliteConnection connection, string program, string customer)
    {
        if (connection.Scalar("SELECT 1 FROM signals WHERE program = $1 AND customer = $2 LIMIT 1", program, customer) is not null)
            return;
        connection.Execute("DELETE FROM signal_customers WHERE program = $1 AND customer = $2", program, customer);
        connection.Execute("DELETE FROM signal_keys WHERE program = $1 AND customer = $2", program, customer);
    }

    private Task ChangeAsync(string sql, string program, IReadOnlyList<string> keys, RegistrationId deal, CancellationToken cancellation)
    {
        var json = Json(keys);
        return commits.CommitAsync(connection => { connection.Execute(sql, program, json, deal.Value); }, cancellation);
    }

    private static Signal Read(SqliteDataReader row) => JsonSerializer.Deserialize<Signal>(row.GetString(0), DealFlowJson.Options)!;

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, DealFlowJson.Options);
}
