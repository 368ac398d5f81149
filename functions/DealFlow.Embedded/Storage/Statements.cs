using System.Data;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace DealFlow.Embedded;

/// <summary>Runs SQL whose parameters are <c>$1</c>, <c>$2</c>, …; each text is prepared once for a connection.</summary>
public static class Statements
{
    private static readonly ConditionalWeakTable<SqliteConnection, Known> Prepared = [];

    /// <summary>The number of rows changed.</summary>
    public static int Execute(this SqliteConnection connection, string sql, params ReadOnlySpan<object?> values) =>
        Statement(connection, sql) is { } statement ? statement.Execute(values) : Bind(connection, sql, values).ExecuteNonQuery();

    /// <summary>The first column of the first row; null where there is none.</summary>
    public static object? Scalar(this SqliteConnection connection, string sql, params ReadOnlySpan<object?> values) =>
        Single(connection, sql).Scalar(values);

    /// <summary>The integers of all columns of all rows, one after the other; none of them may be null.</summary>
    public static List<long> Numbers(this SqliteConnection connection, string sql, params ReadOnlySpan<object?> values) =>
        Single(connection, sql).Numbers(values);

    /// <summary>The rows, to be read before the next statement of the same text.</summary>
    public static SqliteDataReader Query(this SqliteConnection connection, string sql, params ReadOnlySpan<object?> values) =>
        Bind(connection, sql, values).ExecuteReader();

    /// <summary>A text, or null.</summary>
    public static string? Text(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>A number, or null.</summary>
    public static long? Number(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    private static PreparedStatement Single(SqliteConnection connection, string sql) =>
        Statement(connection, sql) ?? throw new ArgumentException("More than one statement.", nameof(sql));

    private static PreparedStatement? Statement(SqliteConnection connection, string sql)
    {
        var known = Of(connection).Statements;
        if (!known.TryGetValue(sql, out var statement))
            known.Add(sql, statement = PreparedStatement.Of(connection, sql));
        return statement;
    }

    private static SqliteCommand Bind(SqliteConnection connection, string sql, ReadOnlySpan<object?> values)
    {
        var known = Of(connection).Commands;
        if (!known.TryGetValue(sql, out var command))
            known.Add(sql, command = Create(connection, sql, values.Length));
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }

    private static SqliteCommand Create(SqliteConnection connection, string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 1; i <= parameters; i++)
            command.Parameters.Add(new SqliteParameter { ParameterName = "$" + i.ToString(CultureInfo.InvariantCulture) });
        return command;
    }

    private static Known Of(SqliteConnection connection) => Prepared.GetValue(connection, static opened =>
    {
        var known = new Known();
        // SQLite keeps a file open until the last of its statements is gone.
        opened.StateChange += (_, change) =>
        {
            if (change.CurrentState == ConnectionState.Closed)
                known.Forget();
        };
        return known;
    });

    private sealed class Known
    {
        public Dictionary<string, SqliteCommand> Commands { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, PreparedStatement?> Statements { get; } = new(StringComparer.Ordinal);

        public void Forget()
        {
            foreach (var statement in Statements.Values)
                statement?.Dispose();
            Statements.Clear();
            Commands.Clear();
        }
    }
}
