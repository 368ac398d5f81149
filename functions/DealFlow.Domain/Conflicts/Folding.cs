using System.Text;

namespace DealFlow.Domain.Conflicts;

/// <summary>Makes one of the two spellings of umlauts: "mueller" and "muller" are the same word.</summary>
internal static class Folding
{
    /// <summary>Plain text with ae, oe and ue as a, o and u.</summary>
    public static string Fold(string plain)
    {
        if (plain.IndexOf('e', StringComparison.Ordinal) <= 0)
            return plain;
        var folded = new StringBuilder(plain.Length);
        for (var i = 0; i < plain.Length; i++)
            if (plain[i] != 'e' || i == 0 || plain[i - 1] is not ('a' or 'o' or 'u'))
                folded.Append(plain[i]);
        return folded.ToString();
    }
}
