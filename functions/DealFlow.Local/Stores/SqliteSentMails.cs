using DealFlow.Azure.Mails;
using DealFlow.Embedded;
using NodaTime;

namespace DealFlow.Local.Stores;

/// <summary>Which mails were handed over to a mail service, in SQLite.</summary>
public sealed class SqliteSentMails(CommitQueue commits) : ISentMails
{
    /// <inheritdoc/>
    public Task<bool> TryBeginAsync(string id, Instant now, Duration inDoubt, CancellationToken cancellation) => commits.CommitAsync(
        connection => connection.Execute(
            """
            INSERT INTO sent_mails (id, state, since) VALUES ($1, 'Begun', $2)
            ON CONFLICT (id) DO UPDATE SET state = 'Begun', since = $2 WHERE state = 'None' OR (state = 'Begun' AND since <= $3)
            """, id, Sql.Ticks(now), Sql.Ticks(now - inDoubt)) > 0, cancellation);

    /// <inheritdoc/>
    public Task<SentState> FindAsync(string id, CancellationToken cancellation) => Task.FromResult(
        commits.Read(connection => connection.Scalar("SELECT state FROM sent_mails WHERE id = $1", id)) is string state
            ? Enum.Parse<SentState>(state)
            : SentState.None);

    /// <inheritdoc/>
    public Task SentAsync(string id, CancellationToken cancellation) => ChangeAsync(id, SentState.Sent, cancellation);

    /// <inheritdoc/>
    public Task GiveUpAsync(string id, CancellationToken cancellation) => ChangeAsync(id, SentState.None, cancellation);

    private Task ChangeAsync(string id, SentState state, CancellationToken cancellation) => commits.CommitAsync(
        connection => { connection.Execute("UPDATE sent_mails SET state = $2 WHERE id = $1 AND state = 'Begun'", id, state.ToString()); }, cancellation);
}
