namespace DealFlow.Domain.Conflicts;

/// <summary>How one word may be another: a slip of the pen, an abbreviation, an initial.</summary>
internal enum WordMatch
{
    None,

    /// <summary>The same letters.</summary>
    Exact,

    /// <summary>One is the first letter of the other.</summary>
    Initial,

    /// <summary>One is the beginning of the other.</summary>
    Prefix,

    /// <summary>A letter or two differ.</summary>
    Typo,

    /// <summary>Beginning and end are the same, as of "Fenstertechnik" and "Fensterbautechnik".</summary>
    Compound,

    /// <summary>Two words on one side are one on the other.</summary>
    Joined,
}

/// <summary>Compares two words that are not the same.</summary>
internal static class WordSimilarity
{
    private const int ShortestTypo = 3;
    private const int TwoTyposFrom = 8;
    private const int Longest = 40;

    /// <summary>The likeness from 0 to 1 and its kind; <see cref="WordMatch.None"/> if they are not alike.</summary>
    public static (WordMatch Kind, float Likeness) Of(NameWord one, NameWord other)
    {
        var (shorter, longer) = one.Folded.Length <= other.Folded.Length ? (one, other) : (other, one);
        return Of(shorter.Folded, longer.Folded, longer.Facts.IsNumber, shorter.Facts.IsNumber || longer.Facts.IsNumber);
    }

    private static (WordMatch Kind, float Likeness) Of(string shorter, string longer, bool isLongerNumber, bool isNumber)
    {
        if (shorter.Length == 0 || longer.Length > Longest)
            return (WordMatch.None, 0);
        if (shorter.Length == 1)
            return longer.Length > 1 && longer[0] == shorter[0] && !isLongerNumber ? (WordMatch.Initial, 0.5f) : (WordMatch.None, 0);
        if (isNumber || HasOtherNumber(shorter, longer))
            return (WordMatch.None, 0);

        if (shorter.Length >= ShortestTypo && longer.Length - shorter.Length <= 2)
        {
            var edits = LetterEdits.Between(shorter, longer);
            if (edits == 1 || (edits == 2 && longer.Length >= TwoTyposFrom) || (edits == 3 && longer.Length >= 13))
                return (WordMatch.Typo, 1 - (float)edits / longer.Length);
        }
        if (shorter.Length >= 2 && longer.StartsWith(shorter, StringComparison.Ordinal))
            return (WordMatch.Prefix, shorter.Length >= 3 ? 0.5f + (0.5f * shorter.Length / longer.Length) : 0.4f);
        var common = CommonEnds(shorter, longer);
        return common >= 6 && common >= 0.6 * longer.Length ? (WordMatch.Compound, (float)common / longer.Length) : (WordMatch.None, 0);
    }

    private static bool HasOtherNumber(string a, string b) => (char.IsAsciiDigit(a[^1]) || char.IsAsciiDigit(b[^1])) && Digits(a) != Digits(b);

    private static string Digits(string word) => string.Concat(word.Where(char.IsAsciiDigit));

    private static int CommonEnds(string shorter, string longer)
    {
        var start = 0;
        while (start < shorter.Length && shorter[start] == longer[start])
            start++;
        var end = 0;
        while (end < shorter.Length - start && shorter[^(end + 1)] == longer[^(end + 1)])
            end++;
        return start + end;
    }

    /// <summary>The share of three letters in a row that two names have in common (Dice), from 0 to 1.</summary>
    public static float Trigrams(CustomerTraits a, CustomerTraits b)
    {
        if (a.Joined.Length < 3 || b.Joined.Length < 3)
            return a.Joined == b.Joined ? 1 : 0;
        var x = a.Trigrams;
        var y = b.Trigrams;
        int i = 0, j = 0, common = 0;
        while (i < x.Length && j < y.Length)
        {
            var (one, other) = (x[i], y[j]);
            common += one == other ? 1 : 0;
            i += one <= other ? 1 : 0;
            j += one >= other ? 1 : 0;
        }
        return 2f * common / (x.Length + y.Length);
    }

    /// <summary>Each three letters in a row as a number, in order; of a very long text its beginning.</summary>
    public static int[] TrigramsOf(string text)
    {
        const int MostTrigrams = 80;
        var all = new int[Math.Clamp(text.Length - 2, 0, MostTrigrams)];
        for (var at = 0; at < all.Length; at++)
            all[at] = (text[at] << 14) | (text[at + 1] << 7) | text[at + 2];
        Array.Sort(all);
        return all;
    }
}
