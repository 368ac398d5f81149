namespace DealFlow.Domain.Conflicts;

/// <summary>
/// Makes the keys under which a customer is kept, and those that a look-up reads. Besides identifiers they are the name, its rarest words, each
/// alone, in twos and with the town, and what a slip of the pen leaves whole: the consonants of a word, both ends of the name.
/// </summary>
internal static class CandidateKeys
{
    private const int LongestText = 60;
    private const int LongestEnd = 8, EndInTown = 4;
    private const double ByIdentifier = 1000, Many = 500_000;
    private const float LeastTelling = 0.2f;

    /// <summary>So many words of a customer make keys: the rarest; fewer of them without town or another word.</summary>
    private const int Words = 3, WordsAlone = 2;

    /// <summary>All keys that a customer is kept under, the strongest first.</summary>
    public static IReadOnlyList<CandidateKey> Of(CustomerTraits customer)
    {
        var keys = Begin(customer, IndexedCustomer.MostKeys);
        var words = RarestOf(customer);
        Add(keys, "name:", customer.GroupName);
        for (var i = 0; i < words.Count; i++)
        {
            AddWithTown(keys, customer, words, i);
            if (i < WordsAlone)
                AddAlone(keys, words, i);
        }
        AddEndsInTown(keys, customer);
        AddConsonants(keys, words, 0);
        AddConsonants(keys, words, 1);
        AddEnds(keys, customer);
        AddLetters(keys, customer);
        AddTwo(keys, words, 0, 1);
        AddTwo(keys, words, 1, 2);
        return Cut(keys, IndexedCustomer.MostKeys);
    }

    /// <summary>
    /// The keys that a look-up of this customer reads. Which of them is worth a read was counted on known look-ups: the first few find nearly all, the
    /// others those in whose name a second thing differs.
    /// </summary>
    public static IReadOnlyList<CandidateKey> ToRead(CustomerTraits customer)
    {
        var keys = Begin(customer, CandidateLookup.MostReads);
        var words = RarestOf(customer);
        AddWithTown(keys, customer, words, 0);
        AddWithTown(keys, customer, words, 1);
        AddEndsInTown(keys, customer);
        AddAlone(keys, words, 0);
        AddWithTown(keys, customer, words, 2);
        if (customer.Town is null)
            AddAlone(keys, words, 1);
        Add(keys, "name:", customer.GroupName);
        AddLetters(keys, customer);
        AddEnds(keys, customer);
        AddConsonants(keys, words, 0);
        AddTwo(keys, words, 1, 2);
        AddConsonants(keys, words, 1);
        AddTwo(keys, words, 0, 1);
        AddAlone(keys, words, 1);
        return Cut(keys, CandidateLookup.MostReads);
    }

    /// <summary>How much it says that two customers share a key that so many have, to choose whom to compare in full.</summary>
    public static double Worth(CandidateKey key, int customers) => IsIdentifier(key) ? ByIdentifier : Math.Log2(Many / Math.Max(customers, 1)) * (key.Text[0] is 'w' or 'c' ? 1 : 1.1);

    private static bool IsIdentifier(CandidateKey key) => key.Text[0] is 'v' or 'r' or 'd' || key.Text.StartsWith("lei:", StringComparison.Ordinal);

    private static List<CandidateKey> Begin(CustomerTraits customer, int limit)
    {
        var keys = new List<CandidateKey>(limit + 8);
        AddIdentifiers(keys, customer);
        Add(keys, "name:", customer.CoreName);
        return keys;
    }

    private static List<CandidateKey> Cut(List<CandidateKey> keys, int limit)
    {
        if (keys.Count > limit)
            keys.RemoveRange(limit, keys.Count - limit);
        return keys;
    }

    private static void AddAlone(List<CandidateKey> keys, List<string> words, int at) => Add(keys, "word:", At(words, at));

    private static void AddConsonants(List<CandidateKey> keys, List<string> words, int at) => Add(keys, "consonants:", At(words, at) is { } word ? Sound.Of(word) : null);

    private static void AddWithTown(List<CandidateKey> keys, CustomerTraits customer, List<string> words, int at)
    {
        if (customer.Town is { } town && At(words, at) is { } word)
            Add(keys, "town:", $"{word}.{town}");
    }

    private static void AddTwo(List<CandidateKey> keys, List<string> words, int one, int other)
    {
        if (At(words, one) is { } a && At(words, other) is { } b)
            Add(keys, "words:", string.CompareOrdinal(a, b) < 0 ? $"{a}.{b}" : $"{b}.{a}");
    }

    private static void AddEnds(List<CandidateKey> keys, CustomerTraits customer)
    {
        if (customer.CoreName is not { Length: > LongestEnd } core)
            return;
        Add(keys, "tail:", core[^LongestEnd..]);
        Add(keys, "head:", core[..LongestEnd]);
    }

    private static void AddEndsInTown(List<CandidateKey> keys, CustomerTraits customer)
    {
        if (customer is not { Town: { } town, CoreName: { Length: >= EndInTown } core })
            return;
        Add(keys, "begins:", $"{core[..EndInTown]}.{town}");
        Add(keys, "ends:", $"{core[^EndInTown..]}.{town}");
    }

    private static void AddLetters(List<CandidateKey> keys, CustomerTraits customer) =>
        Add(keys, "letters:", Acronyms.IsOne(customer) ? customer.Words[0].Folded : Acronyms.Of(customer));

    private static string? At(List<string> words, int at) => at < words.Count ? words[at] : null;

    private static List<string> RarestOf(CustomerTraits customer)
    {
        var words = new List<(string Word, float Weight)>(customer.Words.Length);
        foreach (var (_, word, facts) in customer.Words)
            if (facts.Weight > LeastTelling && !words.Exists(known => known.Word == word))
                words.Add((word, facts.Weight));
        words.Sort((a, b) => a.Weight != b.Weight ? b.Weight.CompareTo(a.Weight) : string.CompareOrdinal(a.Word, b.Word));
        return words[..Math.Min(words.Count, Words)].ConvertAll(word => word.Word);
    }

    private static void AddIdentifiers(List<CandidateKey> keys, CustomerTraits customer)
    {
        Add(keys, "vatId:", customer.VatId);
        if (customer.RegistrationNumber is { } number)
        {
            Add(keys, "registrationNumber:", $"{customer.Country}|{number}");
            Add(keys, "registrationNumber:", $"{customer.Country}|{RegistrationNumbers.WithoutCourt(number, customer.Country)}");
        }
        Add(keys, "duns:", customer.Duns);
        Add(keys, "lei:", customer.Lei);
        Add(keys, "domain:", customer.Domain);
    }

    private static void Add(List<CandidateKey> keys, string kind, string? value)
    {
        if (string.IsNullOrEmpty(value))
            return;
        var text = kind + value;
        var key = new CandidateKey(text.Length > LongestText ? text[..LongestText] : text);
        if (!keys.Contains(key))
            keys.Add(key);
    }
}
