namespace DealFlow.Domain.Conflicts;

/// <summary>
/// Reads VAT ids of the European Union, Northern Ireland (XI), the United Kingdom, Norway and Switzerland: shape and check
/// digit. Whether a number is registered today is not known here.
/// </summary>
public static class VatIds
{
    private const int Longest = 64;

    /// <summary>
    /// Reads an id with or without prefix. Spaces, dots and dashes do not matter; a prefix in the text wins over the country,
    /// because companies register for VAT abroad; Swiss and Norwegian ids may end in MWST, TVA, IVA or MVA. The normal form has
    /// the prefix, upper case and no separators: <c>DE136695976</c>, <c>CHE123456788</c>, <c>EL094259216</c>.
    /// </summary>
    /// <param name="text">As typed.</param>
    /// <param name="country">ISO 3166-1 alpha-2 of the customer, which gives the prefix if the text has none.</param>
    public static IdentifierReading Read(string text, string? country)
    {
        var id = Separated.Compact(text, Longest);
        if (id.Length == 0)
            return IdentifierReading.Bad("The VAT id is empty: give it with its country prefix, for example DE123456788, or leave it out.");

        var home = country is null ? null : VatSchemes.ForCountry(country.ToUpperInvariant());
        var (written, rest) = Prefixed(id);
        if (written is not null && (written == home || home is null || ReadNumber(written, rest).IsValid))
            return ReadNumber(written, rest);
        if (home is null)
            return IdentifierReading.Bad("VAT ids of this country cannot be checked: leave the VAT id out and give the registration number or the D-U-N-S number.");
        var reading = ReadNumber(home, id);
        return reading.IsValid || written is null ? reading : ReadNumber(written, rest);
    }

    /// <summary>Who an id stands for: a business of Northern Ireland has one number under both GB and XI, branches share it.</summary>
    internal static string Identity(string vatId)
    {
        var identity = vatId.StartsWith("XI", StringComparison.Ordinal) ? "GB" + vatId[2..] : vatId;
        return identity.StartsWith("GB", StringComparison.Ordinal) && identity.Length == 14 ? identity[..11] : identity;
    }

    /// <summary>The prefix of a normal form, of two ids of the same country the same.</summary>
    internal static string PrefixOf(string identity) => identity[..2];

    private static (VatScheme? Scheme, string Number) Prefixed(string id)
    {
        foreach (var length in (ReadOnlySpan<int>)[3, 2])
            if (id.Length > length && VatSchemes.ForPrefix(id[..length]) is { } scheme)
                return (scheme, id[length..]);
        return (null, id);
    }

    private static IdentifierReading ReadNumber(VatScheme scheme, string rest)
    {
        var number = Completed(scheme.Prefix, rest);
        if (!scheme.Fits(number))
            return IdentifierReading.Bad($"A {scheme.Country} VAT id is {scheme.Shape}: compare it with an invoice or the company's imprint.");
        if (number.All(c => c is '0') || !scheme.Check(number))
            return IdentifierReading.Bad($"The check digit of this {scheme.Country} VAT id is wrong, so a character is mistyped: compare it with an invoice or the company's imprint.");
        return IdentifierReading.Of(scheme.Prefix + number);
    }

    /// <summary>What people leave out or add: leading zeros of older Belgian and Greek numbers, the Austrian U, the suffix that says "VAT".</summary>
    private static string Completed(string prefix, string number) => prefix switch
    {
        "BE" when number.Length == 9 => "0" + number,
        "EL" when number.Length == 8 => "0" + number,
        "AT" when number.Length == 8 => "U" + number,
        "CHE" => Without(number, "MWST", "TVA", "IVA", "TPV", "VAT"),
        "NO" => Without(number, "MVA"),
        _ => number,
    };

    private static string Without(string number, params ReadOnlySpan<string> suffixes)
    {
        foreach (var suffix in suffixes)
            if (number.EndsWith(suffix, StringComparison.Ordinal))
                return number[..^suffix.Length];
        return number;
    }
}
