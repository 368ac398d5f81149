using System.Runtime.CompilerServices;
using CsvHelper;

namespace DealFlow.Workflow.Conflicts;

/// <summary>Reads accounts from CSV as spreadsheets write it. Everything is text; a formula stays the text that it is.</summary>
internal static class AccountCsv
{
    private const int LongestRow = 64 * 1024;
    private static readonly string[] Required = ["id", "name", "country"];

    /// <summary>The rows, and in their place those that break the rules of quoting.</summary>
    /// <exception cref="AccountImportException">The header is missing or wrong.</exception>
    /// <exception cref="CsvFormatException">A row is far too long, as after a quotation mark that is never closed.</exception>
    public static async IAsyncEnumerable<ReadRow> RowsOf(Stream csv, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var malformed = new Queue<int>();
        await using var reader = CsvReader.Create(new WesternText(csv), Options(malformed), leaveOpen: true);
        await reader.ReadHeaderAsync(cancellation);
        var columns = ColumnsOf(reader.Headers ?? []);
        while (await reader.ReadAsync(cancellation))
        {
            while (malformed.TryDequeue(out var line))
                yield return Malformed(line);
            yield return Read(reader, columns);
        }

        while (malformed.TryDequeue(out var line))
            yield return Malformed(line);
    }

    private static CsvReaderOptions Options(Queue<int> malformed) => new()
    {
        HasHeader = true,
        TrimWhitespace = true,
        TrimInsideQuotes = true,
        TrackLineNumbers = true,
        MaxRecordSize = LongestRow,
        IncludeValuesInExceptions = false,
        MalformedData = CsvMalformedDataHandling.Skip,
        OnMalformedRecord = record => malformed.Enqueue((int)record.LineNumber),
    };

    /// <summary>Where each column stands, -1 where it is left out.</summary>
    private static int[] ColumnsOf(IEnumerable<string> headers)
    {
        string[] header = [.. headers.Select(name => name.Trim())];
        string Says(string what) => $"{what} The file begins with the header {string.Join(',', AccountImport.Columns)}, "
            + $"of which {string.Join(", ", Required)} are required, in UTF-8, UTF-16 with a byte order mark, or Windows-1252. Nothing was imported.";
        if (header.FirstOrDefault(name => !AccountImport.Columns.Contains(name)) is { } unknown)
            throw new AccountImportException(Says(unknown.Length is 0 or > 50 ? "The header has a column that is not known." : $"The column '{unknown}' is not known."));
        if (header.Distinct().Count() < header.Length)
            throw new AccountImportException(Says("The header names a column twice."));
        if (Required.Except(header).FirstOrDefault() is { } missing)
            throw new AccountImportException(Says($"The column '{missing}' is missing."));
        return [.. AccountImport.Columns.Select(column => Array.IndexOf(header, column))];
    }

    private static ReadRow Read(CsvReader reader, int[] columns)
    {
        var line = (int)reader.LineNumber;
        for (var extra = columns.Count(column => column >= 0); extra < reader.FieldCount; extra++)
            if (!reader.IsEmpty(extra))
                return new ReadRow(line, null, "The row has more fields than the header; put quotation marks around a field with a separator in it.");
        string? Field(int column) => columns[column] is >= 0 and var index && index < reader.FieldCount ? reader.GetString(index) : null;
        return new ReadRow(line, new AccountRow(
            Field(0), Field(1), Field(2), Field(3), Field(4), Field(5), Field(6), Field(7), Field(8), Field(9), Field(10)), null);
    }

    private static ReadRow Malformed(int line) =>
        new(line, null, "The quotation marks of the row are wrong; write one inside a quoted field twice.");
}
