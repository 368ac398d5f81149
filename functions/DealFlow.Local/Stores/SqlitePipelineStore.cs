using System.Text.Json;
using DealFlow.Domain.Registrations;
using DealFlow.Embedded;
using DealFlow.Workflow;
using DealFlow.Workflow.Pipeline;
using NodaTime;
using NodaTime.Text;

namespace DealFlow.Local.Stores;

/// <summary>What a manufacturer's people look at, from SQLite.</summary>
public sealed class SqlitePipelineStore(CommitQueue commits) : IPipelineStore
{
    internal const string WaitingSql =
        $"""
        SELECT {RegistrationRow.Columns} FROM registrations
        WHERE manufacturer = $1 AND ended = 0 AND json_extract(json, '$.ask.isOpen') ORDER BY json_extract(json, '$.ask.dueAt') LIMIT $2
        """;

    internal const string CountsSql =
        "SELECT status, count(*) FROM registrations WHERE manufacturer = $1 AND partner = $2 GROUP BY status";

    internal const string RegisteredSql =
        "SELECT count(DISTINCT sequence) FROM registrations INDEXED BY registrations_by_membership WHERE manufacturer = $1 AND partner = $2";

    // The figures come out of the index: the table is not looked at.
    internal const string EntriesSql =
        "SELECT figures FROM registrations INDEXED BY registrations_figures WHERE manufacturer = $1 AND alive_until >= $2";

    private static readonly Dictionary<string, RegistrationStatus> Statuses = Enum.GetValues<RegistrationStatus>().ToDictionary(Words.Of);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Registration>> WaitingAsync(string manufacturer, int limit, CancellationToken cancellation)
    {
        var rows = commits.Read(connection => connection.Rows(WaitingSql, RegistrationRow.Read, manufacturer, limit));
        return Task.FromResult<IReadOnlyList<Registration>>([.. rows.Select(row => row.Registration).OrderBy(deal => deal.Ask!.DueAt)]);
    }

    /// <inheritdoc/>
    public Task<TrackRecord> RecordAsync(string manufacturer, string partner, CancellationToken cancellation) => Task.FromResult(commits.Read(connection =>
        new TrackRecord(
            (int)(long)connection.Scalar(RegisteredSql, manufacturer, partner)!,
            connection.Rows(CountsSql, row => (Status: Statuses[row.GetString(0)], Count: row.GetInt32(1)), manufacturer, partner)
                .ToDictionary(pair => pair.Status, pair => pair.Count))));

    /// <inheritdoc/>
    public Task<IReadOnlyList<PipelineEntry>> EntriesAsync(string manufacturer, Instant since, CancellationToken cancellation)
    {
        var rows = commits.Read(connection => connection.Rows(EntriesSql, row => row.GetString(0), manufacturer, InstantPattern.General.Format(since)));
        return Task.FromResult<IReadOnlyList<PipelineEntry>>(
            [.. rows.Select(json => JsonSerializer.Deserialize<PipelineEntry>(json, DealFlowJson.Options)!)]);
    }
}
