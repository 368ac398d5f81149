using System.Text;
using System.Text.RegularExpressions;
using AnyAscii;

namespace DealFlow.Domain.Conflicts;

/// <summary>How letters with two customary spellings are written in ASCII.</summary>
internal enum UmlautForm
{
    /// <summary>ü as ue, ø as oe, å as aa.</summary>
    TwoLetters,

    /// <summary>ü as u, ø as o, å as a.</summary>
    OneLetter,
}

/// <summary>Turns names in any script into plain tokens.</summary>
internal static partial class NameText
{
    /// <summary>Longer names are cut here: no company's name is, and what follows would only cost time and space.</summary>
    private const int Longest = 400;

    private const char CombiningDiaeresis = '\u0308';
    private const char CombiningRing = '\u030A';

    private static readonly (string Written, string Spelled)[] WordsOfOtherScripts =
    [
        ("株式会社", " kabushiki kaisha "), ("(株)", " kabushiki kaisha "), ("（株）", " kabushiki kaisha "), ("㈱", " kabushiki kaisha "),
        ("有限会社", " yugen kaisha "), ("合同会社", " godo kaisha "), ("股份有限公司", " gufen youxian gongsi "), ("有限公司", " youxian gongsi "),
        ("주식회사", " jusik hoesa "), ("㈜", " jusik hoesa "),
        ("自動車", " motor "), ("汽车", " motor "), ("汽車", " motor "), ("銀行", " bank "), ("银行", " bank "), ("電機", " electric "), ("電気", " electric "), ("电气", " electric "),
        ("電子", " electronics "), ("电子", " electronics "), ("集团", " group "), ("集團", " group "), ("控股", " holdings "), ("ホールディングス", " holdings "), ("科技", " technology "),
        ("保険", " insurance "), ("保险", " insurance "), ("証券", " securities "), ("证券", " securities "), ("製薬", " pharmaceutical "), ("制药", " pharmaceutical "),
        ("建設", " construction "), ("建设", " construction "), ("国际", " international "), ("國際", " international "), ("航空", " airlines "), ("鉄道", " railway "),
    ];

    /// <summary>Lower-case ASCII tokens of letters and digits, initials joined; "&amp;", "+" and their words all become "und".</summary>
    public static List<string> Tokens(string text, UmlautForm form)
    {
        var plain = Spelled(DottedInitials().Replace(Cut(text), initials => initials.Value.Replace(".", "", StringComparison.Ordinal)), form);
        var tokens = new List<string>();
        var token = new StringBuilder();
        foreach (var c in plain.Transliterate())
        {
            if (char.IsAsciiLetterOrDigit(c))
                token.Append(char.ToLowerInvariant(c));
            else if (c is not ('\'' or '`' or '"'))
                Flush(token, tokens);
        }
        Flush(token, tokens);
        UnifyAnd(tokens);
        return JoinInitials(tokens);
    }

    /// <summary>Between two words only: an Austrian OG and a Bulgarian ET are legal forms at the end and the beginning.</summary>
    private static void UnifyAnd(List<string> tokens)
    {
        for (var i = 1; i < tokens.Count - 1; i++)
            if (tokens[i] is "and" or "et" or "och" or "og" || (tokens[i] == "u" && tokens[i - 1].Length > 1 && tokens[i + 1].Length > 1))
                tokens[i] = "und";
    }

    private static string Cut(string text)
    {
        var cut = new StringBuilder(text.Length > Longest ? text[..Longest] : text);
        for (var i = 0; i < cut.Length; i++)
            if (char.IsHighSurrogate(cut[i]) && i + 1 < cut.Length && char.IsLowSurrogate(cut[i + 1]))
                i++;
            else if (char.IsSurrogate(cut[i]) || char.IsControl(cut[i]))
                cut[i] = ' ';
        foreach (var (written, spelled) in WordsOfOtherScripts)
            cut.Replace(written, spelled);
        return cut.ToString();
    }

    private static string Spelled(string text, UmlautForm form)
    {
        var two = form == UmlautForm.TwoLetters;
        var spelled = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            var next = i + 1 < text.Length ? text[i + 1] : ' ';
            if (text[i] == 'I' && i > 0 && char.IsLower(text[i - 1]) && char.IsLower(next))
            {
                spelled.Append('l'); // scanned registers read "NoIte"
                continue;
            }
            if (char.IsUpper(text[i]) && IsSecondOfTwo(text, i))
                spelled.Append(' ');
            _ = char.ToLowerInvariant(text[i]) switch
            {
                'ä' => spelled.Append(two ? "ae" : "a"),
                'ö' or 'ø' => spelled.Append(two ? "oe" : "o"),
                'ü' => spelled.Append(two ? "ue" : "u"),
                'å' => spelled.Append(two ? "aa" : "a"),
                'a' or 'o' or 'u' when next == CombiningDiaeresis => spelled.Append(text[i]).Append(two ? "e" : ""),
                'a' when next == CombiningRing => spelled.Append(text[i]).Append(two ? "a" : ""),
                'ß' or 'ẞ' => spelled.Append("ss"),
                '&' or '+' or '＆' or '＋' => spelled.Append(" und "),
                '’' or '‘' or '´' or 'ʼ' => spelled,
                _ => spelled.Append(text[i]),
            };
        }
        return spelled.ToString();
    }

    /// <summary>"BeachEnergy" is "Beach Energy"; a GmbH is no "Gmb H".</summary>
    private static bool IsSecondOfTwo(string text, int at)
    {
        const int Shortest = 3;
        if (at < Shortest || at + Shortest > text.Length)
            return false;
        for (var i = 1; i < Shortest; i++)
            if (!char.IsLower(text[at - i]) || !char.IsLower(text[at + i]))
                return false;
        return char.IsLetter(text[at - Shortest]);
    }

    private static void Flush(StringBuilder token, List<string> tokens)
    {
        if (token.Length == 0)
            return;
        var word = token.ToString();
        token.Clear();
        if (NumbersJoinedByAnd().Match(word) is { Success: true } joined)
            tokens.AddRange([joined.Groups[1].Value, "und", joined.Groups[2].Value]);
        else
            tokens.Add(word);
    }

    /// <summary>"F R A P A L" is one word, as is "3 M"; but the "e. V." after a letter stays apart.</summary>
    private static List<string> JoinInitials(List<string> tokens)
    {
        var joined = new List<string>(tokens.Count);
        for (var i = 0; i < tokens.Count;)
        {
            var end = i;
            while (end < tokens.Count && tokens[end].Length == 1)
                end++;
            if (end - i < 2)
            {
                joined.Add(tokens[i++]);
                continue;
            }
            var form = end - i > 2 && tokens[end - 2] == "e" && tokens[end - 1] is ("v" or "k") ? 2 : 0;
            joined.Add(string.Concat(tokens[i..(end - form)]));
            if (form > 0)
                joined.Add(string.Concat(tokens[(end - form)..end]));
            i = end;
        }
        return joined;
    }

    [GeneratedRegex(@"(?<![\p{L}\p{N}])(?:\p{L}\.)+\p{L}(?![\p{L}\p{N}])", RegexOptions.CultureInvariant)]
    private static partial Regex DottedInitials();

    [GeneratedRegex("^([0-9]+)(?:und|and)([0-9]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex NumbersJoinedByAnd();
}
