namespace DealFlow.Domain.Conflicts;

/// <summary>Orders candidates for the person who looks at them.</summary>
internal static class MatchScore
{
    private const double ByIdentifier = 1;
    private const double ByDomain = 0.95;
    private const double MostPossible = 0.9;
    private const double LeastPossible = 0.1;

    /// <summary>Certain ones lie above all possible ones; among these each agreement raises and each difference lowers.</summary>
    public static double Of(MatchEvidence found, Verdict verdict)
    {
        if (verdict == Verdict.Certain)
            return found.SameIdentifier ? ByIdentifier : ByDomain;

        var score = Strongest(found);
        score += found.SameDomain && found.Name != NameAgreement.None ? 0.1 : 0;
        score += found.SameCity ? 0.1 : 0;
        score -= found.OtherCity ? 0.1 : 0;
        score -= found.OtherCountry ? 0.1 : 0;
        score -= found.OtherIdentifier ? 0.2 : 0;
        return Math.Round(Math.Clamp(score, LeastPossible, MostPossible), 2);
    }

    private static double Strongest(MatchEvidence found) => found switch
    {
        { SameDomain: true } => 0.8,
        { Name: NameAgreement.Same } => 0.7,
        { Name: NameAgreement.OtherLegalForm } or { SameNumberWithoutCourt: true } => 0.6,
        _ => 0.5,
    };
}
