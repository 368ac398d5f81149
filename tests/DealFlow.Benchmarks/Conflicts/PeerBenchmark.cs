using System.Text.Json.Nodes;

namespace DealFlow.Benchmarks.Conflicts;

/// <summary>The same figures for what people use today.</summary>
internal static class PeerBenchmark
{
    /// <summary>Where pairs are told apart best on the tuning data.</summary>
    private const int SamePairFrom = 85;

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
                [.. pairs.Select(pair => Peer.Ratio(pair.A, pair.B) is var ratio ? new PairResult(pair, ratio, ratio >= SamePairFrom) : default)]));
        return report;
    }

    /// <summary>The threshold with the best F1 on these files.</summary>
    public static int BestThreshold(Peer peer, IReadOnlyList<QueryRow> queries, bool withCity)
    {
        var found = queries.Select(query => (Query: query, Answer: peer.Find(query.Name, withCity ? query.City : null))).ToList();
        return Enumerable.Range(50, 51).MaxBy(from => LookupFigures.Of([.. found.Select(one => ResultOf(one.Query, one.Answer, from))])["f1"]);
    }

    private static List<LookupResult> LookUp(Peer peer, List<QueryRow> queries, bool withCity, int from) =>
        [.. queries.Select(query => ResultOf(query, peer.Find(query.Name, withCity ? query.City : null), from))];

    private static LookupResult ResultOf(QueryRow query, (IReadOnlyList<string> Found, int Score) answer, int from) => new(
        query, answer.Score >= from, answer.Score >= 100, answer.Found.Count > 0, answer.Found.ToList().IndexOf(query.ExpectedId ?? ""));
}
