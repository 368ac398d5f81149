using System.Text.Json.Nodes;

namespace DealFlow.Benchmarks.Conflicts;

/// <summary>
/// Finds the thresholds of the peer: the best F1 on the tuning data, and beside it the F1 where the threshold for each part of the companies was
/// found on the other parts, as for the matcher.
/// </summary>
internal static class PeerThreshold
{
    public static JsonObject Report(Peer peer, IReadOnlyList<QueryRow> queries, IReadOnlyList<PairRow> pairs, Companies companies) => new()
    {
        ["byNameAndCity"] = OfLookUps(peer, queries, companies, withCity: true),
        ["byName"] = OfLookUps(peer, queries, companies, withCity: false),
        ["pairs"] = Of([.. pairs.Select(pair => new Scored(companies.PartOf(pair.A), Peer.Ratio(pair.A, pair.B), pair.Label == "1", pair.Label == "1"))]),
    };

    private static JsonObject OfLookUps(Peer peer, IReadOnlyList<QueryRow> queries, Companies companies, bool withCity) => Of([.. queries.Select(query =>
    {
        var (found, score) = peer.Find(query.Name, withCity ? query.City : null);
        var part = query.ExpectedId is { } id ? companies.PartOfId(id) : companies.PartOf(query.Name);
        return new Scored(part, score, query.ExpectedId is not null, query.ExpectedId is not null && found.Count > 0 && found[0] == query.ExpectedId);
    })]);

    private static JsonObject Of(IReadOnlyList<Scored> all)
    {
        var ofParts = Enumerable.Range(0, Training.Parts).Select(part => Best([.. all.Where(one => one.Part != part)])).ToList();
        return new JsonObject
        {
            ["threshold"] = Best(all),
            ["heldOutF1"] = Math.Round(F1(all, one => one.Score >= ofParts[one.Part]), 4),
            ["thresholdsOfParts"] = new JsonArray([.. ofParts.Select(from => JsonValue.Create(from))]),
        };
    }

    private static int Best(IReadOnlyList<Scored> all) => Enumerable.Range(50, 51).MaxBy(from => F1(all, one => one.Score >= from));

    private static double F1(IReadOnlyList<Scored> all, Func<Scored, bool> isAnswer)
    {
        var right = all.Count(one => isAnswer(one) && one.IsRight);
        return LookupFigures.F1(LookupFigures.Share(right, all.Count(isAnswer)), LookupFigures.Share(right, all.Count(one => one.IsMeant)));
    }

    /// <param name="IsMeant">There is a company to be found, or the pair is one.</param>
    /// <param name="IsRight">The one that was found is it.</param>
    private sealed record Scored(int Part, int Score, bool IsMeant, bool IsRight);
}
