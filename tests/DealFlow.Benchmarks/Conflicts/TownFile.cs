using System.Globalization;
using System.Numerics;
using System.Text;
using DealFlow.Domain.Conflicts;

namespace DealFlow.Benchmarks.Conflicts;

/// <summary>Counts how many companies the towns have.</summary>
internal static class TownFile
{
    private const int Fewest = 5;

    public static string Of(IEnumerable<CompanyRow> rows)
    {
        var counts = rows.Select(row => CustomerTraits.Of(MeasuredIndex.Facts(row.Name, row.City, row.Country)).Town).OfType<string>().CountBy(town => town);
        var text = new StringBuilder(
            """
            # Towns that have many companies. A line is the base 2 logarithm of how many of some 350,000 companies sit there, rounded down, and the towns in normal form.
            # Written by the benchmarks' "conflicts train"; counted from OffeneRegister.de (CC BY 4.0).

            """);
        foreach (var line in counts.GroupBy(town => BitOperations.Log2((uint)town.Value), town => town.Key).Where(line => line.Key >= Fewest).OrderByDescending(line => line.Key))
            text.Append(CultureInfo.InvariantCulture, $"{line.Key} {string.Join(' ', line.Order(StringComparer.Ordinal))}\n");
        return text.ToString();
    }
}
