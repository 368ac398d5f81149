namespace DealFlow.Domain.Conflicts;

/// <summary>
/// Makes the keys under which a customer is kept, and those that a look-up reads. Besides identifiers they are the name, its rarest words, each
/// alone, in twos and with the town, and what a slip of the pen leaves whole: the consonants of a word, both ends of the name.
/// </summary>
internal static class CandidateKeys
{
    private const int LongestText = 60;
    private const int LongestEnd = 8;
    private const double ByIdentifier = 1000, Many = 500_000;
    private const float LeastTelling = 0.2f;

    /// <summary>How many words a customer is kept under, alone or with another, and how many a look-up tries.</summary>
    private const int KeptWords = 4, ReadWords = 5;

    public static IReadOnlyList<CandidateKey> Of(CustomerTraits customer) => Make(customer, KeptWords, 3, 2, IndexedCustomer.MostKeys);

    /// <summary>The keys that a look-up of this customer reads.</summary>
    public static IReadOnlyList<CandidateKey> ToRead(CustomerTraits customer) => Make(customer, ReadWords, 4, 2, CandidateLookup.MostReads);

    /// <summary>How much it says that two customers share a key that so many have, to choose whom to compare in full.</summary>
    public static double Worth(CandidateKey key, int customers) => IsIdentifier(key) ? ByIdentifier : Math.Log2(Many / Math.Max(customers, 1)) * (key.Text[0] is 'w' or 'c' ? 1 : 1.1);

    private static bool IsIdentifier(CandidateKey key) => key.Text[0] is 'v' or 'r' or 'd' || key.Text.StartsWith("lei:", StringComparison.Ordinal);

    private static List<CandidateKey> Make(CustomerTraits customer, int most, int mostPaired, int mostSlips, int limit)
    {
        var keys = new List<CandidateKey>(limit);
        AddIdentifiers(keys, customer);
        var core = customer.CoreName;
        Add(keys, "name:", core);
        Add(keys, "name:", customer.GroupName);
        var words = RarestOf(customer, most);
        for (var i = 0; i < words.Count; i++)
        {
            Add(keys, "word:", words[i]);
            if (customer.Town is { } town)
                Add(keys, "town:", $"{words[i]}.{town}");
            if (i < mostSlips)
                Add(keys, "consonants:", Consonants(words[i]));
        }
        for (var i = 0; i < words.Count && i < mostPaired; i++)
            for (var j = i + 1; j < words.Count && j < mostPaired; j++)
                Add(keys, "words:", string.CompareOrdinal(words[i], words[j]) < 0 ? $"{words[i]}.{words[j]}" : $"{words[j]}.{words[i]}");
        if (core.Length > LongestEnd)
        {
            Add(keys, "head:", core[..LongestEnd]);
            Add(keys, "tail:", core[^LongestEnd..]);
        }
        if (customer.Town is { } place && core.Length >= 4)
            Add(keys, "begins:", $"{core[..4]}.{place}");
        Add(keys, "letters:", Acronyms.IsOne(customer) ? customer.Words[0].Folded : Acronyms.Of(customer));
        if (keys.Count > limit)
            keys.RemoveRange(limit, keys.Count - limit);
        return keys;
    }

    private static List<string> RarestOf(CustomerTraits customer, int most)
    {
        var words = new List<(string Word, float Weight)>(customer.Words.Count);
        for (var i = 0; i < customer.Words.Count; i++)
            if (customer.Weights[i] > LeastTelling && !words.Exists(word => word.Word == customer.Words[i].Folded))
                words.Add((customer.Words[i].Folded, customer.Weights[i]));
        words.Sort((a, b) => a.Weight != b.Weight ? b.Weight.CompareTo(a.Weight) : string.CompareOrdinal(a.Word, b.Word));
        return [.. words.Take(most).Select(word => word.Word)];
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

    /// <summary>The word without vowels and doubled letters, in the order of the alphabet for what is often mistaken.</summary>
    private static string? Consonants(string word)
    {
        if (word.Length < 4)
            return null;
        var left = new System.Text.StringBuilder(word.Length);
        left.Append(word[0]);
        foreach (var c in word.AsSpan(1))
        {
            var letter = c switch { 'y' or 'a' or 'e' or 'i' or 'o' or 'u' or 'h' or 'j' => ' ', 'd' => 't', 'b' => 'p', 'g' or 'c' or 'q' => 'k', 'z' => 's', 'w' or 'f' => 'v', _ => c };
            if (letter != ' ' && left[^1] != letter)
                left.Append(letter);
        }
        return left.Length < 3 ? null : left.ToString();
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
