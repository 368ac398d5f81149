namespace DealFlow.Domain.Conflicts;

/// <summary>Makes the keys under which a customer is kept and looked up.</summary>
internal static class CandidateKeys
{
    private const int Words = 6;
    private const int LongestText = 60;

    public static IReadOnlyList<CandidateKey> Of(CustomerTraits customer)
    {
        var keys = new List<CandidateKey>(IndexedCustomer.MostKeys);
        Add(keys, "vatId:", customer.VatId);
        if (customer.RegistrationNumber is { } number)
        {
            Add(keys, "registrationNumber:", $"{customer.Country}|{number}");
            Add(keys, "registrationNumber:", $"{customer.Country}|{RegistrationNumbers.WithoutCourt(number, customer.Country)}");
        }
        Add(keys, "duns:", customer.Duns);
        Add(keys, "lei:", customer.Lei);
        Add(keys, "domain:", customer.Domain);
        Add(keys, "name:", customer.Joined);
        if (customer.GroupName != customer.Joined)
            Add(keys, "name:", customer.GroupName);
        foreach (var word in customer.Words.Distinct().OrderByDescending(word => word.Length).Take(Words))
        {
            Add(keys, "word:", word);
            Add(keys, "town:", customer.Town is null ? null : $"{word}.{customer.Town}");
        }
        return [.. keys.Distinct().Take(IndexedCustomer.MostKeys)];
    }

    private static void Add(List<CandidateKey> keys, string kind, string? value)
    {
        if (string.IsNullOrEmpty(value))
            return;
        var text = kind + value;
        keys.Add(new CandidateKey(text.Length > LongestText ? text[..LongestText] : text));
    }
}
