namespace DealFlow.Domain.Conflicts;

/// <summary>
/// Which legal forms a company can change between and stay the one it was in its register: partnerships and merchants are in one, companies with
/// capital in another, cooperatives in a third. A partnership that becomes a GmbH is entered anew.
/// </summary>
internal static class FormFamilies
{
    private const int Families = 5;

    /// <summary>One is missing, and the other is of those that a company must write.</summary>
    public const int OneMissing = 1;

    /// <summary>5 the same, 4 neither has one, 3 one missing where merchants leave it out, 2 of one family, 1 one missing otherwise, 0 of two families.</summary>
    public static int Relation(string? a, string? b)
    {
        if (a == b)
            return a is null ? 4 : 5;
        if (a is null || b is null)
            return Of(a ?? b) == Family.Merchant ? 3 : OneMissing;
        return Of(a) == Of(b) ? 2 : 0;
    }

    /// <summary>A number for the two families together.</summary>
    public static int Pair(string? a, string? b)
    {
        var (x, y) = ((int)Of(a), (int)Of(b));
        return (Math.Min(x, y) * Families) + Math.Max(x, y);
    }

    /// <summary>True if one is a form of the German-speaking countries and the other one of elsewhere.</summary>
    public static bool AreOfTwoLaws(string? a, string? b) => a is not null && b is not null && (Of(a) is Family.Elsewhere) != (Of(b) is Family.Elsewhere);

    private static Family Of(string? form) => form switch
    {
        null => Family.None,
        "e.K." or "KG" or "OHG" or "GbR" or "PartG" or "LP" or "LLP" or "HB" or "Co." => Family.Merchant,
        "eG" or "e.V." => Family.Cooperative,
        _ when form.Contains("& Co.", StringComparison.Ordinal) => Family.Merchant,
        "GmbH" or "gGmbH" or "UG" or "AG" or "SE" or "KGaA" => Family.Capital,
        _ => Family.Elsewhere,
    };

    private enum Family
    {
        None,
        Merchant,
        Capital,
        Cooperative,
        Elsewhere,
    }
}
