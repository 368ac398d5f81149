using DealFlow.Domain.Registrations;
using DealFlow.Embedded;
using DealFlow.Workflow.Privacy;
using NodaTime;

namespace DealFlow.Local.Stores;

/// <summary>What is kept of contacts in SQLite.</summary>
public sealed class SqliteContactStore(CommitQueue commits, IClock clock) : IContactStore
{
    internal const string FirstEndedSql =
        $"""
        SELECT {RegistrationRow.Columns}, min(contact_since) FROM registrations WHERE contact_since IS NOT NULL GROUP BY program, terms
        """;

    private const string RewrittenName = "file-rewritten";

    /// <summary>
    /// Rids the file of what earlier programs overwrote without erasing it, once, and the log of what a crash has left in it.
    /// </summary>
    public async Task CleanAsync(LocalSettings settings)
    {
        if (settings.Get(RewrittenName) is null)
        {
            commits.Rewrite();
            await settings.SetAsync(RewrittenName, "yes");
        }

        commits.TryEmptyLog();
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Registration>> FirstEndedAsync(CancellationToken cancellation)
    {
        var rows = commits.Read(connection => connection.Rows(FirstEndedSql, RegistrationRow.Read));
        return Task.FromResult<IReadOnlyList<Registration>>([.. rows.Select(row => row.Registration)]);
    }

    /// <inheritdoc/>
    public async Task ForgetExpiredMarksAsync(CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        if (commits.Read(connection => IdempotencyRows.AnyExpired(connection, now)))
            await commits.CommitAsync(connection => IdempotencyRows.Forget(connection, now), cancellation);
    }

    /// <inheritdoc/>
    public Task<bool> ScrubAsync(CancellationToken cancellation) => Task.FromResult(commits.TryEmptyLog());
}
