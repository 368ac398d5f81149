using System.Globalization;
using System.Text;

namespace DealFlow.Web.Mails;

/// <summary>
/// Takes out of what people wrote everything that could break a header, feign a line of the mail, or turn the reading direction: controls,
/// line breaks where one line is meant, invisible format characters, broken surrogates.
/// </summary>
internal static class CleanText
{
    /// <summary>The most characters of a subject.</summary>
    public const int SubjectLength = 150;

    private const int NameLength = 70;

    /// <summary>As one line.</summary>
    public static string Line(string? text)
    {
        var line = new StringBuilder();
        foreach (var rune in Runes(text))
        {
            if (!IsSpace(rune))
                line.Append(rune.ToString());
            else if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
        }

        return line.ToString().TrimEnd();
    }

    /// <summary>As the lines that were written; more than one empty line in a row is one.</summary>
    public static string Lines(string? text)
    {
        var lines = (text ?? "").ReplaceLineEndings("\n").Split('\n').Select(Line);
        List<string> kept = [];
        foreach (var line in lines)
            if (line.Length > 0 || kept is [.., { Length: > 0 }])
                kept.Add(line);
        return string.Join('\n', kept).TrimEnd('\n');
    }

    /// <summary>A name as it fits into a subject beside other things.</summary>
    public static string Name(string name) => Shorten(Line(name), NameLength);

    /// <summary>A subject: one line, no-break spaces made plain, cut to its length.</summary>
    public static string Subject(string text) => Shorten(Plain(Line(text)), SubjectLength);

    /// <summary>With plain spaces for no-break ones.</summary>
    public static string Plain(string text) => text.Replace('\u00A0', ' ');

    /// <summary>An address that can be written into a mail, or null: absolute, http or https, nothing in it that would end it early.</summary>
    public static string? Address(string? url)
    {
        if (url is null || !Uri.TryCreate(url, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
            return null;
        return url.All(sign => char.IsAsciiLetterOrDigit(sign) || "-._~:/?#[]@!$&()*+,;=%".Contains(sign, StringComparison.Ordinal))
            ? url
            : uri.AbsoluteUri.Replace("'", "%27", StringComparison.Ordinal);
    }

    private static string Shorten(string text, int length)
    {
        if (text.Length <= length)
            return text;
        var end = 0;
        for (var next = 0; next < length;)
        {
            end = next;
            next += StringInfo.GetNextTextElementLength(text, next);
        }

        return text[..end].TrimEnd() + "…";
    }

    private static IEnumerable<Rune> Runes(string? text) => (text ?? "").EnumerateRunes().Where(rune => rune != Rune.ReplacementChar
        && (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse)
            || IsJoiner(rune)));

    /// <summary>Needed inside words of some scripts.</summary>
    private static bool IsJoiner(Rune rune) => rune.Value is 0x200C or 0x200D;

    private static bool IsSpace(Rune rune) => rune.Value != 0x00A0 && (Rune.IsControl(rune) || Rune.IsWhiteSpace(rune));
}
