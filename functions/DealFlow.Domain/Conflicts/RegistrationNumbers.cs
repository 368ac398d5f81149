using System.Text.RegularExpressions;

namespace DealFlow.Domain.Conflicts;

/// <summary>Reads numbers of company registers.</summary>
public static partial class RegistrationNumbers
{
    private const int Longest = 200;
    private const int LongestNumber = 30;

    /// <summary>Countries where one register gives every company a number of its own.</summary>
    private static readonly HashSet<string> OneRegister =
    [
        "AT", "BE", "BG", "CH", "CZ", "DK", "EE", "FI", "FR", "GB", "HR", "HU", "IE", "IS", "LI", "LT", "LU", "LV", "NL", "NO", "PL", "PT", "SE", "SI", "SK",
    ];

    /// <summary>Words that name the number rather than being part of it.</summary>
    private static readonly HashSet<string> Labels =
    [
        "no", "nr", "number", "numero", "num", "nummer", "company", "companies", "house", "register", "registered", "registration", "reg", "org", "orgnr",
        "organisationsnummer", "organisasjonsnummer", "kvk", "cvr", "siren", "siret", "rcs", "fn", "firmenbuch", "firmenbuchnummer", "uid", "ico", "krs", "crn", "che", "ytunnus", "kbo", "bce",
    ];

    /// <summary>
    /// Reads a number. German ones become court, register and number, <c>CHARLOTTENBURG HRB 12345</c>; without a court the number
    /// is accepted, but many courts give the same one. Elsewhere it is upper case without separators, labels and leading zeros;
    /// a French SIRET becomes its SIREN.
    /// </summary>
    public static IdentifierReading Read(string text, string country)
    {
        if (text.Length > Longest)
            return Unreadable(country);
        if (country == "DE" && GermanEntry().Match(text) is { Success: true } entry)
            return ReadGerman(text, entry);

        var number = string.Concat(NameText.Tokens(text, UmlautForm.TwoLetters).Where(token => !Labels.Contains(token))).ToUpperInvariant();
        if (country == "FR")
            number = Siren(number);
        if (number.All(char.IsAsciiDigit))
            number = number.TrimStart('0');
        return number.Length is > 0 and <= LongestNumber && number.Any(char.IsAsciiDigit) ? IdentifierReading.Of(number) : Unreadable(country);
    }

    /// <summary>True if no other company of the country has this number in normal form.</summary>
    internal static bool IsUnique(string number, string country) =>
        country == "DE" ? WithoutCourt(number, country) != number : OneRegister.Contains(country);

    /// <summary>The number without its court; itself where there is none.</summary>
    internal static string WithoutCourt(string number, string country) =>
        country == "DE" && NormalEntry().Match(number) is { Success: true } entry ? entry.Value.TrimStart() : number;

    /// <summary>True if both are normal forms that cannot stand for the same company.</summary>
    internal static bool Contradict(string a, string b, string country)
    {
        if (country != "DE")
            return a != b && OneRegister.Contains(country);
        if (!NormalEntry().IsMatch(a) || !NormalEntry().IsMatch(b))
            return false;
        var sameNumber = WithoutCourt(a, country) == WithoutCourt(b, country);
        return !sameNumber || (a != b && IsUnique(a, country) && IsUnique(b, country));
    }

    private static IdentifierReading Unreadable(string country) => IdentifierReading.Bad(country == "DE"
        ? "A German registration number is a court, a register and a number, for example Amtsgericht München HRB 12345: correct it or leave it out."
        : "A registration number has digits and at most 30 characters: give the number in the company register alone, or leave it out.");

    private static IdentifierReading ReadGerman(string text, System.Text.RegularExpressions.Match entry)
    {
        var register = string.Concat(entry.Groups["register"].Value.Where(char.IsLetter)).ToUpperInvariant().Replace('Ü', 'U');
        var number = string.Concat(entry.Groups["number"].Value.Where(char.IsAsciiDigit)).TrimStart('0');
        if (number.Length is 0 or > LongestNumber)
            return Unreadable("DE");
        var addition = entry.Groups["addition"].Value;
        var court = Court(text.Remove(entry.Index, entry.Length));
        var read = addition is "" or "B" ? $"{register} {number}" : $"{register} {number} {addition}"; // Berlin's B is said by its court
        return IdentifierReading.Of(court.Length == 0 ? read : $"{court} {read}");
    }

    private static string Court(string rest)
    {
        var words = Places.Normal(rest).Split(' ').Where(word => word is not ("amtsgericht" or "ag" or "registergericht" or "handelsregister" or "register"
            or "gericht" or "court" or "local" or "district" or "of" or "beim" or "des" or "the" or "nr" or "germany" or "deutschland") && !word.Any(char.IsAsciiDigit));
        var court = string.Join(' ', words).ToUpperInvariant();
        return court.Contains("CHARLOTTENBURG", StringComparison.Ordinal) || court == "BERLIN" ? "CHARLOTTENBURG" : Places.Normal(court).ToUpperInvariant();
    }

    private static string Siren(string number)
    {
        var digits = string.Concat(number.Where(char.IsAsciiDigit));
        return digits.Length is 9 or 14 ? digits[..9] : number;
    }

    [GeneratedRegex(@"(?<![\p{L}\p{N}])(?<register>HR\s?[AB]|GnR|GsR|GüR|PR|VR)(?![\p{L}])[\s:.-]*(?:Nr|Nummer|No)?[\s:.-]*(?<number>[0-9][0-9 .]{0,40})(?<addition>(?-i:(?!AG)[A-Z]{1,2}(?![\p{L}])))?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex GermanEntry();

    [GeneratedRegex("(?:^| )(?:HRA|HRB|GNR|GSR|GUR|PR|VR) [0-9]+(?: [A-Z]{1,2})?$", RegexOptions.CultureInvariant)]
    private static partial Regex NormalEntry();
}
