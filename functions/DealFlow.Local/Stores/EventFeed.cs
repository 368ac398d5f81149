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
}
