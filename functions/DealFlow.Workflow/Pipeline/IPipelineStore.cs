using DealFlow.Domain.Registrations;
using NodaTime;

namespace DealFlow.Workflow.Pipeline;

/// <summary>
/// What the people of a manufacturer look at beside single registrations. Every call stays within one manufacturer, and costs what it gives, not what
/// is stored: SQLite reads an index of its own for each, and Cosmos a single partition by manufacturer, of small documents that are written in the
/// batch of the registration.
/// </summary>
public interface IPipelineStore
{
    /// <summary>Registrations that wait for an answer of the manufacturer, the most urgent first. Costs a read of each that is given.</summary>
    Task<IReadOnlyList<Registration>> WaitingAsync(string manufacturer, int limit, CancellationToken cancellation);

    /// <summary>What has become of a partner's registrations. Costs a look at as many index entries as the partner has registrations there.</summary>
    Task<TrackRecord> RecordAsync(string manufacturer, string partner, CancellationToken cancellation);

    /// <summary>
    /// Every registration that was alive at some time since: it goes on, or has ended later than that. Costs a look at as many index entries, some
    /// 500 bytes each, as there are such registrations.
    /// </summary>
    Task<IReadOnlyList<PipelineEntry>> EntriesAsync(string manufacturer, Instant since, CancellationToken cancellation);
}
