namespace DealFlow.Domain.Conflicts;

/// <summary>How the VAT ids of one country look.</summary>
/// <param name="Prefix">What the normal form starts with.</param>
/// <param name="Country">Its adjective or name, for messages.</param>
/// <param name="Shape">The shape in words, for messages.</param>
/// <param name="Masks">Allowed shapes after the prefix: <c>#</c> a digit, <c>@</c> a letter, <c>*</c> either, all else itself.</param>
/// <param name="Check">The check digit rule for a number of one of these shapes.</param>
internal sealed record VatScheme(string Prefix, string Country, string Shape, string[] Masks, Func<string, bool> Check)
{
    public bool Fits(string number) => Array.Exists(Masks, mask => FitsMask(number, mask));

    private static bool FitsMask(string number, string mask)
    {
        if (number.Length != mask.Length)
            return false;
        for (var i = 0; i < mask.Length; i++)
        {
            var fits = mask[i] switch
            {
                '#' => char.IsAsciiDigit(number[i]),
                '@' => char.IsAsciiLetterUpper(number[i]),
                '*' => char.IsAsciiDigit(number[i]) || char.IsAsciiLetterUpper(number[i]),
                var literal => number[i] == literal,
            };
            if (!fits)
                return false;
        }
        return true;
    }
}

/// <summary>
/// The countries whose VAT ids are read. Shapes are those of the European Commission's VIES; the United Kingdom, Norway and
/// Switzerland publish their own.
/// </summary>
internal static class VatSchemes
{
    private static readonly Dictionary<string, VatScheme> ByPrefix = All().ToDictionary(scheme => scheme.Prefix);

    /// <summary>The scheme for a prefix as people write it, GR and CH included.</summary>
    public static VatScheme? ForPrefix(string prefix) => ByPrefix.GetValueOrDefault(prefix switch { "GR" => "EL", "CH" => "CHE", _ => prefix });

    /// <summary>The scheme of a country by ISO 3166 code. Monaco, the Isle of Man and Liechtenstein belong to their neighbours' systems.</summary>
    public static VatScheme? ForCountry(string country) =>
        ForPrefix(country switch { "MC" => "FR", "IM" => "GB", "LI" => "CHE", _ => country });

    private static IEnumerable<VatScheme> All() =>
    [
        new("AT", "Austrian", "ATU and 8 digits", ["U########"], VatChecks.Austria),
        new("BE", "Belgian", "BE and 10 digits", ["##########"], VatChecks.Belgium),
        new("BG", "Bulgarian", "BG and 9 or 10 digits", ["#########", "##########"], VatChecks.Bulgaria),
        new("CHE", "Swiss", "CHE and 9 digits", ["#########"], VatChecks.Switzerland),
        new("CY", "Cypriot", "CY, 8 digits and a letter", ["########@"], VatChecks.Cyprus),
        new("CZ", "Czech", "CZ and 8 to 10 digits", ["########", "#########", "##########"], VatChecks.Czechia),
        new("DE", "German", "DE and 9 digits", ["#########"], VatChecks.Germany),
        new("DK", "Danish", "DK and 8 digits", ["########"], VatChecks.Denmark),
        new("EE", "Estonian", "EE and 9 digits", ["#########"], VatChecks.Estonia),
        new("EL", "Greek", "EL and 9 digits", ["#########"], VatChecks.Greece),
        new("ES", "Spanish", "ES and 9 characters, a letter first or last or both", ["########@", "@########", "@#######@"], VatChecks.Spain),
        new("FI", "Finnish", "FI and 8 digits", ["########"], VatChecks.Finland),
        new("FR", "French", "FR, 2 characters and 9 digits", ["**#########"], VatChecks.France),
        new("GB", "British", "GB and 9 or 12 digits", UnitedKingdom, VatChecks.UnitedKingdom),
        new("HR", "Croatian", "HR and 11 digits", ["###########"], VatChecks.Croatia),
        new("HU", "Hungarian", "HU and 8 digits", ["########"], VatChecks.Hungary),
        new("IE", "Irish", "IE, 7 digits and 1 or 2 letters", ["#######@", "#######@@", "#@#####@"], VatChecks.Ireland),
        new("IT", "Italian", "IT and 11 digits", ["###########"], VatChecks.Italy),
        new("LT", "Lithuanian", "LT and 9 or 12 digits", ["#########", "############"], VatChecks.Lithuania),
        new("LU", "Luxembourg", "LU and 8 digits", ["########"], VatChecks.Luxembourg),
        new("LV", "Latvian", "LV and 11 digits", ["###########"], VatChecks.Latvia),
        new("MT", "Maltese", "MT and 8 digits", ["########"], VatChecks.Malta),
        new("NL", "Dutch", "NL, 9 digits, B and 2 digits", ["#########B##"], VatChecks.Netherlands),
        new("NO", "Norwegian", "NO and 9 digits", ["#########"], VatChecks.Norway),
        new("PL", "Polish", "PL and 10 digits", ["##########"], VatChecks.Poland),
        new("PT", "Portuguese", "PT and 9 digits", ["#########"], VatChecks.Portugal),
        new("RO", "Romanian", "RO and 2 to 10 digits", [.. Enumerable.Range(2, 9).Select(length => new string('#', length))], VatChecks.Romania),
        new("SE", "Swedish", "SE and 12 digits", ["############"], VatChecks.Sweden),
        new("SI", "Slovenian", "SI and 8 digits", ["########"], VatChecks.Slovenia),
        new("SK", "Slovak", "SK and 10 digits", ["##########"], VatChecks.Slovakia),
        new("XI", "Northern Irish", "XI and 9 or 12 digits", UnitedKingdom, VatChecks.UnitedKingdom),
    ];

    private static string[] UnitedKingdom => ["#########", "############", "GD###", "HA###"];
}
