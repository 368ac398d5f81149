using System.Collections.Concurrent;
using DealFlow.Embedded;
using Microsoft.Data.Sqlite;

namespace DealFlow.Local.Candidates;

/// <summary>
/// The file of the candidate index of imported accounts. All in it is made of what the database holds, so a crash may cost its last writes, and a file
/// that is damaged, missing, or of another version is made anew. It has a writer of its own: nobody waits for an import.
/// </summary>
internal sealed class CandidateFile : IDisposable
{
    private const int Kept = 8;

    private static readonly string[] Tables =
    [
        "CREATE TABLE state (name TEXT NOT NULL PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID",
        "CREATE TABLE manufacturers (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE)",

        // keys: the hashes, 8 bytes each.
        """
        CREATE TABLE customers (
            number INTEGER PRIMARY KEY, manufacturer INTEGER NOT NULL, name TEXT NOT NULL, keys BLOB NOT NULL, fingerprint TEXT NOT NULL,
            UNIQUE (manufacturer, name))
        """,

        // customers: their numbers, 4 bytes each; no bytes: the key is common.
        """
        CREATE TABLE postings (
            manufacturer INTEGER NOT NULL, key INTEGER NOT NULL, customers BLOB NOT NULL, PRIMARY KEY (manufacturer, key)) WITHOUT ROWID
        """,
    ];

    private readonly string _path;
    private readonly ConcurrentBag<SqliteConnection> _readers = [];

    private CandidateFile(string path, SqliteConnection writer) => (_path, Writer) = (path, writer);

    /// <summary>For one at a time.</summary>
    public SqliteConnection Writer { get; }

    /// <summary>Opens the file where it is of this version, and makes it anew where it is not.</summary>
    public static CandidateFile Open(string path, int version)
    {
        try
        {
            var writer = OpenWriter(path);
            if (IsOf(writer, version))
                return new CandidateFile(path, writer);
            writer.Dispose();
        }
        catch (SqliteException e) when (e.SqliteErrorCode is 11 or 26) // damaged, or no database
        {
            // What it said can be made again.
        }

        Delete(path);
        var created = OpenWriter(path);
        created.Execute("BEGIN");
        foreach (var table in Tables)
            created.Execute(table);
        created.Execute("INSERT INTO state (name, value) VALUES ('version', $1), ('mark', 0)", version);
        created.Execute("COMMIT");
        return new CandidateFile(path, created);
    }

    public static void Delete(string path)
    {
        foreach (var suffix in new[] { "", "-wal", "-shm" })
            File.Delete(path + suffix);
    }

    public T Read<T>(Func<SqliteConnection, T> query)
    {
        if (!_readers.TryTake(out var connection))
            connection = OpenReader();
        connection.Execute("BEGIN");
        try
        {
            return query(connection);
        }
        finally
        {
            connection.Execute("COMMIT");
            if (_readers.Count < Kept)
                _readers.Add(connection);
            else
                connection.Dispose();
        }
    }

    /// <summary>Writes all of it or nothing.</summary>
    public void Write(Action<SqliteConnection> work)
    {
        Writer.Execute("BEGIN IMMEDIATE");
        try
        {
            work(Writer);
            Writer.Execute("COMMIT");
        }
        catch
        {
            Writer.Execute("ROLLBACK");
            throw;
        }
    }

    public void Dispose()
    {
        while (_readers.TryTake(out var reader))
            reader.Dispose();
        Writer.Dispose();
    }

    private static bool IsOf(SqliteConnection connection, int version) =>
        connection.Scalar("SELECT 1 FROM sqlite_master WHERE name = 'state'") is not null
        && connection.Scalar("SELECT value FROM state WHERE name = 'version'") is long found && found == version;

    private static SqliteConnection OpenWriter(string path)
    {
        var connection = Connection(path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            connection.Open();
            connection.Execute("PRAGMA journal_mode = WAL");
            connection.Execute("PRAGMA synchronous = NORMAL");
            connection.Execute("PRAGMA wal_autocheckpoint = 8000");
            connection.Execute("PRAGMA cache_size = -49152"); // KiB: keys come in no order
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private SqliteConnection OpenReader()
    {
        var connection = Connection(_path, SqliteOpenMode.ReadOnly);
        connection.Open();
        connection.Execute("PRAGMA busy_timeout = 5000");
        connection.Execute("PRAGMA cache_size = -8192");
        return connection;
    }

    private static SqliteConnection Connection(string path, SqliteOpenMode mode) =>
        new(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 5 }.ToString());
}
