using DealFlow.Domain.Conflicts;

namespace DealFlow.Workflow.Conflicts;

/// <summary>Those of the registrations under some keys that may be of the customer looked up.</summary>
public static class SimilarRegistrations
{
    private const int JudgedAtOnce = 20;

    /// <summary>
    /// A judgement of accounts names the best few only, which is what a person wants to see. Here nobody is left out, because one of them holds the customer:
    /// so many are judged in several parts.
    /// </summary>
    public static IReadOnlyList<string> Of(CandidateLookup lookup, IReadOnlyList<KeyPostings> read) =>
    [
        .. read.SelectMany(key => key.Postings).DistinctBy(posting => posting.Customer, StringComparer.Ordinal).OrderBy(posting => posting.Customer, StringComparer.Ordinal)
            .Chunk(JudgedAtOnce).SelectMany(lookup.AlikeAmong),
    ];
}
