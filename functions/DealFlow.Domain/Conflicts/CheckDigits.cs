namespace DealFlow.Domain.Conflicts;

/// <summary>The check digit methods that identifiers share. All take strings of ASCII digits.</summary>
internal static class CheckDigits
{
    /// <summary>Sum of digit × weight, as far as the weights reach.</summary>
    public static int Sum(ReadOnlySpan<char> digits, params ReadOnlySpan<int> weights)
    {
        var sum = 0;
        for (var i = 0; i < weights.Length; i++)
            sum += (digits[i] - '0') * weights[i];
        return sum;
    }

    /// <summary>The digit at a position.</summary>
    public static int Digit(string text, int index) => text[index] - '0';

    /// <summary>Two digits as a number.</summary>
    public static int TwoDigits(string text, int index) => Digit(text, index) * 10 + Digit(text, index + 1);

    /// <summary>Luhn's method (ISO/IEC 7812-1), the check digit last.</summary>
    public static bool Luhn(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            sum += i % 2 == 0 ? digit : DoubledDigits(digit);
        }
        return sum % 10 == 0;
    }

    /// <summary>Cross sum of twice the digit.</summary>
    public static int DoubledDigits(int digit) => digit < 5 ? digit * 2 : digit * 2 - 9;

    /// <summary>ISO/IEC 7064 MOD 11,10, the check digit last.</summary>
    public static bool Mod11And10(ReadOnlySpan<char> digits)
    {
        var product = 10;
        foreach (var c in digits[..^1])
        {
            var sum = (product + c - '0') % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        return (product + digits[^1] - '0') % 10 == 1;
    }

    /// <summary>Remainder of digits and letters (A = 10 … Z = 35) read as one number, as ISO/IEC 7064 MOD 97-10 needs it.</summary>
    public static int Mod97(ReadOnlySpan<char> text)
    {
        var rest = 0;
        foreach (var c in text)
            rest = char.IsAsciiDigit(c) ? (rest * 10 + c - '0') % 97 : (rest * 100 + c - 'A' + 10) % 97;
        return rest;
    }

    /// <summary>Remainder of a whole number of any length.</summary>
    public static int Mod(ReadOnlySpan<char> digits, int modulus)
    {
        var rest = 0;
        foreach (var c in digits)
            rest = (rest * 10 + c - '0') % modulus;
        return rest;
    }
}
