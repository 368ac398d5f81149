namespace DealFlow.Domain.Conflicts;

/// <summary>A customer as a candidate index keeps it.</summary>
/// <param name="Keys">What it is found under, the strongest first; at most <see cref="MostKeys"/>.</param>
/// <param name="Fingerprint">Everything that a comparison needs, in normal form: one line of text that only the matcher reads.</param>
public sealed record IndexedCustomer(IReadOnlyList<CandidateKey> Keys, string Fingerprint)
{
    /// <summary>Changes with the keys and the fingerprint: what was indexed under another one has to be indexed again.</summary>
    public const int Version = 3;

    /// <summary>No customer has more keys than this.</summary>
    public const int MostKeys = 20;

    /// <summary>A key that more customers have is common: it tells nothing and stays common, and its postings need not be kept.</summary>
    public const int MostPostings = 200;

    /// <summary>Reads any customer; what cannot be read counts as missing.</summary>
    public static IndexedCustomer Of(CustomerFacts customer)
    {
        var traits = CustomerTraits.Of(customer);
        return new IndexedCustomer(traits.Keys, traits.ToFingerprint());
    }
}

/// <summary>One customer under one key.</summary>
/// <param name="Customer">The index's name for the customer: whatever its owner gave it.</param>
public sealed record Posting(string Customer, string Fingerprint);

/// <summary>What stands under one key; nothing if the key is common.</summary>
/// <param name="Postings">An index may leave out those that <see cref="CandidateChoice"/> says no look-up would compare.</param>
public sealed record KeyPostings(CandidateKey Key, IReadOnlyList<Posting> Postings)
{
    /// <summary>How many customers have the key, those left out too.</summary>
    public int Customers { get; init; } = Postings.Count;
}
