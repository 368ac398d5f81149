using System.Globalization;
using System.Text.Json;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow;
using DealFlow.Workflow.Registrations;
using Microsoft.Data.Sqlite;

namespace DealFlow.Local.Stores;

/// <summary>Pages of registrations, newest first. The cursor names the last one of the page before; one that cannot be read has no page after it.</summary>
internal sealed class RegistrationListing
{
    private readonly List<string> _conditions = [];
    private readonly List<object?> _values = [];
    private readonly int _limit;

    private RegistrationListing(RegistrationQuery query, (long Sequence, long Number)? after)
    {
        _limit = Math.Max(1, query.Limit);
        Restrict("partner", query.Partner);
        Restrict("manufacturer", query.Manufacturer);
        if (query.OfManufacturers is { } some) // the plus keeps to the index by partner, which is in order
            _conditions.Add($"+manufacturer IN (SELECT value FROM json_each({Parameter(JsonSerializer.Serialize(some, DealFlowJson.Options))}))");
        Restrict("program", query.Program);
        Restrict("status", query.Status is { } status ? Words.Of(status) : null);
        if (!string.IsNullOrWhiteSpace(query.Text))
            _conditions.Add(Found(query.Text.Trim(), query.OrOfPartners));
        if (after is { } last)
            _conditions.Add($"(sequence, number) < ({Parameter(last.Sequence)}, {Parameter(last.Number)})");
    }

    public static (IReadOnlyList<RegistrationRow> Rows, string? Next) Read(SqliteConnection connection, RegistrationQuery query)
    {
        if (query.Cursor is null)
            return new RegistrationListing(query, null).Read(connection);
        return CursorOf(query.Cursor) is { } after ? new RegistrationListing(query, after).Read(connection) : ([], null);
    }

    private (IReadOnlyList<RegistrationRow> Rows, string? Next) Read(SqliteConnection connection)
    {
        var where = _conditions.Count == 0 ? "" : $"WHERE {string.Join(" AND ", _conditions)} ";
        var sql = $"SELECT {RegistrationRow.Columns} FROM registrations {where}ORDER BY sequence DESC, number DESC LIMIT {Parameter(_limit + 1L)}";
        var rows = connection.Rows(sql, RegistrationRow.Read, [.. _values]);
        if (rows.Count <= _limit)
            return (rows, null);
        rows.RemoveAt(_limit);
        return (rows, string.Create(CultureInfo.InvariantCulture, $"{rows[^1].Sequence}.{rows[^1].Number}"));
    }

    private static (long Sequence, long Number)? CursorOf(string cursor) =>
        cursor.Split('.') is [var sequence, var number] && TryRead(sequence, out var first) && TryRead(number, out var second) ? (first, second) : null;

    private static bool TryRead(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private void Restrict(string column, string? value)
    {
        if (value is not null)
            _conditions.Add($"{column} = {Parameter(value)}");
    }

    private string Found(string text, IReadOnlyCollection<string> partners)
    {
        var found = $"instr(search, {Parameter(RegistrationColumns.Searchable(text))}) > 0";
        return partners.Count == 0 ? found : $"({found} OR +partner IN (SELECT value FROM json_each({Parameter(JsonSerializer.Serialize(partners, DealFlowJson.Options))})))";
    }

    private string Parameter(object value)
    {
        _values.Add(value);
        return "$" + _values.Count.ToString(CultureInfo.InvariantCulture);
    }
}
