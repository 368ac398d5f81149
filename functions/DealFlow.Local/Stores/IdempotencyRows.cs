using DealFlow.Embedded;
using DealFlow.Workflow.Registrations;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace DealFlow.Local.Stores;

/// <summary>Partners' idempotency keys with what was accepted under them.</summary>
internal static class IdempotencyRows
{
    private const int MostCleared = 20;

    /// <summary>What is known of a key that has not expired.</summary>
    public static Known? Find(SqliteConnection connection, string partner, string key, Instant now) => connection.FirstRow(
        "SELECT body_hash, registration FROM idempotency_marks WHERE partner = $1 AND key = $2 AND expires_at > $3",
        row => new Known(row.GetString(0), row.GetString(1)), partner, key, Sql.Ticks(now));

    /// <summary>Whether a key has expired.</summary>
    public static bool AnyExpired(SqliteConnection connection, Instant now) =>
        connection.Scalar("SELECT 1 FROM idempotency_marks WHERE expires_at <= $1 LIMIT 1", Sql.Ticks(now)) is not null;

    /// <summary>Forgets all keys that have expired.</summary>
    public static void Forget(SqliteConnection connection, Instant now) =>
        connection.Execute("DELETE FROM idempotency_marks WHERE expires_at <= $1", Sql.Ticks(now));

    /// <summary>Remembers a key, and forgets a few that have expired.</summary>
    public static void Keep(SqliteConnection connection, string partner, IdempotencyMark mark, string registration, Instant now)
    {
        connection.Execute(
            """
            DELETE FROM idempotency_marks WHERE (partner, key) IN
                (SELECT partner, key FROM idempotency_marks WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2)
            """, Sql.Ticks(now), MostCleared);
        connection.Execute(
            "INSERT OR REPLACE INTO idempotency_marks (partner, key, body_hash, registration, expires_at) VALUES ($1, $2, $3, $4, $5)",
            partner, mark.Key, mark.BodyHash, registration, Sql.Ticks(mark.ExpiresAt));
    }

    public sealed record Known(string BodyHash, string Registration);
}
