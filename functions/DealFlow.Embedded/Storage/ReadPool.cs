using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace DealFlow.Embedded;

/// <summary>Read-only connections, one query at a time each, kept open for the next query.</summary>
internal sealed class ReadPool(string path) : IDisposable
{
    private const int Kept = 8;
    private readonly ConcurrentBag<SqliteConnection> _free = [];
    private volatile bool _disposed;

    public T Read<T>(Func<SqliteConnection, T> query)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_free.TryTake(out var connection))
            connection = DatabaseFile.OpenForReading(path);
        try
        {
            connection.Execute("BEGIN");
            var result = query(connection);
            connection.Execute("COMMIT");
            GiveBack(connection);
            return result;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _disposed = true;
        while (_free.TryTake(out var connection))
            connection.Dispose();
    }

    private void GiveBack(SqliteConnection connection)
    {
        if (_free.Count >= Kept)
            connection.Dispose();
        else
            _free.Add(connection);
        if (_disposed)
            Dispose();
    }
}
