using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Pipeline;
using NodaTime;

namespace DealFlow.Azure.Cosmos.Registrations;

/// <summary>What a manufacturer's people look at, from the rows of registrations in its partition, and of one partner from those in the partner's.</summary>
public sealed class CosmosPipelineStore : IPipelineStore
{
    private readonly Documents _documents;
    private readonly DealRows _rows;

    internal CosmosPipelineStore(Documents documents) => (_documents, _rows) = (documents, new DealRows(documents, new Arbiter(documents)));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Registration>> WaitingAsync(string manufacturer, int limit, CancellationToken cancellation)
    {
        var rows = await _rows.WaitingAsync(manufacturer, limit, cancellation);
        var found = await _documents.ReadAllAsync<RegistrationDocument>(rows.Select(row => (row.Registration.Value, row.Registration.Value)), cancellation);
        return [.. found.Select(stored => stored.Body).Where(deal => deal is { HasEnded: false, Ask.IsOpen: true }).OrderBy(deal => deal.Ask!.DueAt)];
    }

    /// <inheritdoc/>
    public async Task<TrackRecord> RecordAsync(string manufacturer, string partner, CancellationToken cancellation)
    {
        var rows = await _rows.StatusesAsync(manufacturer, partner, cancellation);
        return new TrackRecord(rows.Select(row => row.Sequence).Distinct().Count(), rows.CountBy(row => row.Status).ToDictionary());
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<PipelineEntry>> EntriesAsync(string manufacturer, Instant since, CancellationToken cancellation) =>
        _rows.FiguresAsync(manufacturer, since, cancellation);
}
