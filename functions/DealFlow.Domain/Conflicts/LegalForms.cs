namespace DealFlow.Domain.Conflicts;

/// <summary>The legal forms that are recognised at the end or the beginning of a company's name.</summary>
internal static partial class LegalForms
{
    private static readonly Dictionary<string, string> Suffixes = Read(SuffixTable);
    private static readonly int LongestSuffix = Suffixes.Keys.Max(form => form.Count(c => c == ' ') + 1);

    /// <summary>Forms whose letters are also a word, taken as a form in these countries only.</summary>
    private static readonly Dictionary<string, string> OnlyIn = new(StringComparer.Ordinal)
    {
        ["spa"] = "IT SM CH",
        ["sas"] = "FR IT CO MC LU",
        ["ad"] = "BG RS ME MK BA",
        ["ou"] = "EE",
        ["is"] = "DK",
        ["ans"] = "NO",
        ["da"] = "NO",
        ["lp"] = "US GB CA",
        ["pc"] = "US",
        ["pa"] = "US",
        ["sc"] = "PL FR",
        ["ks"] = "DK NO CZ",
        ["ei"] = "FR",
        ["eg"] = "DE AT",
        ["kom"] = "TR",
        ["ia"] = "IE",
        ["ek"] = "DE SE",
        ["hb"] = "SE",
        ["ky"] = "FI",
        ["sca"] = "FR LU BE IT",
    };

    /// <summary>Forms written before the name, and where that is the custom; an empty list means everywhere.</summary>
    private static readonly Dictionary<string, (string Form, string Countries)> Prefixes = new(StringComparer.Ordinal)
    {
        ["obshchestvo s ogranichennoi otvetstvennostyu"] = ("OOO", ""),
        ["obshchestvo s ogranichennoy otvetstvennostyu"] = ("OOO", ""),
        ["joint stock company"] = ("JSC", ""),
        ["jsc"] = ("JSC", ""),
        ["pjsc"] = ("PJSC", ""),
        ["ojsc"] = ("OJSC", ""),
        ["cjsc"] = ("CJSC", ""),
        ["llc"] = ("LLC", ""),
        ["ooo"] = ("OOO", ""),
        ["oao"] = ("OAO", ""),
        ["zao"] = ("ZAO", ""),
        ["pao"] = ("PAO", ""),
        ["ao"] = ("AO", "RU KZ BY"),
        ["tov"] = ("TOV", "UA"),
        ["prat"] = ("PrAT", "UA"),
        ["pat"] = ("PAT", "UA"),
        ["uab"] = ("UAB", ""),
        ["sia"] = ("SIA", "LV"),
        ["ab"] = ("AB", "SE FI LT"),
        ["oy"] = ("Oy", "FI"),
        ["as"] = ("AS", "EE LV NO"),
        ["ou"] = ("OÜ", "EE"),
        ["pt"] = ("PT", "ID"),
        ["sarl"] = ("S.à r.l.", "FR BE LU CH"),
        ["sas"] = ("SAS", "FR"),
        ["sa"] = ("SA", "FR BE"),
        ["eurl"] = ("EURL", "FR"),
        ["sci"] = ("SCI", "FR"),
        ["nv"] = ("NV", "BE NL"),
        ["bv"] = ("BV", "BE NL"),
        ["eood"] = ("EOOD", "BG"),
        ["ood"] = ("OOD", "BG"),
        ["et"] = ("ET", "BG"),
    };

    private static readonly int LongestPrefix = Prefixes.Keys.Max(form => form.Count(c => c == ' ') + 1);

    private static readonly HashSet<string> Words = ["the", "firma", "fa"];

    /// <summary>What may follow a form without being one: being wound up or founded, and the professions that must say so.</summary>
    private static readonly HashSet<string> Additions =
        ["il", "ig", "in liquidation", "in abwicklung", "in gruendung", "in grundung", "in insolvenz", "in liquidatie", "wpg", "stbg",
         "wirtschaftspruefungsgesellschaft", "wirtschaftsprufungsgesellschaft", "steuerberatungsgesellschaft", "rechtsanwaltsgesellschaft"];

    /// <summary>Takes the form off the tokens and returns it in canonical spelling; null and all tokens if there is none. At least one token stays.</summary>
    public static string? TakeOff(List<string> tokens, string country)
    {
        SplitCompounds(tokens);
        while (tokens.Count > 1 && Words.Contains(tokens[0]))
            tokens.RemoveAt(0);
        if (country == "RO" && tokens.Count > 2 && tokens[0] == "sc")
            tokens.RemoveAt(0);
        if (country is "SE" or "FI" && tokens.Count > 1 && tokens[^1] == "publ")
            tokens.RemoveAt(tokens.Count - 1);
        return TakeSuffix(tokens, country) ?? TakeBeforeAddition(tokens, country) ?? TakePrefix(tokens, country);
    }

    private static string? TakePrefix(List<string> tokens, string country)
    {
        for (var length = Math.Min(LongestPrefix, tokens.Count - 1); length > 0; length--)
        {
            if (!Prefixes.TryGetValue(string.Join(' ', tokens[..length]), out var prefix) || (prefix.Countries.Length > 0 && !prefix.Countries.Contains(country, StringComparison.Ordinal)))
                continue;
            tokens.RemoveRange(0, length);
            return prefix.Form;
        }
        return null;
    }

    private static string? TakeBeforeAddition(List<string> tokens, string country)
    {
        for (var length = 2; length > 0; length--)
        {
            if (tokens.Count <= length + 1 || !Additions.Contains(Tail(tokens, length)))
                continue;
            var shorter = tokens[..^length];
            if (TakeSuffix(shorter, country) is not { } form)
                continue;
            tokens.RemoveRange(shorter.Count, tokens.Count - shorter.Count);
            return form;
        }
        return null;
    }

    private static string? TakeSuffix(List<string> tokens, string country)
    {
        if (Longest(tokens, country) is not { } last)
            return TakeOpenPartnership(tokens, country);
        tokens.RemoveRange(tokens.Count - last.Length, last.Length);
        return last.Form is "KG" or "OHG" or "KGaA" && TakeGeneralPartner(tokens, country) is { } partner
            ? $"{partner} & Co. {last.Form}"
            : last.Form;
    }

    /// <summary>"GmbH &amp; Co.", its KG left out.</summary>
    private static string? TakeOpenPartnership(List<string> tokens, string country) =>
        TakeGeneralPartner(tokens, country) is { } partner ? $"{partner} & Co. KG" : null;

    /// <summary>The form of the general partner before "&amp; Co."; without one, "Müller &amp; Co." is the name itself.</summary>
    private static string? TakeGeneralPartner(List<string> tokens, string country)
    {
        if (tokens.Count < 3 || tokens[^1] is not ("co" or "cie" or "compagnie"))
            return null;
        var name = tokens[..^(tokens[^2] == "und" ? 2 : 1)];
        if (Longest(name, country, isPartner: true) is not { } partner)
            return null;
        tokens.RemoveRange(name.Count - partner.Length, tokens.Count - name.Count + partner.Length);
        return partner.Form;
    }

    private static (string Form, int Length)? Longest(List<string> tokens, string country, bool isPartner = false)
    {
        for (var length = Math.Min(LongestSuffix, tokens.Count - 1); length > 0; length--)
        {
            var tail = Tail(tokens, length);
            if (isPartner && tail == "stiftung")
                return ("Stiftung", 1);
            var isName = tokens[^length] is "co" or "company" && tokens[^(length + 1)] == "und"; // "Tiffany & Co."
            if (!isName && Suffixes.TryGetValue(tail, out var form) && (!OnlyIn.TryGetValue(tail, out var countries) || countries.Contains(country, StringComparison.Ordinal)))
                return (form, length);
        }
        return null;
    }

    /// <summary>"Vertriebsgmbh" and "Verwaltungsgesellschaft mbH" are a word and a form.</summary>
    private static void SplitCompounds(List<string> tokens)
    {
        const string Gmbh = "gmbh", Company = "sgesellschaft";
        for (var i = tokens.Count - 1; i >= 0; i--)
        {
            if (tokens[i].Length > Gmbh.Length + 2 && tokens[i].EndsWith(Gmbh, StringComparison.Ordinal))
            {
                tokens[i] = tokens[i][..^Gmbh.Length];
                tokens.Insert(i + 1, Gmbh);
            }
            else if (tokens[i].Length > Company.Length && tokens[i].EndsWith(Company, StringComparison.Ordinal) && i + 1 < tokens.Count && tokens[i + 1] is "mbh" or "gmbh")
                tokens[i] = tokens[i][..^(Company.Length - 1)];
        }
    }

    private static string Tail(List<string> tokens, int length) => string.Join(' ', tokens[^length..]);

    private static Dictionary<string, string> Read(string table)
    {
        var forms = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            foreach (var written in line[(colon + 1)..].Split('|', StringSplitOptions.TrimEntries))
                forms.Add(written, line[..colon]);
        }
        return forms;
    }
}
