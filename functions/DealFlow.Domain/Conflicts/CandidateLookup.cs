namespace DealFlow.Domain.Conflicts;

/// <summary>
/// Looks a customer up in a candidate index: says which keys to read, and judges what stands under them. It knows no store, and
/// the answer does not depend on the order in which customers were indexed or keys are read.
/// </summary>
public sealed class CandidateLookup
{
    /// <summary>No look-up reads more keys than this.</summary>
    public const int MostReads = 30;

    private readonly CustomerFacts _customer;

    private CandidateLookup(CustomerFacts customer, IReadOnlyList<CandidateKey> keys) => (_customer, Keys) = (customer, keys);

    /// <summary>The keys to read, all of them, in any order; at most <see cref="MostReads"/>.</summary>
    public IReadOnlyList<CandidateKey> Keys { get; }

    /// <summary>The look-up of a customer as a person wrote it.</summary>
    public static CandidateLookup For(CustomerFacts customer) => new(customer, CandidateKeys.Of(CustomerTraits.Of(customer)));

    /// <summary>
    /// Judges what the keys gave; a customer found under several keys counts once. The strongest first; those of verdict none are left out.
    /// </summary>
    public IReadOnlyList<FoundCustomer> Judge(IEnumerable<KeyPostings> read)
    {
        var subject = CustomerTraits.Of(_customer);
        return
        [
            .. read.SelectMany(key => key.Postings).DistinctBy(posting => posting.Customer)
                .Select(posting => new FoundCustomer(posting.Customer, CustomerMatcher.Compare(subject, CustomerTraits.FromFingerprint(posting.Fingerprint))))
                .Where(found => found.Match.Verdict is not Verdict.None)
                .OrderByDescending(found => found.Match.Verdict).ThenByDescending(found => found.Match.Score)
                .ThenBy(found => found.Customer, StringComparer.Ordinal),
        ];
    }
}

/// <summary>A customer of the index that may be the one looked up.</summary>
/// <param name="Customer">As in <see cref="Posting.Customer"/>.</param>
public sealed record FoundCustomer(string Customer, Match Match);
