using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DealFlow.Embedded;

/// <summary>One compiled SQL text of one connection, used again and again: most of what the engine does is short, and the client's readers cost more.</summary>
internal sealed class PreparedStatement : IDisposable
{
    private const int Unused = 0;
    private const int OnStack = 512;
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly int[] _positions;

    private PreparedStatement(sqlite3 database, sqlite3_stmt statement)
    {
        (_database, _statement) = (database, statement);
        _positions = PositionsOf(statement);
    }

    /// <summary>Null: the text holds more than one statement.</summary>
    public static PreparedStatement? Of(SqliteConnection connection, string sql)
    {
        var database = connection.Handle ?? throw new InvalidOperationException("The connection is closed.");
        var result = raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out var statement, out var rest);
        SqliteException.ThrowExceptionForRC(result, database);
        if (string.IsNullOrWhiteSpace(rest))
            return new PreparedStatement(database, statement);
        statement.Dispose();
        return null;
    }

    /// <summary>Runs it to its end. The number of rows changed.</summary>
    public int Execute(ReadOnlySpan<object?> values)
    {
        Bind(values);
        int result;
        do
            result = raw.sqlite3_step(_statement);
        while (result == raw.SQLITE_ROW);
        Reset(result);
        return raw.sqlite3_changes(_database);
    }

    /// <summary>The first column of the first row; null where there is none.</summary>
    public object? Scalar(ReadOnlySpan<object?> values)
    {
        Bind(values);
        var result = raw.sqlite3_step(_statement);
        var value = result == raw.SQLITE_ROW ? Column() : null;
        Reset(result);
        return value;
    }

    /// <summary>The integers of all columns of all rows, one after the other.</summary>
    public List<long> Numbers(ReadOnlySpan<object?> values)
    {
        Bind(values);
        List<long> numbers = [];
        int result;
        while ((result = raw.sqlite3_step(_statement)) == raw.SQLITE_ROW)
            for (var column = 0; column < raw.sqlite3_column_count(_statement); column++)
                numbers.Add(raw.sqlite3_column_int64(_statement, column));
        Reset(result);
        return numbers;
    }

    public void Dispose() => _statement.Dispose();

    private void Reset(int result)
    {
        try
        {
            if (result is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
                SqliteException.ThrowExceptionForRC(result, _database);
        }
        finally
        {
            raw.sqlite3_reset(_statement);
        }
    }

    private object? Column() => raw.sqlite3_column_type(_statement, 0) switch
    {
        raw.SQLITE_INTEGER => raw.sqlite3_column_int64(_statement, 0),
        raw.SQLITE_FLOAT => raw.sqlite3_column_double(_statement, 0),
        raw.SQLITE_TEXT => raw.sqlite3_column_text(_statement, 0).utf8_to_string(),
        raw.SQLITE_BLOB => raw.sqlite3_column_blob(_statement, 0).ToArray(),
        _ => null,
    };

    private void Bind(ReadOnlySpan<object?> values)
    {
        if (values.Length < _positions.Length)
            throw new ArgumentException($"The statement takes {_positions.Length} values, not {values.Length}.");
        for (var number = 0; number < _positions.Length; number++)
            if (_positions[number] is not Unused and var position)
                SqliteException.ThrowExceptionForRC(Bind(position, values[number]), _database);
    }

    private int Bind(int position, object? value) => value switch
    {
        null or DBNull => raw.sqlite3_bind_null(_statement, position),
        string text => Bind(position, text),
        long number => raw.sqlite3_bind_int64(_statement, position, number),
        int number => raw.sqlite3_bind_int64(_statement, position, number),
        bool truth => raw.sqlite3_bind_int64(_statement, position, truth ? 1 : 0),
        double number => raw.sqlite3_bind_double(_statement, position, number),
        byte[] { Length: 0 } => raw.sqlite3_bind_zeroblob(_statement, position, 0), // an empty span would be NULL
        byte[] bytes => raw.sqlite3_bind_blob(_statement, position, bytes),
        _ => throw new ArgumentException($"A value of type {value.GetType()} cannot be stored."),
    };

    private int Bind(int position, string text)
    {
        if (text.Length == 0)
            return raw.sqlite3_bind_text(_statement, position, text); // an empty span would be NULL
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        var rented = most > OnStack ? ArrayPool<byte>.Shared.Rent(most) : null;
        var bytes = rented ?? stackalloc byte[OnStack];
        var result = raw.sqlite3_bind_text(_statement, position, bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        return result;
    }

    // SQLite numbers parameters by where they first stand in the text.
    private static int[] PositionsOf(sqlite3_stmt statement)
    {
        var positions = new List<int>();
        for (var position = 1; position <= raw.sqlite3_bind_parameter_count(statement); position++)
        {
            var number = int.Parse(raw.sqlite3_bind_parameter_name(statement, position).utf8_to_string().AsSpan(1), CultureInfo.InvariantCulture);
            while (positions.Count < number)
                positions.Add(Unused);
            positions[number - 1] = position;
        }
        return [.. positions];
    }
}
