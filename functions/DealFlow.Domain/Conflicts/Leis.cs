namespace DealFlow.Domain.Conflicts;

/// <summary>Reads legal entity identifiers (ISO 17442). One stands where a registration number is asked for, and is unique in the world.</summary>
public static class Leis
{
    private const int Longest = 64;
    private const int Length = 20;

    /// <summary>Eighteen letters and digits and two check digits (ISO 7064, MOD 97-10), however separated; the normal form is upper case without separators.</summary>
    public static IdentifierReading Read(string text)
    {
        var lei = Separated.Compact(text, Longest);
        if (lei.StartsWith("LEI", StringComparison.Ordinal) && lei.Length == Length + 3)
            lei = lei[3..];
        return lei.Length == Length && lei.All(char.IsAsciiLetterOrDigit) && lei[18..].All(char.IsAsciiDigit) && lei.Any(char.IsAsciiLetter) && Remainder(lei) == 1
            ? IdentifierReading.Of(lei)
            : IdentifierReading.Bad("An LEI is 20 letters and digits with a check at the end: correct it or leave it out.");
    }

    private static int Remainder(string lei)
    {
        var remainder = 0;
        foreach (var c in lei)
            remainder = char.IsAsciiDigit(c) ? ((remainder * 10) + c - '0') % 97 : ((remainder * 100) + c - 'A' + 10) % 97;
        return remainder;
    }
}
