using static DealFlow.Domain.Conflicts.CheckDigits;

namespace DealFlow.Domain.Conflicts;

/// <summary>
/// The published check of each country's VAT number, given without prefix and already of the right shape.
/// This part: Germany, Austria, Switzerland and the countries to their east.
/// </summary>
internal static partial class VatChecks
{
    public static bool Austria(string n)
    {
        var sum = 4;
        for (var i = 1; i < 8; i++)
            sum += i % 2 == 1 ? Digit(n, i) : DoubledDigits(Digit(n, i));
        return (10 - sum % 10) % 10 == Digit(n, 8);
    }

    public static bool Bulgaria(string n) => n.Length == 9
        ? BulgarianCompany(n)
        : BulgarianPerson(n) || BulgarianForeigner(n) || BulgarianOther(n);

    private static bool BulgarianCompany(string n)
    {
        var check = Sum(n, 1, 2, 3, 4, 5, 6, 7, 8) % 11;
        if (check == 10)
            check = Sum(n, 3, 4, 5, 6, 7, 8, 9, 10) % 11 % 10;
        return check == Digit(n, 8);
    }

    /// <summary>A personal number starts with year, month and day; 20 or 40 is added to the month in other centuries.</summary>
    private static bool BulgarianPerson(string n) =>
        TwoDigits(n, 2) % 20 is >= 1 and <= 12 && TwoDigits(n, 4) is >= 1 and <= 31 && Sum(n, 2, 4, 8, 5, 10, 9, 7, 3, 6) % 11 % 10 == Digit(n, 9);

    private static bool BulgarianForeigner(string n) => Sum(n, 21, 19, 17, 13, 11, 9, 7, 3, 1) % 10 == Digit(n, 9);

    private static bool BulgarianOther(string n) => (11 - Sum(n, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 11 == Digit(n, 9);

    public static bool Switzerland(string n) => (11 - Sum(n, 5, 4, 3, 2, 7, 6, 5, 4) % 11) % 11 == Digit(n, 8);

    public static bool Czechia(string n) => n.Length switch
    {
        8 => n[0] != '9' && CzechCompany(n) == Digit(n, 7),
        9 when n[0] == '6' => CzechSpecial(n) == Digit(n, 8),
        9 => IsBirthDate(n) && TwoDigits(n, 0) < 54,
        _ => IsBirthDate(n) && (Mod(n, 11) == 0 || (Mod(n.AsSpan(0, 9), 11) == 10 && n[9] == '0')),
    };

    private static int CzechCompany(string n) => (11 - Sum(n, 8, 7, 6, 5, 4, 3, 2) % 11) switch
    {
        10 => 0,
        11 => 1,
        var check => check,
    };

    private static int CzechSpecial(string n) => (11 - Sum(n.AsSpan(1), 8, 7, 6, 5, 4, 3, 2) % 11) switch
    {
        10 => 9,
        11 => 8,
        var rest => 9 - rest,
    };

    /// <summary>A birth number starts with year, month and day; women's months count from 51, and 20 is added when a day runs out.</summary>
    private static bool IsBirthDate(string n)
    {
        var month = TwoDigits(n, 2) % 50;
        if (month > 20)
            month -= 20;
        return month is >= 1 and <= 12 && TwoDigits(n, 4) is >= 1 and <= 31;
    }

    public static bool Germany(string n) => n[0] != '0' && Mod11And10(n);

    public static bool Croatia(string n) => Mod11And10(n);

    public static bool Hungary(string n) => Sum(n, 9, 7, 3, 1, 9, 7, 3, 1) % 10 == 0;

    public static bool Poland(string n) => Sum(n, 6, 5, 7, 2, 3, 4, 5, 6, 7) % 11 == Digit(n, 9);

    public static bool Romania(string n) =>
        n[0] != '0' && Sum(n.PadLeft(10, '0'), 7, 5, 3, 2, 1, 7, 5, 3, 2) * 10 % 11 % 10 == Digit(n, n.Length - 1);

    public static bool Slovenia(string n)
    {
        var check = 11 - Sum(n, 8, 7, 6, 5, 4, 3, 2) % 11;
        return n[0] != '0' && check != 11 && check % 10 == Digit(n, 7);
    }

    public static bool Slovakia(string n) => n[0] != '0' && n[2] is ('2' or '3' or '4' or '7' or '8' or '9') && Mod(n, 11) == 0;
}
