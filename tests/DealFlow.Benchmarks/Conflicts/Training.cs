using DealFlow.Domain.Conflicts;

namespace DealFlow.Benchmarks.Conflicts;

/// <summary>
/// Trains the trees of the matcher and says how good they are on companies that were held out: all that concerns one company is in one of five parts,
/// and each part is judged by trees that have seen the others only.
/// </summary>
internal sealed class Training(MeasuredIndex index, IReadOnlyList<QueryRow> queries, IReadOnlyList<PairRow> pairs)
{
    private const int Parts = 5;
    private const int RivalsKept = 20;
    private const float PairWeight = 0.6f;

    private readonly List<Look> _looks = [];
    private readonly List<(PairRow Pair, Example Example, int Part)> _pairs = [];

    /// <summary>Compares all that is to be learned from.</summary>
    public async Task GatherAsync(CancellationToken cancellation)
    {
        foreach (var withCity in new[] { true, false })
            foreach (var query in queries)
            {
                var compared = await index.CompareAsync(query.Name, withCity ? query.City : null, cancellation);
                var examples = compared.Select(other => new Example(other.Comparison.Features.ToArray(), other.Customer == query.ExpectedId, 1)).ToList();
                _looks.Add(new Look(query, withCity, [.. compared.Select(other => other.Customer)], examples, PartOf(query.ExpectedId ?? query.Name)));
            }
        foreach (var pair in pairs)
            _pairs.Add((pair, ExampleOf(pair), PartOf(pair.A)));
    }

    /// <summary>The trees from everything.</summary>
    public string Fit() => BoostedTrees.Train(ExamplesWithout(-1));

    /// <summary>The figures of what was held out.</summary>
    public (Figures ByNameAndCity, Figures ByName, Figures Pairs) CrossValidate()
    {
        var (looks, judged) = (new List<(bool WithCity, LookupResult Result)>(), new List<PairResult>());
        for (var part = 0; part < Parts; part++)
        {
            var trees = NameTrees.Parse(BoostedTrees.Train(ExamplesWithout(part)));
            looks.AddRange(_looks.Where(look => look.Part == part).Select(look => (look.WithCity, ResultOf(look, trees))));
            judged.AddRange(_pairs.Where(pair => pair.Part == part).Select(pair => ResultOf(pair.Pair, trees.Likelihood(pair.Example.Features))));
        }
        return (
            LookupFigures.Of([.. looks.Where(look => look.WithCity).Select(look => look.Result)]),
            LookupFigures.Of([.. looks.Where(look => !look.WithCity).Select(look => look.Result)]),
            PairFigures.Of(judged));
    }

    private List<Example> ExamplesWithout(int part) =>
    [
        .. _looks.Where(look => look.Part != part).SelectMany(look => look.Examples.Where((example, place) => example.IsSame || place < RivalsKept)),
        .. _pairs.Where(pair => pair.Part != part).Select(pair => pair.Example),
    ];

    private static Example ExampleOf(PairRow pair)
    {
        var compared = Comparison.Of(
            CustomerTraits.Of(MeasuredIndex.Facts(pair.A, null, CountryOf(pair))), CustomerTraits.Of(MeasuredIndex.Facts(pair.B, null, CountryOf(pair))));
        return new Example(compared.Features.ToArray(), pair.Label == "1", PairWeight);
    }

    private static string CountryOf(PairRow pair) => pair.Country.Length == 2 ? pair.Country : "";

    private static LookupResult ResultOf(Look look, NameTrees trees)
    {
        var ranked = look.Examples.Select((example, place) => (Customer: look.Customers[place], example.Features, Likelihood: trees.Likelihood(example.Features)))
            .OrderByDescending(other => other.Likelihood).ToList();
        if (ranked.Count == 0)
            return new LookupResult(look.Query, false, false, false, -1);
        var best = ranked[0];
        return new LookupResult(
            look.Query, best.Likelihood >= CustomerMatcher.LikelyLookedUp, best.Likelihood >= CustomerMatcher.CertainFrom && CustomerMatcher.MayBeCertain(best.Features),
            best.Likelihood >= CustomerMatcher.LikelyLookedUp, ranked.FindIndex(other => other.Customer == look.Query.ExpectedId));
    }

    private static PairResult ResultOf(PairRow pair, double likelihood) => new(pair, likelihood, likelihood >= CustomerMatcher.LikelyAlone);

    private static int PartOf(string company)
    {
        var hash = 2166136261u;
        foreach (var c in company)
            hash = (hash ^ c) * 16777619u;
        return (int)((hash >> 8) % Parts);
    }

    private sealed record Look(QueryRow Query, bool WithCity, IReadOnlyList<string> Customers, IReadOnlyList<Example> Examples, int Part);
}
