using System.IO.Compression;
using System.Text;

namespace DealFlow.Benchmarks.Conflicts;

/// <summary>A registered customer.</summary>
internal sealed record CompanyRow(string Id, string Name, string? City, string Country);

/// <summary>A look-up and the company that is meant; none if there is none.</summary>
internal sealed record QueryRow(string Name, string? City, string? ExpectedId, string Stratum);

/// <summary>Two names, and whether one company has both: 1 or 0, or a word.</summary>
internal sealed record PairRow(string A, string B, string Label, string Stratum, string Country);

/// <summary>Reads the files that the matcher is measured with: CSV with a header, plain or <c>.gz</c>.</summary>
internal static class CompanyFiles
{
    public static List<CompanyRow> Index(FileInfo file) =>
        Rows(file, row => new CompanyRow(row["id"], row["name"], Known(row["city"]), row["country"]));

    public static List<QueryRow> Queries(FileInfo file) => Rows(
        file, row => new QueryRow(row["name"], Known(row["city"]), Known(row["expected_id"]), row["stratum"]));

    public static List<PairRow> Pairs(FileInfo file) =>
        Rows(file, row => new PairRow(row["a"], row["b"], row["label"], row["stratum"], row["country"]));

    public static List<PairRow> Traps(FileInfo file) =>
        Rows(file, row => new PairRow(row["a"], row["b"], row["expected"], row["why"], ""));

    private static List<T> Rows<T>(FileInfo file, Func<IReadOnlyDictionary<string, string>, T> make)
    {
        using Stream opened = file.OpenRead();
        using var plain = file.Extension == ".gz" ? new GZipStream(opened, CompressionMode.Decompress) : opened;
        using var reader = new StreamReader(plain);
        List<string>? header = null;
        var rows = new List<T>();
        foreach (var fields in RowsOf(reader))
            if (header is null)
                header = fields;
            else if (fields.Count == header.Count)
                rows.Add(make(header.Zip(fields).ToDictionary(field => field.First, field => field.Second)));
            else if (fields is not [""])
                throw new FormatException($"{file.Name}: row {rows.Count + 2} has {fields.Count} fields, the header {header.Count}.");
        return rows;
    }

    /// <summary>Commas, and quotation marks around what has commas, line ends and quotation marks, these twice (RFC 4180).</summary>
    private static IEnumerable<List<string>> RowsOf(StreamReader reader)
    {
        var (field, row, isQuoted) = (new StringBuilder(), new List<string>(), false);
        for (var c = reader.Read(); c >= 0; c = reader.Read())
        {
            if (c == '"' && isQuoted && reader.Peek() == '"')
                field.Append((char)reader.Read());
            else if (c == '"')
                isQuoted = !isQuoted;
            else if (isQuoted || c is not (',' or '\n' or '\r'))
                field.Append((char)c);
            else if (c is not '\r')
            {
                row.Add(field.ToString());
                field.Clear();
                if (c is '\n')
                {
                    yield return row;
                    row = [];
                }
            }
        }
        if (field.Length > 0 || row.Count > 0)
            yield return [.. row, field.ToString()];
    }

    private static string? Known(string? field) => string.IsNullOrWhiteSpace(field) ? null : field;
}
