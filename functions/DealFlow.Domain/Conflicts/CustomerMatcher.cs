namespace DealFlow.Domain.Conflicts;

/// <summary>
/// Compares two customers by rules that a salesperson can follow:
/// <list type="bullet">
/// <item>The same VAT id, D-U-N-S number or unique registration number is certain, whatever else differs.</item>
/// <item>The same domain is certain, unless identifiers, the country or the role in the group differ: then it may be a sister company.</item>
/// <item>The same name in one country is possible, as is the same register number where a court is missing.</item>
/// <item>The same name in two countries alone is nothing: names repeat across borders, and each country has its own register.</item>
/// </list>
/// A missing value speaks neither for nor against.
/// </summary>
public static class CustomerMatcher
{
    /// <summary>Compares in either order with the same result. Unreadable values count as missing.</summary>
    public static Match Compare(CustomerFacts subject, CustomerFacts other) => Compare(CustomerTraits.Of(subject), CustomerTraits.Of(other));

    /// <summary>Compares what an index keeps.</summary>
    internal static Match Compare(CustomerTraits a, CustomerTraits b)
    {
        var evidence = MatchEvidence.Of(a, b);
        var verdict = Judge(evidence);
        if (verdict == Verdict.None)
            return new Match(Verdict.None, 0, [], []);

        var keys = CandidateKeys.Of(a).Intersect(CandidateKeys.Of(b));
        return new Match(verdict, MatchScore.Of(evidence, verdict), [.. keys.Select(key => key.Text)], [.. MatchReasons.Of(evidence)]);
    }

    private static Verdict Judge(MatchEvidence found)
    {
        if (found.SameIdentifier)
            return Verdict.Certain;
        if (found.SameDomain)
            return found.OtherIdentifier || found.OtherCountry || found.OtherRole ? Verdict.Possible : Verdict.Certain;
        return found.SameNumberWithoutCourt || (found.Name != NameAgreement.None && !found.OtherCountry) ? Verdict.Possible : Verdict.None;
    }
}
