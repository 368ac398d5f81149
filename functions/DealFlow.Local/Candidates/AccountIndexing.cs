using System.Text.Json;
using DealFlow.Domain.Conflicts;
using DealFlow.Embedded;
using DealFlow.Local.Stores;
using DealFlow.Workflow;
using DealFlow.Workflow.Conflicts;

namespace DealFlow.Local.Candidates;

/// <summary>
/// Makes the candidate index follow the imported accounts, in the order of their changes, beside everything else. After an import it catches up; after a
/// crash it goes on where it was; when the algorithm has changed it begins anew, and until it is through no check relies on it.
/// </summary>
public sealed class AccountIndexing : IAsyncDisposable
{
    private const int AtOnce = 8000;
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(15);

    internal const string ChangesSql = "SELECT change, manufacturer, json FROM imported_accounts WHERE change > $1 ORDER BY change LIMIT $2";

    private readonly CommitQueue _commits;
    private readonly SqliteCandidateIndex _index;
    private readonly ILogger<AccountIndexing> _logger;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly long _whole;
    private readonly Task _making;
    private Task _following = Task.CompletedTask;

    private AccountIndexing(CommitQueue commits, SqliteCandidateIndex index, long whole, ILogger<AccountIndexing> logger)
    {
        (_commits, _index, _whole, _logger) = (commits, index, whole, logger);
        index.IsComplete = index.Mark >= whole;
        _making = index.IsComplete ? Task.CompletedTask : Task.Run(MakeAsync);
    }

    /// <summary>The index. Reading it is refused while it is being made.</summary>
    public ICandidateIndex Index => _index;

    /// <summary>Completes when the index has everything that there was at the start.</summary>
    public Task Made => _making;

    /// <summary>How far it has come while it is being made; null: it is complete.</summary>
    public string? Progress => _index.IsComplete ? null : $"indexing accounts, {Math.Min(_index.Mark, _whole)} of {_whole} done";

    /// <summary>Opens the index, and begins to make it where it is missing, behind, or of another version of the algorithm.</summary>
    public static AccountIndexing Open(CommitQueue commits, string path, ILogger<AccountIndexing> logger, int version = IndexedCustomer.Version)
    {
        var last = LastChange(commits);
        var index = SqliteCandidateIndex.Open(path, version);
        if (index.Mark <= last)
            return new AccountIndexing(commits, index, last, logger);
        index.Dispose(); // it is of another database
        SqliteCandidateIndex.Delete(path);
        return new AccountIndexing(commits, SqliteCandidateIndex.Open(path, version), last, logger);
    }

    /// <summary>There is something new. Little is left for later, because many at once are indexed for much less.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            if (_following.IsCompleted && LastChange(_commits) - _index.Mark >= AtOnce)
                _following = Task.Run(() => FollowAsync(AtOnce, _stop.Token));
        }
    }

    /// <summary>Returns when everything stored before the call is in the index.</summary>
    public async Task CatchUpAsync(CancellationToken cancellation)
    {
        var last = LastChange(_commits);
        while (_index.Mark < last)
            await FollowAsync(1, cancellation);
        _index.Rest();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _making.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _index.Dispose();
        _stop.Dispose();
        _turn.Dispose();
    }

    private static long LastChange(CommitQueue commits) =>
        (long)commits.Read(connection => connection.Scalar("SELECT coalesce(max(change), 0) FROM imported_accounts"))!;

    private async Task MakeAsync()
    {
        Log.IndexingBegun(_logger, _index.Mark, _whole);
        while (_index.Mark < _whole)
        {
            try
            {
                await FollowAsync(1, _stop.Token);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.IndexingFailed(_logger, e.GetType().Name, PauseAfterFailure.TotalSeconds);
                await Task.Delay(PauseAfterFailure, _stop.Token);
            }
        }

        _index.IsComplete = true;
        _index.Rest();
        Log.IndexingDone(_logger, _whole);
    }

    /// <summary>Indexes as long as at least so many wait.</summary>
    private async Task FollowAsync(int least, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            while (LastChange(_commits) - _index.Mark is var waiting && waiting > 0 && waiting >= least)
            {
                cancellation.ThrowIfCancellationRequested();
                await StepAsync(cancellation);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task StepAsync(CancellationToken cancellation)
    {
        var rows = _commits.Read(connection => connection.Rows(
            ChangesSql, row => (Change: row.GetInt64(0), Manufacturer: row.GetString(1), Json: row.GetString(2)), _index.Mark, AtOnce));
        var changed = rows.ConvertAll(row => (row.Manufacturer, Named(row.Json)));
        await _index.FollowAsync(changed, rows[^1].Change, cancellation);
        if (!_index.IsComplete)
            Log.IndexingGoesOn(_logger, "accounts", Math.Min(_index.Mark, _whole), _whole);
    }

    private static NamedCustomer Named(string json)
    {
        var account = JsonSerializer.Deserialize<Account>(json, DealFlowJson.Options)!;
        return new NamedCustomer(Account.NameOf(account.Id), IndexedCustomer.Of(account.Customer));
    }
}
