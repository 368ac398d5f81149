using static DealFlow.Domain.Conflicts.CheckDigits;

namespace DealFlow.Domain.Conflicts;

/// <summary>This part: the Nordic and Baltic countries, the United Kingdom and Ireland.</summary>
internal static partial class VatChecks
{
    private const string IrishLetters = "WABCDEFGHIJKLMNOPQRSTUV";

    public static bool Denmark(string n) => n[0] != '0' && Sum(n, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;

    public static bool Estonia(string n) => Sum(n, 3, 7, 1, 3, 7, 1, 3, 7, 1) % 10 == 0;

    public static bool Finland(string n) => Sum(n, 7, 9, 10, 5, 8, 4, 2, 1) % 11 == 0;

    /// <summary>Traders by one of two remainders, the second for numbers above 100 million; government departments below 500, health authorities from 500.</summary>
    public static bool UnitedKingdom(string n)
    {
        if (n[0] == 'G')
            return n[2] < '5';
        if (n[0] == 'H')
            return n[2] >= '5';
        var rest = (Sum(n, 8, 7, 6, 5, 4, 3, 2) + Digit(n, 7) * 10 + Digit(n, 8)) % 97;
        return rest == 0 || (rest == 42 && n[0] != '0');
    }

    /// <summary>Today's form is seven digits, a check letter and perhaps one more; before 2013 the second character could be a letter.</summary>
    public static bool Ireland(string n)
    {
        var old = !char.IsAsciiDigit(n[1]);
        var digits = old ? $"0{n.AsSpan(2, 5)}{n[0]}" : n[..7];
        if (n.Length == 9 && n[8] is not (>= 'A' and <= 'I' or 'W'))
            return false;
        var second = n.Length == 9 && n[8] != 'W' ? n[8] - 'A' + 1 : 0;
        return IrishLetters[(Sum(digits, 8, 7, 6, 5, 4, 3, 2) + 9 * second) % 23] == n[7];
    }

    public static bool Lithuania(string n)
    {
        if (n[^2] != '1')
            return false;
        var check = LithuanianSum(n, 0) % 11;
        if (check == 10)
            check = LithuanianSum(n, 2) % 11 % 10;
        return check == Digit(n, n.Length - 1);
    }

    private static int LithuanianSum(string n, int shift)
    {
        var sum = 0;
        for (var i = 0; i < n.Length - 1; i++)
            sum += Digit(n, i) * (1 + (i + shift) % 9);
        return sum;
    }

    /// <summary>Companies start above 3; persons carry their personal code, which starts with day and month of birth or with 32.</summary>
    public static bool Latvia(string n) => n[0] > '3'
        ? Sum(n, 9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1) % 11 == 3
        : (n.StartsWith("32", StringComparison.Ordinal) || (TwoDigits(n, 0) is >= 1 and <= 31 && TwoDigits(n, 2) is >= 1 and <= 12))
            && (1 + Sum(n, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9)) % 11 % 10 == Digit(n, 10);

    public static bool Norway(string n) => (11 - Sum(n, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 11 == Digit(n, 8);

    /// <summary>An organisation or personal number and the running number of the registration, 01 to 94.</summary>
    public static bool Sweden(string n) => n[10..] is not "00" && string.CompareOrdinal(n, 10, "94", 0, 2) <= 0 && Luhn(n.AsSpan(0, 10));
}
