using Microsoft.Data.Sqlite;

namespace DealFlow.Embedded;

/// <summary>Copies of a database file that is in use.</summary>
public static class DatabaseCopy
{
    /// <summary>
    /// Writes one consistent state of the database, the last one that was committed, into a file that is empty or not there. Others read and write
    /// meanwhile.
    /// </summary>
    /// <exception cref="DatabaseUnavailableException">It could not be read or written.</exception>
    public static void Write(string databasePath, string copyPath) => Guarded(databasePath, connection =>
    {
        connection.Execute("VACUUM INTO $1", copyPath);
        return true;
    });

    /// <summary>Reads a copy through, and asks it something.</summary>
    /// <exception cref="DatabaseUnavailableException">It is no database, or damaged.</exception>
    public static T Check<T>(string path, Func<SqliteConnection, T> question) => Guarded(path, connection =>
        connection.Scalar("PRAGMA quick_check") is "ok"
            ? question(connection)
            : throw new DatabaseUnavailableException($"The database '{path}' is damaged."));

    private static T Guarded<T>(string path, Func<SqliteConnection, T> work)
    {
        try
        {
            using var connection = DatabaseFile.OpenForReading(path);
            return work(connection);
        }
        catch (SqliteException e)
        {
            throw new DatabaseUnavailableException($"The database '{path}' cannot be read or copied: {e.Message}", e);
        }
    }
}
