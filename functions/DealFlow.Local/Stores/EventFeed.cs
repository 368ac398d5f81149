using DealFlow.Embedded;
using DealFlow.Workflow.Events;

namespace DealFlow.Local.Stores;

/// <summary>The events for finance, kept on this machine to be read and fetched.</summary>
public sealed class EventFeed(CommitQueue commits) : IDealEvents
{
    /// <inheritdoc/>
    public Task PublishAsync(DealEvent dealEvent, CancellationToken cancellation) => commits.CommitAsync(
        connection =>
        {
            connection.Execute("INSERT OR IGNORE INTO events (id, subject, json) VALUES ($1, $2, $3)",
                dealEvent.Id, dealEvent.Subject, dealEvent.Json);
        }, cancellation);

    /// <summary>All events as CloudEvents in JSON, the oldest first.</summary>
    public IReadOnlyList<string> All() =>
        commits.Read(connection => connection.Rows("SELECT json FROM events ORDER BY number", row => row.GetString(0)));

    /// <summary>Events, newest first, each with its number in the order of publishing.</summary>
    /// <param name="before">The number of the last one of the page before; null: from the newest.</param>
    public IReadOnlyList<(long Number, string Json)> List(long? before, int limit) => commits.Read(connection => connection.Rows(
        "SELECT number, json FROM events WHERE number < $1 ORDER BY number DESC LIMIT $2",
        row => (row.GetInt64(0), row.GetString(1)), before ?? long.MaxValue, limit));

    /// <summary>An event by its number, or null.</summary>
    public string? Find(long number) => commits.Read(connection => (string?)connection.Scalar("SELECT json FROM events WHERE number = $1", number));
}
