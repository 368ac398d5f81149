namespace DealFlow.Domain.Conflicts;

/// <summary>Compares names of towns as people write them.</summary>
internal static class Places
{
    private static readonly Dictionary<string, string> Native = new(StringComparer.Ordinal)
    {
        ["munich"] = "muenchen",
        ["muenich"] = "muenchen",
        ["cologne"] = "koeln",
        ["nuremberg"] = "nuernberg",
        ["hanover"] = "hannover",
        ["vienna"] = "wien",
        ["zurich"] = "zuerich",
        ["geneva"] = "genf",
        ["geneve"] = "genf",
        ["bale"] = "basel",
        ["berne"] = "bern",
        ["brussels"] = "bruxelles",
        ["brussel"] = "bruxelles",
        ["prague"] = "praha",
        ["warsaw"] = "warszawa",
        ["milan"] = "milano",
        ["rome"] = "roma",
        ["turin"] = "torino",
        ["copenhagen"] = "koebenhavn",
        ["lisbon"] = "lisboa",
        ["frankfurt"] = "frankfurt main",
    };

    /// <summary>True if both name the same town, umlauts written in either way.</summary>
    public static bool Same(string a, string b) => Forms(a).Overlaps(Forms(b));

    /// <summary>One normal form: lower case, umlauts as two letters, "am", "a. d." and the like left out.</summary>
    public static string Normal(string place) => NativeName(Joined(NameText.Tokens(place, UmlautForm.TwoLetters)));

    private static HashSet<string> Forms(string place) =>
    [
        NativeName(Joined(NameText.Tokens(place, UmlautForm.TwoLetters))),
        NativeName(Joined(NameText.Tokens(place, UmlautForm.OneLetter))),
    ];

    /// <summary>"Frankfurt a. M." and "Frankfurt/Main" are one town, and neither is "Frankfurt (Oder)".</summary>
    private static string Joined(List<string> tokens)
    {
        var kept = tokens
            .Select(token => token == "am" && tokens.Count == 2 && tokens[0] == "frankfurt" ? "main" : token)
            .Where(token => token is not ("am" or "an" or "der" or "a" or "ad" or "d" or "im" or "in"));
        return string.Join(' ', kept);
    }

    private static string NativeName(string place) => Native.GetValueOrDefault(place, place);
}
