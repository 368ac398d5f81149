using System.Text;

namespace DealFlow.Domain.Conflicts;

/// <summary>Takes the separators out of identifiers.</summary>
internal static class Separated
{
    /// <summary>
    /// Upper-case ASCII of the text without blanks, punctuation and invisible characters; full-width digits and letters become
    /// plain ones. Anything else stays and fails the check that follows. A text longer than allowed gives one that fails too.
    /// </summary>
    public static string Compact(string text, int longest)
    {
        if (text.Length > longest)
            return "?";
        var compact = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            var plain = c is >= '！' and <= '～' ? (char)(c - '！' + '!') : c;
            if (!IsSeparator(plain))
                compact.Append(char.ToUpperInvariant(plain));
        }
        return compact.ToString();
    }

    private static bool IsSeparator(char c) =>
        char.IsWhiteSpace(c) || char.IsControl(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format
        || char.IsPunctuation(c);
}
