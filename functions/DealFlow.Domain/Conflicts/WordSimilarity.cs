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
    public static (WordMatch Kind, float Likeness) Of(string a, string b)
    {
        var (shorter, longer) = a.Length <= b.Length ? (a, b) : (b, a);
        if (shorter.Length == 0 || longer.Length > Longest)
            return (WordMatch.None, 0);
        if (shorter.Length == 1)
            return longer.Length > 1 && longer[0] == shorter[0] && !WordRarity.IsNumber(longer) ? (WordMatch.Initial, 0.5f) : (WordMatch.None, 0);
        if (HasOtherNumber(a, b) || WordRarity.IsNumber(a) || WordRarity.IsNumber(b))
            return (WordMatch.None, 0);

        if (shorter.Length >= ShortestTypo && longer.Length - shorter.Length <= 2)
        {
            var edits = Edits(shorter, longer);
            if (edits == 1 || (edits == 2 && longer.Length >= TwoTyposFrom) || (edits == 3 && longer.Length >= 13))
                return (WordMatch.Typo, 1 - (float)edits / longer.Length);
        }
        if (shorter.Length >= 2 && longer.StartsWith(shorter, StringComparison.Ordinal))
            return (WordMatch.Prefix, shorter.Length >= 3 ? 0.5f + (0.5f * shorter.Length / longer.Length) : 0.4f);
        var common = CommonEnds(shorter, longer);
        return common >= 6 && common >= 0.6 * longer.Length ? (WordMatch.Compound, (float)common / longer.Length) : (WordMatch.None, 0);
    }

    private static bool HasOtherNumber(string a, string b) => char.IsAsciiDigit(a[^1]) || char.IsAsciiDigit(b[^1]) ? Digits(a) != Digits(b) : false;

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

    /// <summary>Letters to insert, delete, replace or swap with the next one (optimal string alignment).</summary>
    public static int Edits(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var width = b.Length + 1;
        Span<int> rows = width <= 128 ? stackalloc int[3 * width] : new int[3 * width];
        var before = rows[..width];
        var last = rows.Slice(width, width);
        var row = rows[(2 * width)..];
        for (var j = 0; j < width; j++)
            last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j < width; j++)
            {
                var same = a[i - 1] == b[j - 1];
                var best = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    best = Math.Min(best, before[j - 2] + 1);
                row[j] = best;
            }
            var spare = before;
            before = last;
            last = row;
            row = spare;
        }
        return last[b.Length];
    }

    /// <summary>The share of three letters in a row that two texts have in common (Dice), from 0 to 1.</summary>
    public static float Trigrams(string a, string b)
    {
        const int MostTrigrams = 80;
        if (a.Length < 3 || b.Length < 3)
            return a == b ? 1 : 0;
        Span<int> left = stackalloc int[MostTrigrams];
        Span<int> right = stackalloc int[MostTrigrams];
        var x = Fill(a, left);
        var y = Fill(b, right);
        int i = 0, j = 0, common = 0;
        while (i < x.Length && j < y.Length)
        {
            common += x[i] == y[j] ? 1 : 0;
            var order = x[i].CompareTo(y[j]);
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return 2f * common / (x.Length + y.Length);

        static Span<int> Fill(string text, Span<int> to)
        {
            var count = Math.Min(text.Length - 2, to.Length);
            for (var at = 0; at < count; at++)
                to[at] = (text[at] << 14) | (text[at + 1] << 7) | text[at + 2];
            to[..count].Sort();
            return to[..count];
        }
    }
}
