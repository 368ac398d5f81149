namespace DealFlow.Domain.Conflicts;

/// <summary>How few companies a town has: where there are few, two with similar names are the same more often.</summary>
internal static class TownRarity
{
    private const string Resource = "DealFlow.Domain.Conflicts.large-towns.txt";

    /// <summary>Base 2 logarithm of how many companies the largest has, and of what a town has that is not in the list.</summary>
    private const int Largest = 14, Unlisted = 4;

    private static readonly Lazy<Dictionary<string, float>> Listed = new(() => Read(EmbeddedText.Read(Resource)));

    /// <summary>From 1, the largest towns, to 11, those that are not listed; 0 if no town is known.</summary>
    public static float Of(string? town) => town is null ? 0 : Listed.Value.TryGetValue(town, out var rarity) ? rarity : Largest + 1 - Unlisted;

    /// <summary>True of a word that is the name of a town with many companies.</summary>
    public static bool IsLarge(string word) => Listed.Value.ContainsKey(word);

    private static Dictionary<string, float> Read(string text)
    {
        var towns = new Dictionary<string, float>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (line[0] == '#')
                continue;
            var parts = line.Split(' ');
            foreach (var town in parts.AsSpan(1))
                towns[town] = Largest + 1 - int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture);
        }
        return towns;
    }
}
