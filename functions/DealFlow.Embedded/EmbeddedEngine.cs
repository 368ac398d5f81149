using DealFlow.Workflow.Durable;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace DealFlow.Embedded;

/// <summary>
/// A durable engine in this process, on one SQLite file. Whatever it acknowledges is on disk. One engine uses a file at a time; times are
/// those of the clock it is given, which may run ahead of the real one.
/// </summary>
public sealed partial class EmbeddedEngine : IOrchestrationClient, IAsyncDisposable
{
    private readonly CommitQueue _queue;
    private readonly EngineParts _parts;
    private FileStream? _ownership;

    /// <summary>An engine that does nothing until it is started.</summary>
    public EmbeddedEngine(CommitQueue commits, OrchestrationCatalog catalog, IClock clock, ILogger<EmbeddedEngine> logger, EmbeddedEngineOptions? options = null)
    {
        _queue = commits;
        _parts = new EngineParts(commits, catalog, clock, logger, (options ?? new EmbeddedEngineOptions()).Validated());
    }

    /// <summary>When the next timer, deadline or retry that has not been fired is due; null if there is none. Those of held instances do not count.</summary>
    public Instant? NextDue => _parts.Timers.NextDue;

    /// <summary>Why the engine no longer works, or null. Nothing acknowledged is lost: a new engine on the file goes on.</summary>
    public Exception? Fault => _parts.Gauge.Fault;

    /// <summary>Completes when the engine faults, and never otherwise.</summary>
    public Task Faulted => _parts.Gauge.Faulted;

    internal int LiveInstances => _parts.Dispatcher.LiveCount;

    /// <summary>Creates the tables where they are missing and goes on with everything unfinished. Call it once.</summary>
    /// <exception cref="DatabaseUnavailableException">Another engine uses the file, it is damaged, or its tables are of a newer version.</exception>
    public async Task StartAsync(CancellationToken ct)
    {
        _ownership = Own(_queue.DatabasePath + "-engine");
        _parts.Commits.Open();
        try
        {
            await _parts.Commits.CallAsync(
                connection =>
                {
                    Schema.Ensure(connection);
                    _parts.Instances.Recover(connection);
                    return Recovery.Find(connection);
                },
                Recovered, ct);
        }
        catch (SqliteException e)
        {
            await DisposeAsync();
            throw DatabaseFile.Unavailable(_queue.DatabasePath, e);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Stops cleanly: no new turns and activities; running activities may end until <paramref name="ct"/> tells them to give up, in which case
    /// they begin again after the next start.
    /// </summary>
    public async Task StopAsync(CancellationToken ct)
    {
        _parts.Timers.Stop();
        if (Fault is null)
        {
            await _parts.Dispatcher.StopAsync().WaitAsync(ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _parts.Activities.StopAsync(ct);
            foreach (var (key, result) in _parts.Dispatcher.Undelivered())
                _parts.Commits.Submit(connection => { _parts.Instances.Keep(connection, key, result); return true; }, _ => { });
            await _parts.Commits.FlushAsync();
            Log.EngineStopped(_parts.Logger);
        }
        await DisposeAsync();
    }

    /// <summary>The host moved the clock: look at timers again at once.</summary>
    public void ClockMoved() => _parts.Timers.ClockMoved();

    /// <summary>
    /// Completes when no turn and no activity is queued or running, no commit of the engine is outstanding, and no timer is due by the clock.
    /// </summary>
    /// <exception cref="InvalidOperationException">The engine is faulted or stopped.</exception>
    public Task WhenIdleAsync(CancellationToken ct) => _parts.Gauge.WhenIdleAsync(ct);

    /// <summary>
    /// Stops at once: nothing new is written, and the file is free for the next engine when this completes. Activities that run are told to give up and
    /// begin again after the next start.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        var written = _parts.Commits.CloseAsync();
        _parts.Dispose();
        _ = _parts.Dispatcher.StopAsync();
        _parts.Gauge.Stop();
        // What is queued would else be written after the next engine has looked: both would write the same turn.
        await written;
        if (_ownership is { } file)
            await file.DisposeAsync();
        _ownership = null;
    }

    private bool Recovered(Recovery found)
    {
        foreach (var key in found.Awake)
            _parts.Dispatcher.Deliver(key, new Message.Wake());
        _parts.Activities.Start(found.Activities);
        _parts.Timers.Publish(found.NextDue);
        Log.EngineStarted(_parts.Logger, found.Awake.Count, found.Activities.Count);
        return true;
    }

    // The lock goes with the process, however it ends.
    private static FileStream Own(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new DatabaseUnavailableException($"Another process runs on this database ('{path}' is locked). End it first.", e);
        }
    }
}
