using System.Globalization;
using System.Text.Json;

namespace DealFlow.Benchmarks;

/// <summary>One thing that was measured.</summary>
/// <param name="Name">Its name for machines; the ending is the unit: <c>_s</c> seconds, <c>_ms</c> milliseconds, none a count.</param>
/// <param name="Text">The same for people.</param>
internal sealed record Measure(string Name, double Value, string Text);

/// <summary>Prints what was measured.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions OneLine = new() { WriteIndented = false };

    public static void Print(IReadOnlyList<Measure> measures, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(measures.ToDictionary(measure => measure.Name, measure => Math.Round(measure.Value, 3)), OneLine));
            return;
        }

        foreach (var measure in measures)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{measure.Value,12:#,0.###}  {measure.Name,-28}  {measure.Text}"));
    }
}
