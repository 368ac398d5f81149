using System.Text.Json.Nodes;

namespace DealFlow.Benchmarks.Conflicts;

/// <summary>What trees have said of look-ups and pairs.</summary>
internal sealed class Judgement
{
    public List<JudgedLook> Looks { get; } = [];

    public List<JudgedPair> Pairs { get; } = [];

    /// <summary>The values from which on trees are believed that the rule gives on all of it.</summary>
    public Cutoffs Choose() => Cutoffs.Choose(Looks, Pairs);

    /// <summary>How good it is with these values.</summary>
    public JsonObject Figures(Cutoffs cutoffs) => Figures(_ => cutoffs);

    /// <summary>
    /// How good it is with values of its own for each part. Certain and pairs at 99 of 100 are those that a value chosen elsewhere gives, and may so be less
    /// precise.
    /// </summary>
    public JsonObject Figures(IReadOnlyList<Cutoffs> ofParts)
    {
        var figures = Figures(part => ofParts[part]);
        figures["cutoffsOfParts"] = new JsonArray([.. ofParts.Select(cutoffs => cutoffs.ToJson())]);
        return figures;
    }

    private JsonObject Figures(Func<int, Cutoffs> cutoffsOf)
    {
        var lookUps = Looks.ToLookup(look => look.WithCity, look => cutoffsOf(look.Part).ResultOf(look));
        var precise = Pairs.Where(pair => !PairFigures.IsBeyondNames(pair.Pair)).Select(pair => new PairResult(pair.Pair, pair.Likelihood, pair.Likelihood >= cutoffsOf(pair.Part).AlonePrecise)).ToList();
        var pairs = ConflictBenchmark.Json(PairFigures.Of([.. Pairs.Select(pair => cutoffsOf(pair.Part).ResultOf(pair))]));
        pairs["withChosenAt99"] = ConflictBenchmark.Json(PairFigures.Of(precise).Where(figure => figure.Key is "precision" or "recall"));
        return new JsonObject
        {
            ["byNameAndCity"] = ConflictBenchmark.Json(LookupFigures.Of([.. lookUps[true]])),
            ["byName"] = ConflictBenchmark.Json(LookupFigures.Of([.. lookUps[false]])),
            ["pairs"] = pairs,
        };
    }
}
