namespace DealFlow.Benchmarks.Conflicts;

/// <summary>Two names, judged.</summary>
internal readonly record struct PairResult(PairRow Pair, double Score, bool IsSame)
{
    public bool ShouldBeSame => Pair.Label == "1";
}

/// <summary>How well pairs of the same company are told from pairs of different ones.</summary>
internal static class PairFigures
{
    private const double Precise = 0.99;

    /// <summary>What names alone cannot tell.</summary>
    private static readonly HashSet<string> BeyondNames = ["rename", "acronym", "short_or_acronym", "cross_script"];

    /// <summary>True of a pair that names alone cannot tell.</summary>
    public static bool IsBeyondNames(PairRow pair) => BeyondNames.Contains(pair.Stratum);

    public static Figures Of(IReadOnlyList<PairResult> results)
    {
        var (same, said) = (results.Count(result => result.ShouldBeSame), results.Count(result => result.IsSame));
        var right = results.Count(result => result.IsSame && result.ShouldBeSame);
        var (precision, recall) = (LookupFigures.Share(right, said), LookupFigures.Share(right, same));
        var (at99, _) = RecallAt99(results);
        var (at99Without, from) = RecallAt99([.. results.Where(result => !IsBeyondNames(result.Pair))]);
        var figures = new Figures
        {
            ["precision"] = precision,
            ["recall"] = recall,
            ["f1"] = LookupFigures.F1(precision, recall),
            ["recallAt99Precision"] = at99,
            ["recallAt99PrecisionWithoutRenamesAcronymsScripts"] = at99Without,
        };
        foreach (var stratum in results.GroupBy(result => result.Pair.Stratum).OrderBy(group => group.Key, StringComparer.Ordinal))
            figures["sameAt99_" + stratum.Key] = LookupFigures.Share(stratum.Count(result => result.Score >= from), stratum.Count());
        return figures;
    }

    /// <summary>The greatest recall at which 99 of 100 are right, and the score from where on.</summary>
    private static (double Recall, double From) RecallAt99(IReadOnlyList<PairResult> results)
    {
        var (right, wrong, recall, from, same) = (0, 0, 0d, 1d, results.Count(result => result.ShouldBeSame));
        foreach (var group in results.GroupBy(result => result.Score).OrderByDescending(group => group.Key))
        {
            right += group.Count(result => result.ShouldBeSame);
            wrong += group.Count(result => !result.ShouldBeSame);
            if (right >= Precise * (right + wrong))
                (recall, from) = (LookupFigures.Share(right, same), group.Key);
        }
        return (recall, from);
    }
}
