using System.Text;

namespace DealFlow.Domain.Conflicts;

/// <summary>A word of a name: lower-case ASCII, with ü as ue to be shown, and folded to be compared, so that "mueller" and "muller" are one word.</summary>
internal readonly record struct NameWord(string Spelled, string Folded, WordFacts Facts)
{
    public static NameWord Of(string spelled)
    {
        var folded = Fold(spelled);
        return new NameWord(spelled, folded, WordFacts.Of(folded));
    }

    /// <summary>Plain text with ae, oe and ue as a, o and u.</summary>
    public static string Fold(string plain)
    {
        if (plain.IndexOf('e', Math.Min(plain.Length, 1)) < 0)
            return plain;
        var folded = new StringBuilder(plain.Length);
        for (var i = 0; i < plain.Length; i++)
            if (plain[i] != 'e' || i == 0 || plain[i - 1] is not ('a' or 'o' or 'u'))
                folded.Append(plain[i]);
        return folded.Length == plain.Length ? plain : folded.ToString();
    }
}
