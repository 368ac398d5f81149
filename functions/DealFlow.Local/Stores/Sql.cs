using DealFlow.Embedded;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace DealFlow.Local.Stores;

/// <summary>What the stores need beside <see cref="Statements"/>: whole results, and instants.</summary>
internal static class Sql
{
    /// <summary>All rows. <paramref name="read"/> runs no SQL of its own.</summary>
    public static List<T> Rows<T>(this SqliteConnection connection, string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var row = connection.Query(sql, values);
        var rows = new List<T>();
        while (row.Read())
            rows.Add(read(row));
        return rows;
    }

    /// <summary>The first row, or null.</summary>
    public static T? FirstRow<T>(this SqliteConnection connection, string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
        where T : class
    {
        using var row = connection.Query(sql, values);
        return row.Read() ? read(row) : null;
    }

    /// <summary>An instant as the tables hold it: ticks of 100 ns since 1970-01-01 UTC.</summary>
    public static Instant? Time(this SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : Instant.FromUnixTimeTicks(row.GetInt64(column));

    /// <summary>An instant as the tables hold it; what is finer than a tick is cut off.</summary>
    public static long Ticks(Instant instant) => instant.ToUnixTimeTicks();
}
