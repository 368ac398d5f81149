using System.Text.Json.Nodes;

namespace DealFlow.Benchmarks.Conflicts;

/// <summary>The same figures for what people use today.</summary>
internal static class PeerBenchmark
{
    public static JsonObject Run(List<CompanyRow> rows, List<QueryRow> queries, List<PairRow>? pairs)
    {
        using var peer = new Peer(rows);
        var report = new JsonObject
        {
            ["what"] = "FuzzySharp WeightedRatio over a Lucene.Net word index",
            ["byNameAndCity"] = ConflictBenchmark.Json(LookupFigures.Of(LookUp(peer, queries, withCity: true, Peer.FromWithCity))),
            ["byName"] = ConflictBenchmark.Json(LookupFigures.Of(LookUp(peer, queries, withCity: false, Peer.FromByName))),
        };
        if (pairs is not null)
            report["pairs"] = ConflictBenchmark.Json(PairFigures.Of(
                PairsFrom(pairs.Select(pair => (pair, Peer.Ratio(pair.A, pair.B))), Peer.SamePairFrom)));
        return report;
    }

    private static IReadOnlyList<PairResult> PairsFrom(IEnumerable<(PairRow Pair, int Ratio)> ratios, int from) =>
        [.. ratios.Select(pair => new PairResult(pair.Pair, pair.Ratio, pair.Ratio >= from))];

    private static List<LookupResult> LookUp(Peer peer, List<QueryRow> queries, bool withCity, int from) =>
        [.. queries.Select(query => ResultOf(query, peer.Find(query.Name, withCity ? query.City : null), from))];

    private static LookupResult ResultOf(QueryRow query, (IReadOnlyList<string> Found, int Score) answer, int from) => new(
        query, answer.Score >= from, answer.Score >= 100, answer.Found.Count > 0, answer.Found.ToList().IndexOf(query.ExpectedId ?? ""));
}
