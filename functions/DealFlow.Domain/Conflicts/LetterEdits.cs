namespace DealFlow.Domain.Conflicts;

/// <summary>
/// Letters to insert, delete, replace or swap with the next one (optimal string alignment). All differences of a row are kept in the bits of one word, after
/// Hyyrö, "A Bit-Vector Algorithm for Computing Levenshtein and Damerau Edit Distances" (2003); where a text is too long for that, or not ASCII, row by row.
/// </summary>
internal static class LetterEdits
{
    private const int Bits = 64, Letters = 128;

    public static int Between(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        if (a.Length > b.Length)
        {
            var longer = a;
            a = b;
            b = longer;
        }
        return a.IsEmpty ? b.Length
            : a.Length <= Bits && System.Text.Ascii.IsValid(a) && System.Text.Ascii.IsValid(b) ? ByBits(a, b) : ByRows(a, b);
    }

    private static int ByBits(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        Span<ulong> placesOf = stackalloc ulong[Letters];
        for (var i = 0; i < a.Length; i++)
            placesOf[a[i]] |= 1UL << i;
        ulong more = ulong.MaxValue, less = 0, same = 0, before = 0;
        var (edits, last) = (a.Length, 1UL << (a.Length - 1));
        foreach (var c in b)
        {
            var places = placesOf[c];
            var swapped = ((~same & places) << 1) & before;
            same = (((places & more) + more) ^ more) | places | less | swapped;
            var moreAcross = less | ~(same | more);
            var lessAcross = same & more;
            edits += ((moreAcross & last) != 0 ? 1 : 0) - ((lessAcross & last) != 0 ? 1 : 0);
            moreAcross = (moreAcross << 1) | 1;
            more = (lessAcross << 1) | ~(same | moreAcross);
            less = moreAcross & same;
            before = places;
        }
        return edits;
    }

    internal static int ByRows(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
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
                var best = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
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
}
