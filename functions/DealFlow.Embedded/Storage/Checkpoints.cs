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
    private readonly string _path;
    private readonly Action<Moment> _reached;
    private readonly AutoResetEvent _due = new(false);
    private readonly Thread _thread;
    private long _until = Begin;
    private volatile bool _ended;

    public Checkpoints(string path, Action<Moment> reached)
    {
        (_path, _reached) = (path, reached);
        _thread = new Thread(Run) { Name = "DealFlow checkpoints", IsBackground = true };
        _thread.Start();
    }

    /// <summary>False: somebody was reading or writing all the while. SQLite refuses a checkpoint beside another at once: that one is waited for.</summary>
    public static bool TryTruncate(SqliteConnection connection)
    {
        for (var left = LongestWait; ; left--)
        {
            var (busy, log) = connection.Numbers("PRAGMA wal_checkpoint(TRUNCATE)") is [var first, var second, ..] ? (first, second) : (0, 0);
            if (busy == 0 || log >= 0 || left == 0)
                return busy == 0;
            Thread.Sleep(10);
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
    }

    private void Run()
    {
        while (_due.WaitOne() && !_ended)
        {
            try
            {
                using var connection = DatabaseFile.OpenForCheckpoints(_path);
                CatchUp(connection);
            }
            catch (SqliteException)
            {
                // Nothing depends on it: the writer makes its own checkpoint, and reports what is wrong with the file.
                Interlocked.Exchange(ref _until, LongestLog);
            }
            _reached(Moment.LogCheckpointed);
        }
    }

    private void CatchUp(SqliteConnection connection)
    {
        for (var before = 0L; !_ended;)
        {
            var pages = Checkpoint(connection);
            Interlocked.Exchange(ref _until, pages >= LongestLog ? Begin : LongestLog - pages + Begin);
            if (pages - before <= Rest)
                return;
            before = pages;
        }
    }

    /// <summary>How long the log was, in pages.</summary>
    private static long Checkpoint(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(PASSIVE)";
        using var reader = command.ExecuteReader();
        return reader.Read() ? reader.GetInt64(1) : 0;
    }
}
