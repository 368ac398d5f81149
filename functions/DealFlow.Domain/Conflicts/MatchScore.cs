namespace DealFlow.Domain.Conflicts;

/// <summary>Orders candidates for the person who looks at them.</summary>
internal static class MatchScore
{
    private const double ByIdentifier = 1;
    private const double ByDomain = 0.95;
    private const double ByName = 0.91;
    private const double MostPossible = 0.9;
    private const double LeastPossible = 0.1;
    private const double PossibleByDomain = 0.8;
    private const double PossibleByNumber = 0.6;

    /// <summary>Certain ones lie above all possible ones; of these, those from <see cref="CustomerMatcher.Likely"/> on are rather the same than not.</summary>
    /// <param name="likelihood">What the trees say of names and towns.</param>
    /// <param name="likely">From where on they say that it is.</param>
    public static double Of(MatchEvidence found, Verdict verdict, double likelihood, double likely)
    {
        if (verdict == Verdict.Certain)
            return found.SameIdentifier ? ByIdentifier : found.SameDomain ? ByDomain : Math.Round(ByName + ((ByDomain - ByName) * likelihood), Digits);

        var score = likelihood >= likely ? CustomerMatcher.Likely + ((MostPossible - CustomerMatcher.Likely) * (likelihood - likely) / (1 - likely)) : Hint(found, likelihood);
        if (found.SameDomain)
            score = Math.Max(score, PossibleByDomain + (found.Name != NameAgreement.None ? 0.1 : 0));
        else if (found.SameNumberWithoutCourt)
            score = Math.Max(score, PossibleByNumber);
        score -= found.OtherCountry ? 0.1 : 0;
        score -= found.OtherIdentifier ? 0.2 : 0;
        return Math.Round(Math.Clamp(score, LeastPossible, MostPossible), Digits);
    }

    private const int Digits = 4;

    /// <summary>Always below what is likely.</summary>
    private static double Hint(MatchEvidence found, double likelihood)
    {
        var hint = found.Name switch { NameAgreement.Same => 0.4, NameAgreement.OtherLegalForm => 0.35, NameAgreement.GroupOnly => 0.3, _ => 0.2 };
        return hint - (found.OtherCity ? 0.1 : 0) + (likelihood / 20);
    }
}
