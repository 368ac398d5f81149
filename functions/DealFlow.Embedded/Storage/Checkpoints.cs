using System.Data;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DealFlow.Embedded;

/// <summary>
/// Brings the write-ahead log into the file on a thread of its own while the writer goes on, so that commits do not wait for it. The end of it is left to
/// the checkpoint that SQLite makes after a commit once the log has <see cref="LongestLog"/> pages: that finds little to do, and lets the log begin anew.
/// </summary>
internal sealed class Checkpoints : IDisposable
{
    /// <summary>In pages of 4 KiB. A page that changes often is brought over once for each such log.</summary>
    public const int LongestLog = 2_000;

    private const int Begin = 1_500;
    private const int Rest = 300; // is small enough for the writer
    private const int CacheWrite = 9; // SQLITE_DBSTATUS_CACHE_WRITE
    private const int LongestWait = 500; // times 10 ms
    private readonly Lock _one = new();
    private readonly SqliteConnection _connection;
    private readonly Action<Moment> _reached;
    private readonly AutoResetEvent _due = new(false);
    private readonly Thread _thread;
    private long _until = Begin;
    private volatile bool _ended;

    /// <summary>Keeps the connection: whatever may come to stand at the path later, the log belongs to the file that is in use.</summary>
    public Checkpoints(SqliteConnection connection, Action<Moment> reached)
    {
        (_connection, _reached) = (connection, reached);
        _thread = new Thread(Run) { Name = "DealFlow checkpoints", IsBackground = true };
        _thread.Start();
    }

    /// <summary>False: somebody was reading or writing all the while.</summary>
    public bool TryEmptyLog()
    {
        for (var left = LongestWait; ; left--)
        {
            var (busy, pages) = Checkpoint("TRUNCATE");
            if (!busy || pages >= 0 || left == 0)
                return !busy;
            Thread.Sleep(10); // SQLite refuses it at once while the writer or another process makes one
        }
    }

    /// <summary>Told by the writer, on its thread, of each commit.</summary>
    public void Committed(SqliteConnection writer)
    {
        raw.sqlite3_db_status(writer.Handle!, CacheWrite, out var pages, out _, resetFlg: 1);
        var left = Interlocked.Add(ref _until, -pages);
        if (left <= 0 && left + pages > 0)
            _due.Set();
    }

    public void Dispose()
    {
        if (_ended)
            return;
        _ended = true;
        _due.Set();
        _thread.Join();
        _due.Dispose();
        lock (_one)
            _connection.Dispose();
    }

    private void Run()
    {
        while (_due.WaitOne() && !_ended)
        {
            try
            {
                CatchUp();
            }
            catch (SqliteException)
            {
                // Nothing depends on it: the writer makes its own checkpoint, and reports what is wrong with the file.
                Interlocked.Exchange(ref _until, LongestLog);
            }
            _reached(Moment.LogCheckpointed);
        }
    }

    private void CatchUp()
    {
        for (var before = 0L; !_ended;)
        {
            var pages = Checkpoint("PASSIVE").Pages;
            Interlocked.Exchange(ref _until, pages is >= 0 and < LongestLog ? LongestLog - pages + Begin : Begin); // a log as long as that is about to begin anew
            if (pages - before <= Rest)
                return;
            before = pages;
        }
    }

    /// <summary>How long the log was, in pages; -1 where there is another checkpoint just then.</summary>
    private (bool Busy, long Pages) Checkpoint(string mode)
    {
        lock (_one)
        {
            ObjectDisposedException.ThrowIf(_connection.State is not ConnectionState.Open, this);
            var numbers = _connection.Numbers($"PRAGMA wal_checkpoint({mode})");
            return (numbers[0] != 0, numbers[1]);
        }
    }
}
