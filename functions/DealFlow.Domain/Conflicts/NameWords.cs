namespace DealFlow.Domain.Conflicts;

/// <summary>
/// The words of a company's name that two spellings have in common: umlauts folded, legal forms taken out wherever they stand, compounds with
/// -gesellschaft cut to their first part. Registers are full of "Wirth GmbH &amp; Co., Bauschlosserei".
/// </summary>
internal static class NameWords
{
    /// <summary>Legal forms inside a name, by their first word; the longest first.</summary>
    private static readonly Dictionary<string, (string[] Words, string Form)[]> InnerForms = Read("""
        GmbH & Co. KG: gmbh und co kg|gmbh co kg|gmbh und co kommanditgesellschaft|gmbh und co|gmbh und cie|mbh und co kg|mbh und co|gesellschaft mit beschrankter haftung und co kg|gesellschaft mit beschrankter haftung und co|ug und co kg|ag und co kg
        GmbH: gesellschaft mit beschrankter haftung|gesellschaft mbh|mit beschrankter haftung|gmbh|mbh|gesmbh
        KG: und co kg|kg|kommanditgesellschaft
        OHG: ohg|offene handelsgesellschaft
        AG: aktiengesellschaft
        eG: eingetragene genossenschaft mit beschrankter haftpflicht|eingetragene genossenschaft mit unbeschrankter haftpflicht|eingetragene genossenschaft mit beschrankter haftung|eingetragene genossenschaft|eg mbh|eg mb h|eg mu h|egmbh|egmuh|eg
        UG: ug haftungsbeschrankt|haftungsbeschrankt|ug
        e.K.: eingetragener kaufmann|eingetragene kauffrau|ek|ekfm|ekfr
        e.V.: eingetragener verein
        """);

    private static readonly HashSet<string> Empty = ["und", "der", "die", "das", "des", "dem", "den", "the", "of", "and", "et"];

    private const string Society = "gesellschaft";
    private const int MostWords = 20;
    private const int LongestWord = 40;

    /// <summary>The words, and the legal form: the one at an end of the name, else the first inside. It never fails.</summary>
    public static (NameWord[] Words, string? LegalForm) Of(string name, string country)
    {
        var tokens = NameText.Tokens(name, UmlautForm.TwoLetters);
        var form = LegalForms.TakeOff(tokens, country);
        Abbreviations.Expand(tokens, UmlautForm.TwoLetters);
        var all = tokens.Take(MostWords).Select(NameWord.Of).ToArray();
        var words = new List<NameWord>(all.Length);
        for (var i = 0; i < all.Length;)
        {
            if (InnerFormAt(all, i) is { } inner && inner.Words.Length < all.Length)
            {
                form ??= inner.Form;
                i += inner.Words.Length;
                continue;
            }
            if (!Empty.Contains(all[i].Folded))
                words.Add(Shortened(all[i]));
            i++;
        }
        return (words.Count > 0 ? [.. words] : all, form);
    }

    private static NameWord Shortened(NameWord word) =>
        word.Spelled.EndsWith(Society, StringComparison.Ordinal) && word.Spelled.Length >= Society.Length + 4
            ? NameWord.Of(word.Spelled[..^Society.Length])
            : word.Spelled.Length > LongestWord ? NameWord.Of(word.Spelled[..LongestWord]) : word;

    private static (string[] Words, string Form)? InnerFormAt(NameWord[] words, int start)
    {
        if (!InnerForms.TryGetValue(words[start].Folded, out var forms))
            return null;
        foreach (var form in forms)
            if (StandsAt(words, start, form.Words))
                return form;
        return null;
    }

    private static bool StandsAt(NameWord[] words, int start, string[] form)
    {
        if (start + form.Length > words.Length)
            return false;
        for (var i = 0; i < form.Length; i++)
            if (words[start + i].Folded != form[i])
                return false;
        return true;
    }

    private static Dictionary<string, (string[] Words, string Form)[]> Read(string table)
    {
        var all = from line in table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                  let colon = line.IndexOf(':', StringComparison.Ordinal)
                  from written in line[(colon + 1)..].Split('|', StringSplitOptions.TrimEntries)
                  select (Words: written.Split(' '), Form: line[..colon]);
        return all.GroupBy(form => form.Words[0]).ToDictionary(group => group.Key, group => group.OrderByDescending(form => form.Words.Length).ToArray());
    }
}
