using System.Globalization;
using static DealFlow.Domain.Conflicts.CheckDigits;

namespace DealFlow.Domain.Conflicts;

/// <summary>This part: Benelux, France and the countries of the south.</summary>
internal static partial class VatChecks
{
    private const string SpanishPersonLetters = "TRWAGMYFPDXBNJZSQVHLCKE";
    private const string SpanishCompanyLetters = "JABCDEFGHI";
    private const string FrenchKeyCharacters = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    public static bool Belgium(string n) => n[0] is '0' or '1' && 97 - Number(n[..8]) % 97 == Number(n[8..]);

    public static bool Cyprus(string n)
    {
        ReadOnlySpan<int> odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];
        var sum = 0;
        for (var i = 0; i < 8; i++)
            sum += i % 2 == 0 ? odd[Digit(n, i)] : Digit(n, i);
        return !n.StartsWith("12", StringComparison.Ordinal) && 'A' + sum % 26 == n[8];
    }

    public static bool Greece(string n) => Sum(n, 256, 128, 64, 32, 16, 8, 4, 2) % 11 % 10 == Digit(n, 8);

    public static bool Spain(string n) => n[0] switch
    {
        >= '0' and <= '9' => SpanishPerson(n),
        'X' or 'Y' or 'Z' => SpanishPerson((n[0] - 'X').ToString(CultureInfo.InvariantCulture) + n[1..]),
        'K' or 'L' or 'M' => SpanishPerson("0" + n[1..]),
        _ => SpanishCompany(n),
    };

    private static bool SpanishPerson(string n) =>
        char.IsAsciiLetter(n[8]) && SpanishPersonLetters[Mod(n.AsSpan(0, 8), 23)] == n[8];

    /// <summary>The check is a digit or a letter. Which one depends on the company's form, but published rules disagree, so either will do.</summary>
    private static bool SpanishCompany(string n)
    {
        var sum = 0;
        for (var i = 1; i < 8; i++)
            sum += i % 2 == 0 ? Digit(n, i) : DoubledDigits(Digit(n, i));
        var check = (10 - sum % 10) % 10;
        return "ABCDEFGHJNPQRSUVW".Contains(n[0], StringComparison.Ordinal) && (n[8] == '0' + check || n[8] == SpanishCompanyLetters[check]);
    }

    /// <summary>A two-character key and a SIREN; numbers of Monaco start with 000 and have no SIREN check.</summary>
    public static bool France(string n)
    {
        var siren = n[2..];
        if (!siren.StartsWith("000", StringComparison.Ordinal) && !Luhn(siren))
            return false;
        if (char.IsAsciiDigit(n[0]) && char.IsAsciiDigit(n[1]))
            return Number(n[..2]) == (12 + 3 * (Number(siren) % 97)) % 97;
        var (first, second) = (FrenchKeyCharacters.IndexOf(n[0], StringComparison.Ordinal), FrenchKeyCharacters.IndexOf(n[1], StringComparison.Ordinal));
        if (first < 0 || second < 0)
            return false;
        var key = char.IsAsciiDigit(n[0]) ? first * 24 + second - 10 : first * 34 + second - 100;
        return (Number(siren) + 1 + key / 11) % 11 == key % 11;
    }

    /// <summary>Seven digits of the company, three of the issuing office, a check digit.</summary>
    public static bool Italy(string n) =>
        !n.StartsWith("0000000", StringComparison.Ordinal) && Number(n[7..10]) is (>= 1 and <= 100) or 120 or 121 or 888 or 999 && Luhn(n);

    public static bool Luxembourg(string n) => Number(n[..6]) % 89 == Number(n[6..]);

    public static bool Malta(string n) => n[0] != '0' && Sum(n, 3, 4, 6, 7, 8, 9, 10, 1) % 37 == 0;

    /// <summary>Companies by their RSIN; since 2020 sole traders by ISO/IEC 7064 MOD 97-10 over the whole id.</summary>
    public static bool Netherlands(string n) =>
        n[10..] is not "00" && (Sum(n, 9, 8, 7, 6, 5, 4, 3, 2, -1) % 11 == 0 || Mod97("NL" + n) == 1);

    public static bool Portugal(string n) => n[0] != '0' && (11 - Sum(n, 9, 8, 7, 6, 5, 4, 3, 2) % 11) % 11 % 10 == Digit(n, 8);

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
