namespace DealFlow.Domain.Conflicts;

/// <summary>A name that is one rare word, its founder's first name aside, and another that has more: "Robert Bosch" and "Bosch Rexroth", "Siemens" and "Siemens Energy".</summary>
internal static class Brands
{
    /// <summary>A shorter word is letters that many companies have.</summary>
    private const int Shortest = 5;

    private const float Rare = 0.7f;

    /// <summary>True if so; it is a hint that they may be of one group, no more. Companies under two countries' law are not taken for one group.</summary>
    public static bool Between(CustomerTraits a, CustomerTraits b) =>
        a.Joined != b.Joined && !FormFamilies.AreOfTwoLaws(a.LegalForm, b.LegalForm) && (Begins(a, b) || Begins(b, a));

    private static bool Begins(CustomerTraits one, CustomerTraits other) => one.Brand is { } brand && Array.Exists(other.Words, word => word.Folded == brand);

    /// <summary>The one telling word of a name.</summary>
    public static string? Of(CustomerTraits name)
    {
        string? brand = null;
        foreach (var (_, word, facts) in name.Words)
        {
            if (facts.Weight <= WordRarity.Around || facts.IsGivenName)
                continue;
            if (brand is not null || word.Length < Shortest || facts.Weight < Rare)
                return null;
            brand = word;
        }
        return brand;
    }
}
