using System.Text.Json;
using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Registrations;
using DealFlow.Embedded;
using DealFlow.Local.Hosting;
using DealFlow.Local.Stores;
using DealFlow.Workflow;
using Microsoft.Data.Sqlite;

namespace DealFlow.Local.Candidates;

/// <summary>
/// Indexes the registrations of before anew when the algorithm has changed, a few in each write, and remembers how far it has come. New ones are
/// indexed when they are accepted.
/// </summary>
public sealed class ClaimIndexing : IAsyncDisposable
{
    private const int AtOnce = 100;
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(15);

    internal const string NextSql =
        """
        SELECT number, id, manufacturer, json -> 'lead' -> 'customer' FROM registrations
        WHERE number > $1 AND number <= $2 AND (ended = 0 OR status = 'closedWon') ORDER BY number LIMIT $3
        """;

    private readonly CommitQueue _commits;
    private readonly ILogger<ClaimIndexing> _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly long _whole;
    private long _through;

    private ClaimIndexing(CommitQueue commits, ILogger<ClaimIndexing> logger, long through, long whole)
    {
        (_commits, _logger, _through, _whole) = (commits, logger, through, whole);
        Made = through >= whole ? Task.CompletedTask : Task.Run(MakeAsync);
    }

    /// <summary>Completes when all of before are indexed.</summary>
    public Task Made { get; }

    /// <summary>How far it has come; null: it is complete.</summary>
    public string? Progress => Interlocked.Read(ref _through) is var through && through < _whole ? $"indexing registrations, {through} of {_whole} done" : null;

    /// <summary>Begins, or goes on, where there is something to do.</summary>
    public static async Task<ClaimIndexing> OpenAsync(CommitQueue commits, ILogger<ClaimIndexing> logger, int version = IndexedCustomer.Version)
    {
        var (through, whole) = await commits.CommitAsync(connection =>
        {
            if (connection.Scalar("SELECT version FROM claim_indexing") is not long found || found != version)
            {
                connection.Execute("DELETE FROM claim_indexing");
                connection.Execute("INSERT INTO claim_indexing (version, through, whole) SELECT $1, 0, coalesce(max(number), 0) FROM registrations", version);
            }

            return connection.Rows("SELECT through, whole FROM claim_indexing", row => (row.GetInt64(0), row.GetInt64(1)))[0];
        });
        return new ClaimIndexing(commits, logger, through, whole);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Made.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task MakeAsync()
    {
        while (_through < _whole)
        {
            try
            {
                await StepAsync();
                Log.IndexingGoesOn(_logger, "registrations", _through, _whole);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.IndexingFailed(_logger, e.GetType().Name, PauseAfterFailure.TotalSeconds);
                await Task.Delay(PauseAfterFailure, _stop.Token);
            }
        }
    }

    private async Task StepAsync()
    {
        _stop.Token.ThrowIfCancellationRequested();
        var rows = _commits.Read(connection => connection.Rows(
            NextSql, row => (Number: row.GetInt64(0), Id: row.GetString(1), Manufacturer: row.GetString(2), Customer: row.GetString(3)), _through, _whole, AtOnce));
        var indexed = rows.ConvertAll(row => (row.Id, row.Manufacturer, IndexedCustomer.Of(JsonSerializer.Deserialize<CustomerFacts>(row.Customer, DealFlowJson.Options)!)));
        var through = rows.Count < AtOnce ? _whole : rows[^1].Number;
        await _commits.CommitAsync(
            connection =>
            {
                foreach (var (id, manufacturer, customer) in indexed)
                    Replace(connection, manufacturer, id, customer);
                connection.Execute("UPDATE claim_indexing SET through = $1", through);
            }, _stop.Token);
        Interlocked.Exchange(ref _through, through);
    }

    /// <summary>One that has ended since it was read has no claim any more.</summary>
    private static void Replace(SqliteConnection connection, string manufacturer, string id, IndexedCustomer customer)
    {
        if (connection.Scalar("SELECT 1 FROM registrations WHERE id = $1 AND (ended = 0 OR status = $2)", id, Words.Of(RegistrationStatus.ClosedWon)) is null)
            return;
        ClaimIndexRows.Free(connection, id);
        ClaimIndexRows.Publish(connection, manufacturer, id, customer);
    }
}
