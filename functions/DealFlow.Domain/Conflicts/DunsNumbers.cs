namespace DealFlow.Domain.Conflicts;

/// <summary>Reads D-U-N-S numbers. Dun &amp; Bradstreet dropped their check digit, so only the shape is checked.</summary>
public static class DunsNumbers
{
    private const int Longest = 64;

    /// <summary>Nine digits, however separated; the normal form is the digits alone.</summary>
    public static IdentifierReading Read(string text)
    {
        var number = Separated.Compact(text, Longest);
        if (number.StartsWith("DUNS", StringComparison.Ordinal))
            number = number[4..];
        return number.Length == 9 && number.All(char.IsAsciiDigit) && number.Distinct().Count() > 1
            ? IdentifierReading.Of(number)
            : IdentifierReading.Bad("A D-U-N-S number is 9 digits, for example 15-048-3782: correct it or leave it out.");
    }
}
