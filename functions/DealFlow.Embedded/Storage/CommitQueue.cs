using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace DealFlow.Embedded;

/// <summary>
/// The one writer of an SQLite file. What any thread queues is executed on a dedicated thread, as many items as are waiting in one transaction,
/// so that they share one flush to disk; a caller goes on only after the commit. An item that fails is undone alone; the others of its transaction are
/// then executed once more, so work has no effect but on the connection it is given.
/// </summary>
public sealed class CommitQueue : IAsyncDisposable
{
    private const int LargestBatch = 512;
    private readonly object _gate = new();
    private readonly SqliteConnection _writer;
    private readonly BatchWriter _batches;
    private readonly Checkpoints _checkpoints;
    private readonly ReadPool _readers;
    private readonly CommitMetrics _metrics;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<CommitItem> _queued = [];
    private List<CommitItem> _taken = [];
    private bool _closed;

    private CommitQueue(string path, SqliteConnection writer, SqliteConnection checkpoints)
    {
        DatabasePath = path;
        _writer = writer;
        _batches = new BatchWriter(writer, moment => Reached(moment));
        _checkpoints = new Checkpoints(checkpoints, moment => Reached(moment));
        _readers = new ReadPool(path);
        _metrics = new CommitMetrics(this);
        new Thread(Run) { Name = "DealFlow commits", IsBackground = true }.Start();
    }

    /// <summary>Told of each moment; for tests.</summary>
    internal Action<Moment> Reached { get; set; } = static _ => { };

    /// <summary>How many items wait.</summary>
    internal int QueueLength
    {
        get
        {
            lock (_gate)
                return _queued.Count;
        }
    }

    /// <summary>The full path of the file.</summary>
    public string DatabasePath { get; }

    /// <summary>Opens the file, or creates it where its folder exists.</summary>
    /// <exception cref="DatabaseUnavailableException">The file is no database, not writable, locked, or damaged.</exception>
    public static CommitQueue Open(string databasePath)
    {
        var path = Path.GetFullPath(databasePath);
        var writer = DatabaseFile.OpenForWriting(path);
        try
        {
            return new CommitQueue(path, writer, DatabaseFile.OpenForCheckpoints(path));
        }
        catch (SqliteException e)
        {
            writer.Dispose();
            throw DatabaseFile.Unavailable(path, e);
        }
    }

    /// <summary>
    /// Executes the work on the writer's thread and completes once it is durable. The work must be short, use nothing but the connection, and bear to be
    /// executed again after a roll-back.
    /// </summary>
    /// <exception cref="SqliteException">The commit failed; nothing of the work was written.</exception>
    public Task<T> CommitAsync<T>(Func<SqliteConnection, T> work, CancellationToken ct = default)
    {
        var item = new CallerItem<T>(work, ct);
        if (!TryEnqueue(item))
            item.Fail(new ObjectDisposedException(nameof(CommitQueue)));
        return item.Task;
    }

    /// <inheritdoc cref="CommitAsync{T}"/>
    public Task CommitAsync(Action<SqliteConnection> work, CancellationToken ct = default) =>
        CommitAsync(connection => { work(connection); return true; }, ct);

    /// <summary>Queries one consistent state of the file, in which everything committed so far is seen.</summary>
    public T Read<T>(Func<SqliteConnection, T> query) => _readers.Read(query);

    /// <summary>
    /// Brings all of the log into the file and cuts the log to nothing, so that it holds no more of what was replaced. False: somebody was reading
    /// or writing all the while.
    /// </summary>
    public bool TryEmptyLog() => _checkpoints.TryEmptyLog();

    /// <summary>Writes the file anew, without the pages that are free. Takes its time on a large file, and others wait.</summary>
    public void Rewrite()
    {
        using var connection = DatabaseFile.OpenForWriting(DatabasePath);
        connection.Execute("VACUUM");
    }

    /// <summary>Commits what is queued, refuses more, and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.Pulse(_gate);
        }
        await _ended.Task;
        _metrics.Dispose();
        _readers.Dispose();
        _checkpoints.Dispose();
        await _writer.DisposeAsync();
    }

    /// <summary>False: the queue is closed.</summary>
    internal bool TryEnqueue(CommitItem item)
    {
        lock (_gate)
        {
            if (_closed)
                return false;
            _queued.Add(item);
            if (_queued.Count == 1)
                Monitor.Pulse(_gate);
            return true;
        }
    }

    private void Run()
    {
        while (Take())
        {
            var items = CollectionsMarshal.AsSpan(_taken);
            for (var from = 0; from < items.Length; from += LargestBatch)
                Commit(items.Slice(from, Math.Min(LargestBatch, items.Length - from)));
            _taken.Clear();
        }
        _ended.SetResult();
    }

    private bool Take()
    {
        lock (_gate)
        {
            while (_queued.Count == 0 && !_closed)
                Monitor.Wait(_gate);
            (_taken, _queued) = (_queued, _taken);
            return _taken.Count > 0;
        }
    }

    private void Commit(ReadOnlySpan<CommitItem> batch)
    {
        var began = Stopwatch.GetTimestamp();
        var error = _batches.Write(batch);
        _metrics.Ended(began, batch.Length, error);
        _checkpoints.Committed(_writer);
        foreach (var item in batch)
            if (error is null)
                item.Commit();
            else
                item.Fail(error);
    }
}
