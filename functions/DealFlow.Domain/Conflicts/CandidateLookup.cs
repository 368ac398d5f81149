using System.Runtime.InteropServices;

namespace DealFlow.Domain.Conflicts;

/// <summary>
/// Looks a customer up in a candidate index: says which keys to read, and judges what stands under them. It knows no store, and
/// the answer does not depend on the order in which customers were indexed or keys are read.
/// </summary>
public sealed class CandidateLookup
{
    /// <summary>
    /// No look-up reads more keys than this. A check looks up twice, among the registrations and among the accounts, and reads a few more keys of what
    /// people have confirmed: at most <see cref="MostReadsOfCheck"/> together.
    /// </summary>
    public const int MostReads = 12;

    /// <summary>No check reads more keys of the candidate indexes than this.</summary>
    public const int MostReadsOfCheck = 30;

    /// <summary>No look-up answers with more.</summary>
    private const int MostFound = 20;

    private readonly CustomerTraits _customer;

    private CandidateLookup(CustomerTraits customer) => (_customer, Keys) = (customer, CandidateKeys.ToRead(customer));

    /// <summary>The keys to read, all of them, in any order; at most <see cref="MostReads"/>.</summary>
    public IReadOnlyList<CandidateKey> Keys { get; }

    /// <summary>The look-up of a customer as a person wrote it.</summary>
    public static CandidateLookup For(CustomerFacts customer) => new(CustomerTraits.Of(customer));

    /// <summary>
    /// Judges what the keys gave; a customer found under several keys counts once. The strongest first; those of verdict none are left out.
    /// </summary>
    public IReadOnlyList<FoundCustomer> Judge(IEnumerable<KeyPostings> read)
    {
        return
        [
            .. Compare(read).Select(other => new FoundCustomer(other.Customer, CustomerMatcher.Judge(other.Comparison)))
                .Where(found => found.Match.Verdict is not Verdict.None)
                .OrderByDescending(found => found.Match.Verdict).ThenByDescending(found => found.Match.Score)
                .ThenBy(found => found.Customer, StringComparer.Ordinal)
                .Take(MostFound),
        ];
    }

    /// <summary>
    /// Which of these, each there once, are not of verdict none when they are compared with each other in mind as records that may repeat: nobody is left out.
    /// </summary>
    public IEnumerable<string> AlikeAmong(IEnumerable<Posting> records) =>
        Compare(records, recordsRepeat: true).Where(other => CustomerMatcher.Judge(other.Comparison).Verdict is not Verdict.None).Select(other => other.Customer);

    /// <summary>The comparisons that are judged.</summary>
    internal IReadOnlyList<(string Customer, CustomerTraits Traits, Comparison Comparison)> Compare(IEnumerable<KeyPostings> read) =>
        Compare(Selected(read), recordsRepeat: false);

    /// <summary>The comparisons with each other in mind.</summary>
    /// <param name="recordsRepeat">
    /// True of registrations, of which many may name one customer: then those of one name and town do not make each other doubtful. False of accounts:
    /// two that nothing tells apart leave it open which one is meant.
    /// </param>
    internal List<(string Customer, CustomerTraits Traits, Comparison Comparison)> Compare(IEnumerable<Posting> postings, bool recordsRepeat)
    {
        var compared = new List<(string Customer, CustomerTraits Traits, Comparison Comparison)>();
        foreach (var posting in postings)
        {
            var traits = CustomerTraits.FromFingerprint(posting.Fingerprint);
            compared.Add((posting.Customer, traits, Comparison.Of(_customer, traits)));
        }
        MatchFeatures.FillRivals([.. compared.Select(other => (other.Traits, other.Comparison.Features))], recordsRepeat);
        return compared;
    }

    private static IEnumerable<Posting> Selected(IEnumerable<KeyPostings> read)
    {
        var found = new Dictionary<string, (Posting Posting, double Worth)>(StringComparer.Ordinal);
        foreach (var ofKey in read)
        {
            var worth = CandidateKeys.Worth(ofKey.Key, ofKey.Customers);
            foreach (var posting in ofKey.Postings)
            {
                ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(found, posting.Customer, out _);
                known = (posting, known.Worth + worth);
            }
        }
        return found.Values.OrderByDescending(one => one.Worth).ThenBy(one => one.Posting.Customer, StringComparer.Ordinal)
            .Take(CandidateChoice.Most).Select(one => one.Posting);
    }
}

/// <summary>A customer of the index that may be the one looked up.</summary>
/// <param name="Customer">As in <see cref="Posting.Customer"/>.</param>
public sealed record FoundCustomer(string Customer, Match Match);
