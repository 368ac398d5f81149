using DealFlow.Workflow.Registrations;

namespace DealFlow.Web.Reading;

/// <summary>Countries as people name them, in German and English: those in which partners mostly sell. Any other goes by its two letters.</summary>
internal static class CountryNames
{
    private const string Table =
        """
        DE Deutschland|Germany
        AT Österreich|Austria
        CH Schweiz|Switzerland
        LI Liechtenstein|Liechtenstein
        LU Luxemburg|Luxembourg
        BE Belgien|Belgium
        NL Niederlande|Netherlands
        FR Frankreich|France
        IT Italien|Italy
        ES Spanien|Spain
        PT Portugal|Portugal
        GB Vereinigtes Königreich|United Kingdom
        IE Irland|Ireland
        DK Dänemark|Denmark
        SE Schweden|Sweden
        NO Norwegen|Norway
        FI Finnland|Finland
        IS Island|Iceland
        PL Polen|Poland
        CZ Tschechien|Czechia
        SK Slowakei|Slovakia
        HU Ungarn|Hungary
        SI Slowenien|Slovenia
        HR Kroatien|Croatia
        RO Rumänien|Romania
        BG Bulgarien|Bulgaria
        GR Griechenland|Greece
        EE Estland|Estonia
        LV Lettland|Latvia
        LT Litauen|Lithuania
        MT Malta|Malta
        CY Zypern|Cyprus
        US Vereinigte Staaten|United States
        CA Kanada|Canada
        """;

    private static readonly (string Code, string German, string English)[] Known =
        [.. Table.Split('\n', StringSplitOptions.TrimEntries).Select(line => (line[..2], line[3..].Split('|')[0], line[3..].Split('|')[1]))];

    private static readonly Dictionary<string, string> Other = new(StringComparer.OrdinalIgnoreCase)
    {
        ["UK"] = "GB",
        ["England"] = "GB",
        ["Großbritannien"] = "GB",
        ["Great Britain"] = "GB",
        ["USA"] = "US",
        ["Czech Republic"] = "CZ",
        ["The Netherlands"] = "NL",
        ["Holland"] = "NL",
    };

    /// <summary>The names in a language, for a list to choose from.</summary>
    public static IEnumerable<string> In(string language) => Known.Select(country => Name(country, language));

    /// <summary>The two letters of a country that is named, or given by its letters; null where it is none.</summary>
    public static string? Find(string text)
    {
        var name = text.Trim().TrimEnd('.');
        if (name.Length == 2 && Countries.IsKnown(name.ToUpperInvariant()))
            return name.ToUpperInvariant();
        return Other.GetValueOrDefault(name) ?? Known.FirstOrDefault(country => Same(country.German, name) || Same(country.English, name)).Code;
    }

    /// <summary>The name of a country in a language; its letters where it has none here.</summary>
    public static string NameOf(string code, string language) =>
        Known.FirstOrDefault(country => country.Code == code) is { Code: not null } known ? Name(known, language) : code;

    private static string Name((string Code, string German, string English) country, string language) => language == "de" ? country.German : country.English;

    private static bool Same(string name, string text) => string.Equals(name, text, StringComparison.OrdinalIgnoreCase);
}
