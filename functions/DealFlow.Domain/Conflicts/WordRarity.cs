namespace DealFlow.Domain.Conflicts;

/// <summary>How much a word says about which company is meant: from 0, nothing, to 1, a word that few companies have.</summary>
internal static class WordRarity
{
    private const string Resource = "DealFlow.Domain.Conflicts.common-words.txt";

    /// <summary>Base 2 logarithm of how many names were counted, and of how often a word is expected that is not in the list.</summary>
    private const double AllNames = 18.4, Unlisted = 2;

    /// <summary>The weight of words around a name; nothing weighs less.</summary>
    public const float Around = 0.1f;

    /// <summary>Words around a name: who owns it, who went before.</summary>
    private static readonly HashSet<string> AroundNames =
    [
        "inh", "inhaber", "inhaberin", "firma", "fa", "nachf", "nachfolger", "nachfg", "nfg", "zweigniederlassung", "niederlassung", "vorm", "vormals", "ehemals", "co", "cie", "fur", "von", "in", "im", "am",
        "mit", "zu", "zur", "zum", "an", "auf", "aus", "bei", "vom", "dr", "dipl", "ing", "kfm", "prof", "med", "hc", "h", "c", "gmbh", "mbh", "kg", "il", "ig", "liquidation", "sowie", "de", "la", "le", "al", "el",
        "du", "di", "da", "do", "for", "to", "by", "y", "e", "a",
    ];

    /// <summary>Where the company of a group sits: "Nestlé Deutschland" is Nestlé.</summary>
    private static readonly HashSet<string> Countries =
    [
        "deutschland", "germany", "austria", "osterreich", "schweiz", "switzerland", "suisse", "svizzera", "france", "italia", "italy", "espana", "spain", "iberica", "nederland", "netherlands",
        "belgium", "polska", "poland", "usa", "us", "uk", "europa", "europe", "scandinavia", "nordic", "international",
    ];

    private static readonly HashSet<string> Numbers =
    [
        "ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii", "erste", "zweite", "dritte", "vierte", "funfte", "sechste", "siebte", "achte", "neunte", "zehnte", "elfte", "zwolfte",
        "nord", "sud", "ost", "west", "one", "two", "three",
    ];
    private static readonly Lazy<Dictionary<string, float>> Listed = new(() => Read(EmbeddedText.Read(Resource)));

    /// <summary>Every word that something is known of.</summary>
    public static IEnumerable<string> AllListed => Listed.Value.Keys.Concat(AroundNames).Concat(Countries).Concat(Numbers);

    /// <summary>The weight of a word in normal form.</summary>
    public static float Of(string word) =>
        AroundNames.Contains(word) || Countries.Contains(word) ? Around
        : word.Length == 1 ? 0.25f
        : Listed.Value.TryGetValue(word, out var weight) ? weight
        : word.Length == 2 ? 0.6f : Weight(Unlisted);

    /// <summary>True if what follows is not the name itself: an owner, a branch, what the company was before.</summary>
    public static bool LeadsAway(string word) => word is "inh" or "inhaber" or "inhaberin" or "nachf" or "nachfolger" or "zweigniederlassung" or "niederlassung" or "vorm" or "vormals";

    /// <summary>True of a word that says where the company of a group sits.</summary>
    public static bool IsCountry(string word) => Countries.Contains(word);

    /// <summary>True of what tells the third fund from the fourth, and north from south.</summary>
    public static bool IsNumber(string word) => char.IsAsciiDigit(word[0]) || Numbers.Contains(word);

    /// <summary>True if many companies have the word, so that it is no slip of the pen.</summary>
    public static bool IsKnown(string word) => Listed.Value.ContainsKey(word);

    private static float Weight(double level) => (float)((AllNames - level) / (AllNames - Unlisted));

    private static Dictionary<string, float> Read(string text)
    {
        var words = new Dictionary<string, float>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (line[0] == '#')
                continue;
            var parts = line.Split(' ');
            var weight = Weight(int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture) + 0.5);
            foreach (var word in parts.AsSpan(1))
                words[word] = weight;
        }
        return words;
    }
}
