using DealFlow.Domain.Conflicts;

namespace DealFlow.Benchmarks.Conflicts;

/// <summary>The sets of trees, as the matcher reads them.</summary>
internal sealed record TrainedTrees(string Likeness, string LookedUp, string Alone);

/// <summary>
/// Trains the trees of the matcher and says how good they are on companies that were held out: all that concerns one company is in one of five parts,
/// and each part is judged by trees that have seen the others only.
/// </summary>
internal sealed class Training(LookGathering gathered)
{
    public const int Parts = 5;
    private const int RivalsKept = 10;

    /// <summary>The trees from everything, and how they judge what they have seen.</summary>
    public (TrainedTrees Trees, Judgement Judged) Fit()
    {
        var trained = TrainWithout();
        var judged = new Judgement();
        Judge(trained, _ => true, judged);
        return (trained, judged);
    }

    /// <summary>How trees judge what they have not seen.</summary>
    public Judgement CrossValidate()
    {
        var judged = new Judgement();
        for (var part = 0; part < Parts; part++)
            Judge(TrainWithout(part), other => other == part, judged);
        return judged;
    }

    /// <summary>
    /// For each part the values from which on trees are believed, by the rule on the other parts, each judged by trees that have seen neither it nor the
    /// part that the values are for.
    /// </summary>
    public IReadOnlyList<Cutoffs> ChooseForParts()
    {
        var ofOthers = Enumerable.Range(0, Parts).Select(_ => new Judgement()).ToList();
        for (var one = 0; one < Parts; one++)
            for (var other = one + 1; other < Parts; other++)
            {
                var trained = TrainWithout(one, other);
                Judge(trained, part => part == other, ofOthers[one]);
                Judge(trained, part => part == one, ofOthers[other]);
            }
        return [.. ofOthers.Select(judged => judged.Choose())];
    }

    /// <summary>The examples hold the likeness by the trees of this round.</summary>
    private void Judge(TrainedTrees trained, Func<int, bool> isJudged, Judgement to)
    {
        var (lookUps, pairs) = (NameTrees.Parse(trained.LookedUp), NameTrees.Parse(trained.Alone));
        to.Looks.AddRange(gathered.Looks.Where(look => isJudged(look.Part) && !look.IsExtra).Select(look => Judged(look, lookUps)));
        to.Pairs.AddRange(gathered.Pairs.Where(pair => isJudged(pair.Part)).Select(pair => new JudgedPair(pair.Pair, pair.Part, pairs.Likelihood(pair.Example.Features))));
    }

    private TrainedTrees TrainWithout(params int[] parts)
    {
        foreach (var example in gathered.All)
            Blank(example.Features);
        var pairs = gathered.Pairs.Where(pair => !parts.Contains(pair.Part)).Select(pair => pair.Example).ToList();
        var likeness = BoostedTrees.Train([.. LooksWithout(parts), .. pairs], TreeShape.Small);
        var trees = NameTrees.Parse(likeness);
        foreach (var example in gathered.All)
            example.Features[(int)Feature.Likeness] = trees.Sum(example.Features);
        foreach (var look in gathered.Looks)
            SetRivals(look);
        return new TrainedTrees(likeness, BoostedTrees.Train(LooksWithout(parts), TreeShape.Large), BoostedTrees.Train(pairs, TreeShape.OfPairs));
    }

    private static void Blank(float[] features) =>
        (features[(int)Feature.Likeness], features[(int)Feature.LookedUp], features[(int)Feature.Lead], features[(int)Feature.Ties]) = (0, 0, 0, 0);

    private static void SetRivals(Look look) => MatchFeatures.FillRivals([.. look.Examples.Select((example, i) => (look.Traits[i], example.Features))]);

    /// <summary>The company that is meant, and of the others those that are the most like it, as far as that is known.</summary>
    private List<Example> LooksWithout(int[] parts) =>
    [
        .. gathered.Looks.Where(look => !parts.Contains(look.Part)).SelectMany(look => look.Examples.OrderByDescending(example => example.Features[(int)Feature.Likeness])
            .Where((example, place) => example.IsSame || place < RivalsKept)),
    ];

    private static JudgedLook Judged(Look look, NameTrees trees)
    {
        var ranked = look.Examples.Select((example, place) => (Customer: look.Customers[place], example.Features, Likelihood: trees.Likelihood(example.Features)))
            .OrderByDescending(other => other.Likelihood).ToList();
        return ranked.Count == 0
            ? new JudgedLook(look.Query, look.WithCity, look.Part, 0, false, -1)
            : new JudgedLook(
                look.Query, look.WithCity, look.Part, ranked[0].Likelihood, CustomerMatcher.MayBeCertain(ranked[0].Features),
                ranked.FindIndex(other => other.Customer == look.Query.ExpectedId));
    }
}
