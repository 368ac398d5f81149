using System.Text.Json.Nodes;
using DealFlow.Domain.Conflicts;

namespace DealFlow.Benchmarks.Conflicts;

/// <summary>What the trees said of the best one that a look-up found.</summary>
/// <param name="Place">As in <see cref="LookupResult.Place"/>.</param>
internal sealed record JudgedLook(QueryRow Query, bool WithCity, int Part, double Likelihood, bool MayBeCertain, int Place);

/// <summary>What the trees said of two names.</summary>
internal sealed record JudgedPair(PairRow Pair, int Part, double Likelihood);

/// <summary>From where on the trees are believed. They are chosen on predictions for companies that the trees have not seen.</summary>
/// <param name="Certain">A name found by a look-up is certain.</param>
/// <param name="LookedUp">It is rather the customer than not.</param>
/// <param name="Alone">Two names are rather one customer than not.</param>
/// <param name="AlonePrecise">Two names are one in 99 of 100 cases, those left aside that names cannot tell.</param>
internal sealed record Cutoffs(double Certain, double LookedUp, double Alone, double AlonePrecise)
{
    /// <summary>A score that is as good as the best for those who count only some thousand look-ups.</summary>
    private const double AsGood = 0.001;

    /// <summary>No more than this share of those that are certain may be wrong, and of pairs at 99 of 100.</summary>
    private const double MostWrong = 0.01;

    /// <summary>
    /// The margin: how many are wrong is not counted one by one but from so many neighbours on either side in the order of likelihood. What lies just below
    /// a value, and is worse, counts too; and a wrong one more or less does not move it far.
    /// </summary>
    private const int Neighbours = 100;

    /// <summary>Those in the code of the matcher.</summary>
    public static Cutoffs Shipped { get; } = new(CustomerMatcher.CertainFrom, CustomerMatcher.LikelyLookedUp, CustomerMatcher.LikelyAlone, 0);

    /// <summary>
    /// Certain, and pairs at 99 of 100, from the lowest value on that keeps the margin; the others where F1 is best: the middle of all values that are as good.
    /// </summary>
    public static Cutoffs Choose(IReadOnlyList<JudgedLook> looks, IReadOnlyList<JudgedPair> pairs)
    {
        var found = looks.Where(look => look.Place >= 0 || look.Likelihood > 0).ToList();
        var meant = looks.Where(look => look.Query.ExpectedId is not null).CountBy(look => look.WithCity).ToList();
        return new Cutoffs(
            LowestPrecise(found.Where(look => look.MayBeCertain).Select(look => new Judged(look.Likelihood, IsRight(look)))),
            Middle(from => meant.Sum(half => F1(found.Where(look => look.WithCity == half.Key).Select(look => new Judged(look.Likelihood, IsRight(look))), half.Value, from))),
            Middle(from => F1(pairs.Select(JudgedOf), pairs.Count(pair => JudgedOf(pair).IsRight), from)),
            LowestPrecise(pairs.Where(pair => !PairFigures.IsBeyondNames(pair.Pair)).Select(JudgedOf)));
    }

    public JsonObject ToJson() => new() { ["certainFrom"] = Certain, ["likelyLookedUp"] = LookedUp, ["likelyAlone"] = Alone, ["aloneAt99"] = AlonePrecise };

    public LookupResult ResultOf(JudgedLook look) => new(
        look.Query, look.Likelihood >= LookedUp, look.MayBeCertain && look.Likelihood >= Certain, look.Likelihood >= LookedUp, look.Place);

    public PairResult ResultOf(JudgedPair pair) => new(pair.Pair, pair.Likelihood, pair.Likelihood >= Alone);

    private static bool IsRight(JudgedLook look) => look.Query.ExpectedId is not null && look.Place == 0;

    private static Judged JudgedOf(JudgedPair pair) => new(pair.Likelihood, pair.Pair.Label == "1");

    private static double LowestPrecise(IEnumerable<Judged> judged)
    {
        var ordered = judged.OrderByDescending(one => one.Likelihood).ToList();
        var wrongBefore = new int[ordered.Count + 1];
        for (var i = 0; i < ordered.Count; i++)
            wrongBefore[i + 1] = wrongBefore[i] + (ordered[i].IsRight ? 0 : 1);
        var (lowest, wrong) = (1d, 0d);
        for (var i = 0; i < ordered.Count; i++)
        {
            var (first, end) = (Math.Max(i - Neighbours, 0), Math.Min(i + Neighbours + 1, ordered.Count));
            wrong += (double)(wrongBefore[end] - wrongBefore[first]) / (end - first);
            if (wrong <= MostWrong * (i + 1))
                lowest = ordered[i].Likelihood;
        }
        return Math.Round(lowest, 3);
    }

    private static double Middle(Func<double, double> score)
    {
        var scores = Enumerable.Range(1, 99).Select(step => (From: step / 100d, Score: score(step / 100d))).ToList();
        var best = scores.Max(one => one.Score);
        return Math.Round(scores.Where(one => one.Score >= best - AsGood).Average(one => one.From), 2);
    }

    private static double F1(IEnumerable<Judged> judged, int meant, double from)
    {
        var said = judged.Where(one => one.Likelihood >= from).ToList();
        var right = said.Count(one => one.IsRight);
        return LookupFigures.F1(LookupFigures.Share(right, said.Count), LookupFigures.Share(right, meant));
    }

    private readonly record struct Judged(double Likelihood, bool IsRight);
}
