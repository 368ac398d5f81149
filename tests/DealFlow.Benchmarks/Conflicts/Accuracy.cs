using System.Text.Json.Nodes;
using DealFlow.Domain.Conflicts;

namespace DealFlow.Benchmarks.Conflicts;

/// <summary>How right the matcher is, with the thresholds that ship.</summary>
internal static class Accuracy
{
    public static async Task<List<LookupResult>> LookUpAsync(MeasuredIndex index, IEnumerable<QueryRow> queries, bool withCity, CancellationToken cancellation)
    {
        var results = new List<LookupResult>();
        foreach (var query in queries)
        {
            var found = await index.FindAsync(query.Name, withCity ? query.City : null, cancellation);
            var best = found.Count > 0 ? found[0].Match : null;
            results.Add(new LookupResult(
                query, best?.Score >= CustomerMatcher.Likely, best?.Verdict is Verdict.Certain, found.Count > 0,
                found.Select(customer => customer.Customer).ToList().IndexOf(query.ExpectedId ?? "")));
        }
        return results;
    }

    public static Figures OfPairs(IEnumerable<PairRow> pairs) =>
        PairFigures.Of([.. pairs.Select(pair => Compare(pair) is var match ? new PairResult(pair, match.Score, match.Score >= CustomerMatcher.Likely) : default)]);

    /// <summary>Companies of one group are never certain.</summary>
    public static Figures OfRelated(IEnumerable<PairRow> pairs)
    {
        var verdicts = pairs.Select(pair => Compare(pair).Verdict).ToList();
        return new Figures
        {
            ["certain"] = LookupFigures.Share(verdicts.Count(verdict => verdict is Verdict.Certain), verdicts.Count),
            ["possible"] = LookupFigures.Share(verdicts.Count(verdict => verdict is Verdict.Possible), verdicts.Count),
        };
    }

    /// <summary>
    /// One by one. Two names alone are never certain, so <c>same</c> is right when the score says that they are rather one company than not;
    /// <c>same, hint only</c> marks those that were merely shown to a person.
    /// </summary>
    public static JsonArray OfTraps(IEnumerable<PairRow> traps) => new([.. traps.Select(Trap)]);

    private static JsonNode Trap(PairRow trap)
    {
        var match = Compare(trap);
        var answer = match.Verdict is Verdict.None ? "different" : match.Score >= CustomerMatcher.Likely ? "same" : "review";
        return new JsonObject
        {
            ["a"] = trap.A,
            ["b"] = trap.B,
            ["expected"] = trap.Label,
            ["verdict"] = match.Verdict.ToString().ToLowerInvariant(),
            ["score"] = Math.Round(match.Score, 3),
            ["right"] = trap.Label switch
            {
                "same" => answer == "same" ? "yes" : answer == "review" ? "hint only" : "no",
                "different" => answer == "different" ? "yes" : "no",
                _ => match.Verdict is Verdict.Possible ? "yes" : "no",
            },
            ["why"] = trap.Stratum,
            ["reasons"] = string.Join("; ", match.Reasons.Select(reason => reason.Text)),
        };
    }

    private static Match Compare(PairRow pair) => CustomerMatcher.Compare(
        MeasuredIndex.Facts(pair.A, null, CountryOf(pair)), MeasuredIndex.Facts(pair.B, null, CountryOf(pair)));

    /// <summary>Those that a file of pairs names in words say nothing of where the companies sit.</summary>
    private static string CountryOf(PairRow pair) => pair.Country.Length == 2 ? pair.Country : "";
}
