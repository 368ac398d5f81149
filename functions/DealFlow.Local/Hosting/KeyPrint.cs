using DealFlow.Workflow.Keys;
using NodaTime;
using NodaTime.Text;

namespace DealFlow.Local.Hosting;

/// <summary>Keys as a table for the terminal.</summary>
internal static class KeyPrint
{
    private static readonly InstantPattern Minute = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm'Z'");

    public static string Of(IEnumerable<KnownKey> keys)
    {
        return Table([["ID", "CREATED", "LAST USED", "REVOKED", "MADE BY", "REACHES", "LABEL"], .. keys.Select(Row)]);
    }

    /// <summary>Rows in columns as wide as their widest cell; the first row is the head.</summary>
    public static string Table(IReadOnlyList<string[]> rows)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToList();
        return string.Join('\n', rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()));
    }

    private static string[] Row(KnownKey known)
    {
        var key = known.Key;
        return
        [
            key.Id, Time(key.CreatedAt), Time(key.LastUsedAt), Time(key.RevokedAt), key.Maker?.Person ?? "operator",
            known.Manufacturers.Count == 0 ? "-" : string.Join(",", known.Manufacturers), key.Label,
        ];
    }

    private static string Time(Instant? at) => at is { } time ? Minute.Format(time) : "-";
}
