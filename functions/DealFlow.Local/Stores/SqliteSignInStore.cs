using DealFlow.Embedded;
using DealFlow.Workflow.SignIn;
using NodaTime;

namespace DealFlow.Local.Stores;

/// <summary>Used tokens and counts of signing in, in SQLite. What has expired is forgotten a little at each write.</summary>
public sealed class SqliteSignInStore(CommitQueue commits, IClock clock) : ISignInStore
{
    /// <inheritdoc/>
    public Task<bool> TryUseAsync(string token, Instant keepUntil, CancellationToken cancellation)
    {
        var now = Sql.Ticks(clock.GetCurrentInstant());
        return commits.CommitAsync(
            connection =>
            {
                connection.Execute("DELETE FROM used_tokens WHERE id IN (SELECT id FROM used_tokens WHERE keep_until <= $1 LIMIT 20)", now);
                return connection.Execute("INSERT OR IGNORE INTO used_tokens (id, keep_until) VALUES ($1, $2)", token, Sql.Ticks(keepUntil)) > 0;
            }, cancellation);
    }

    /// <inheritdoc/>
    public Task<bool> IsUsedAsync(string token, CancellationToken cancellation) =>
        Task.FromResult(commits.Read(connection => connection.Scalar("SELECT 1 FROM used_tokens WHERE id = $1", token) is not null));

    /// <inheritdoc/>
    public Task<bool> TryCountAsync(string what, int most, Instant until, CancellationToken cancellation)
    {
        var now = Sql.Ticks(clock.GetCurrentInstant());
        return commits.CommitAsync(
            connection =>
            {
                connection.Execute(
                    "DELETE FROM sign_in_counts WHERE (what, until) IN (SELECT what, until FROM sign_in_counts WHERE until <= $1 LIMIT 20)", now);
                return connection.Execute(
                    """
                    INSERT INTO sign_in_counts (what, until, count) VALUES ($1, $2, 1)
                    ON CONFLICT (what, until) DO UPDATE SET count = count + 1 WHERE count < $3
                    """, what, Sql.Ticks(until), most) > 0;
            }, cancellation);
    }
}
