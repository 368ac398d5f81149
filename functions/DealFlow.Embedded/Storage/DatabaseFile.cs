using Microsoft.Data.Sqlite;

namespace DealFlow.Embedded;

/// <summary>Opens connections to one database file, durable ones for writing and cheap ones for reading.</summary>
internal static class DatabaseFile
{
    private const int Busy = 5, Locked = 6, ReadOnly = 8, Full = 13, CannotOpen = 14, NotADatabase = 26, Corrupt = 11;

    public static SqliteConnection OpenForWriting(string path)
    {
        var connection = Connection(path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            connection.Open();
            connection.Execute("PRAGMA busy_timeout = 1000"); // who starts is told soon
            if (connection.Scalar("PRAGMA journal_mode = WAL") as string != "wal")
                throw new DatabaseUnavailableException($"The database '{path}' cannot keep a write-ahead log where it is. Put it on a local disk.");
            connection.Execute("PRAGMA synchronous = FULL");
            connection.Execute($"PRAGMA wal_autocheckpoint = {Checkpoints.LongestLog}");
            connection.Execute("PRAGMA cache_size = -16384"); // KiB; this connection alone writes, so what it holds stays true
            connection.Execute("PRAGMA secure_delete = ON"); // what is deleted or replaced is overwritten, not only forgotten
            connection.Execute("BEGIN IMMEDIATE");
            connection.Execute("COMMIT");
            connection.Execute("PRAGMA busy_timeout = 5000");
            return connection;
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw Unavailable(path, e);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static SqliteConnection OpenForReading(string path)
    {
        var connection = Connection(path, SqliteOpenMode.ReadOnly);
        connection.Open();
        connection.Execute("PRAGMA busy_timeout = 5000");
        return connection;
    }

    /// <summary>For a file that is open for writing already.</summary>
    public static SqliteConnection OpenForCheckpoints(string path)
    {
        var connection = Connection(path, SqliteOpenMode.ReadWrite);
        try
        {
            connection.Open();
            connection.Execute("PRAGMA synchronous = FULL"); // what is brought over is on disk before the log may begin anew
            connection.Execute("PRAGMA busy_timeout = 1000"); // commits wait while the log is to be emptied and somebody reads
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>What the person who started the process is told.</summary>
    public static DatabaseUnavailableException Unavailable(string path, SqliteException e) => new($"The database '{path}' {Reason(e)}", e);

    // Waiting for a lock is SQLite's busy_timeout; the client's own retries come on top and are kept short.
    private static SqliteConnection Connection(string path, SqliteOpenMode mode) =>
        new(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 1 }.ToString());

    private static string Reason(SqliteException e) => e.SqliteErrorCode switch
    {
        Busy or Locked => "is locked by another process. End that process, or use another file.",
        ReadOnly => "is not writable. Check the permissions of the file and of its folder.",
        Full => "cannot grow: the disk is full.",
        CannotOpen => "cannot be opened or created. Check that its folder exists and is writable, and that it is a file.",
        NotADatabase => "is not an SQLite database. Choose another file; this one was left as it is.",
        Corrupt => "is damaged. Restore it from a backup.",
        _ => $"cannot be used: {e.Message}",
    };
}
