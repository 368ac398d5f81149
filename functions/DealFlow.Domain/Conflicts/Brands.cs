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

    private static bool Begins(CustomerTraits one, CustomerTraits other) => Of(one) is { } brand && other.Words.Any(word => word.Folded == brand);

    /// <summary>The one telling word of a name.</summary>
    private static string? Of(CustomerTraits name)
    {
        string? brand = null;
        for (var i = 0; i < name.Words.Count; i++)
        {
            var word = name.Words[i].Folded;
            if (name.Weights[i] <= WordRarity.Around || GivenNames.Has(word))
                continue;
            if (brand is not null || word.Length < Shortest || name.Weights[i] < Rare)
                return null;
            brand = word;
        }
        return brand;
    }
}
