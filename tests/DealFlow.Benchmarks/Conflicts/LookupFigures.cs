namespace DealFlow.Benchmarks.Conflicts;

/// <summary>What one look-up gave.</summary>
/// <param name="IsAnswer">Whether the best one found is rather the company than not: then it counts as the answer.</param>
/// <param name="Place">The place of the company that is meant among those found, from 0; -1 if it is not there.</param>
internal readonly record struct LookupResult(QueryRow Query, bool IsAnswer, bool IsCertain, bool HasFound, int Place)
{
    public bool IsRight => Query.ExpectedId is not null && Place == 0;
}

/// <summary>How good look-ups were. A wrong company counts as an error, as does any for a name that has none.</summary>
internal static class LookupFigures
{
    private const int Few = 5;

    public static Figures Of(IReadOnlyList<LookupResult> results)
    {
        var meant = results.Count(result => result.Query.ExpectedId is not null);
        var (answers, right) = (results.Count(result => result.IsAnswer), results.Count(result => result.IsAnswer && result.IsRight));
        var (certain, certainRight) = (results.Count(result => result.IsCertain), results.Count(result => result.IsCertain && result.IsRight));
        var figures = new Figures
        {
            ["top1Accuracy"] = Share(results.Count(result => result.IsRight), meant),
            ["hitAt5"] = Share(results.Count(result => result.Query.ExpectedId is not null && result.Place is >= 0 and < Few), meant),
            ["precision"] = Share(right, answers),
            ["recall"] = Share(right, meant),
            ["f1"] = F1(Share(right, answers), Share(right, meant)),
            ["certainPrecision"] = Share(certainRight, certain),
            ["certainRecall"] = Share(certainRight, meant),
            ["noMatchWithCandidate"] = Share(results.Count(result => result.Query.ExpectedId is null && result.HasFound), results.Count - meant),
        };
        foreach (var stratum in results.GroupBy(result => result.Query.Stratum).OrderBy(group => group.Key, StringComparer.Ordinal))
            figures["right_" + stratum.Key] = Share(stratum.Count(result => result.Query.ExpectedId is null ? !result.IsAnswer : result.IsAnswer && result.IsRight), stratum.Count());
        return figures;
    }

    public static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;

    public static double F1(double precision, double recall) => precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
}

/// <summary>Figures by name, in their order.</summary>
internal sealed class Figures : Dictionary<string, double>;
