namespace DealFlow.Domain.Conflicts;

/// <summary>
/// Compares two customers by rules that a salesperson can follow:
/// <list type="bullet">
/// <item>The same VAT id, D-U-N-S number, LEI or unique registration number is certain, whatever else differs.</item>
/// <item>The same domain is certain, unless identifiers, the country or the role in the group differ: then it may be a sister company.</item>
/// <item>Almost the same name in the same town is certain if trees trained on known pairs are as sure as <see cref="CertainFrom"/> and no identifier or domain differs.</item>
/// <item>The same name in one country is possible, as is one that is likely by the trees, initials, and a register number where a court is missing.</item>
/// <item>The same name in two countries alone is nothing: names repeat across borders, and each country has its own register.</item>
/// </list>
/// A missing value speaks neither for nor against.
/// </summary>
public static class CustomerMatcher
{
    /// <summary>A possible match with this score or a higher one is rather the same customer than not.</summary>
    public const double Likely = 0.5;

    /// <summary>Where <c>conflicts train</c> finds names and towns that its trees have not seen to be right 99 times of 100, by the rule that it has for a margin.</summary>
    internal const double CertainFrom = 0.886;

    /// <summary>Where it found the best balance of wrong and missed ones, of look-ups and of two names alone.</summary>
    internal const double LikelyLookedUp = 0.23, LikelyAlone = 0.48;

    /// <summary>The weight of a word that may be replaced by another in a name that is certain.</summary>
    private const float MostReplaced = 0.3f;

    /// <summary>Compares in either order with the same result. Unreadable values count as missing.</summary>
    public static Match Compare(CustomerFacts subject, CustomerFacts other)
    {
        var comparison = Comparison.Of(CustomerTraits.Of(subject), CustomerTraits.Of(other));
        comparison.StandAlone();
        return Judge(comparison);
    }

    /// <summary>Judges a comparison, its place among rivals filled in.</summary>
    internal static Match Judge(Comparison compared)
    {
        if (!compared.Evidence.SaysSomething && !compared.IsLikely)
            return new Match(Verdict.None, 0, [], []);
        var likelihood = compared.Likelihood;
        var verdict = VerdictOf(compared, likelihood);
        if (verdict == Verdict.None)
            return new Match(Verdict.None, 0, [], []);

        List<MatchReason> reasons = [.. MatchReasons.Of(compared.Evidence, compared.Names)];
        if (reasons.Count == 0)
            return new Match(Verdict.None, 0, [], []); // names of no letters: nobody could be told why they are alike
        var keys = compared.SharedKeys().Select(key => key.Text).ToList();
        if (verdict == Verdict.Certain && keys.Count == 0)
            verdict = Verdict.Possible; // no index would have found it
        var likely = compared.IsLookedUp ? LikelyLookedUp : LikelyAlone;
        return new Match(verdict, MatchScore.Of(compared.Evidence, verdict, likelihood, likely), keys, reasons);
    }

    private static Verdict VerdictOf(Comparison compared, double likelihood)
    {
        var found = compared.Evidence;
        if (found.SameIdentifier)
            return Verdict.Certain;
        if (found.SameDomain)
            return found.OtherIdentifier || found.OtherCountry || found.OtherRole ? Verdict.Possible : Verdict.Certain;
        if (found.SameNumberWithoutCourt)
            return Verdict.Possible;
        if (found.OtherCountry || compared.IsOfOtherCompanies)
            return Verdict.None;
        if (likelihood >= CertainFrom && found is { OtherIdentifier: false, OtherDomain: false } && MayBeCertain(compared.Features))
            return Verdict.Certain;
        if (likelihood >= (compared.IsLookedUp ? LikelyLookedUp : LikelyAlone))
            return Verdict.Possible;
        return found.IsHint && (found.Name != NameAgreement.None || !compared.IsLookedUp || found.SameCity) ? Verdict.Possible : Verdict.None;
    }

    /// <summary>
    /// In one town, with nothing that tells companies of one owner or family apart: a number, a branch, a role in a group, a first name, a word replaced
    /// by another.
    /// </summary>
    internal static bool MayBeCertain(ReadOnlySpan<float> features) =>
        features[(int)Feature.Town] > 0 && features[(int)Feature.Role] == 0 && features[(int)Feature.Numbers] == 0 && features[(int)Feature.Branch] == 0
        && features[(int)Feature.GivenNames] == 0 && features[(int)Feature.RarestAloneOfOther] <= MostReplaced;
}
