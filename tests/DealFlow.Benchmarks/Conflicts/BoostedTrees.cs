using System.Globalization;
using System.Text;

namespace DealFlow.Benchmarks.Conflicts;

/// <summary>An example for training: what the trees look at, whether it is the same customer, and how much it counts.</summary>
internal sealed record Example(float[] Features, bool IsSame, float Weight);

/// <summary>How many trees, how deep, and how much each of them may say.</summary>
internal sealed record TreeShape(int Trees, int Depth, double Rate)
{
    /// <summary>Of how alike two are: evaluated for each candidate before the others.</summary>
    public static TreeShape Small { get; } = new(40, 4, 0.2);

    /// <summary>Of two names: there are fewer examples.</summary>
    public static TreeShape OfPairs { get; } = new(160, 4, 0.08);

    /// <summary>Of look-ups.</summary>
    public static TreeShape Large { get; } = new(440, 5, 0.04);
}

/// <summary>
/// Gradient-boosted trees for yes or no, after Friedman: each tree corrects those before it, on a random part of the examples and features. The same
/// examples give the same trees.
/// </summary>
internal sealed class BoostedTrees
{
    private const int Seed = 1;
    private const double Penalty = 3, LeastCurvature = 5, ShareOfExamples = 0.6, ShareOfFeatures = 0.5;
    private const int LeastExamples = 20;

    private readonly IReadOnlyList<Example> _examples;
    private readonly FeatureBins _bins;
    private readonly TreeShape _shape;
    private readonly Random _random = new(Seed);
    private readonly double[] _slopes;
    private readonly double[] _curvatures;
    private readonly double[] _sums;
    private readonly StringBuilder _text = new();

    private BoostedTrees(IReadOnlyList<Example> examples, TreeShape shape)
    {
        (_examples, _bins, _shape) = (examples, new FeatureBins(examples), shape);
        (_slopes, _curvatures, _sums) = (new double[examples.Count], new double[examples.Count], new double[examples.Count]);
    }

    /// <summary>The trees in the form that the matcher reads.</summary>
    public static string Train(IReadOnlyList<Example> examples, TreeShape shape) => new BoostedTrees(examples, shape).Train();

    private string Train()
    {
        var (same, all) = (_examples.Sum(example => example.IsSame ? example.Weight : 0d), _examples.Sum(example => (double)example.Weight));
        var start = Math.Log(same / (all - same));
        Array.Fill(_sums, start);
        _text.Append(CultureInfo.InvariantCulture, $"base {start:G6}\n");
        for (var tree = 0; tree < _shape.Trees; tree++)
        {
            Derive();
            var part = Enumerable.Range(0, _examples.Count).Where(_ => _random.NextDouble() < ShareOfExamples).ToArray();
            var features = Enumerable.Range(0, _bins.Features).Where(_ => _random.NextDouble() < ShareOfFeatures).ToArray();
            var root = Grow(part, features, _shape.Depth);
            Write(root);
            _text.Append('\n');
            for (var i = 0; i < _sums.Length; i++)
                _sums[i] += ValueOf(root, i);
        }
        return _text.ToString();
    }

    /// <summary>First and second derivative of the logistic loss at each example.</summary>
    private void Derive()
    {
        for (var i = 0; i < _sums.Length; i++)
        {
            var (example, likelihood) = (_examples[i], 1 / (1 + Math.Exp(-_sums[i])));
            _slopes[i] = example.Weight * (likelihood - (example.IsSame ? 1 : 0));
            _curvatures[i] = example.Weight * Math.Max(likelihood * (1 - likelihood), 1e-6);
        }
    }

    private Node Grow(int[] examples, int[] features, int depth)
    {
        var slopes = Array.ConvertAll(examples, i => _slopes[i]);
        var curvatures = Array.ConvertAll(examples, i => _curvatures[i]);
        var (slope, curvature) = (slopes.Sum(), curvatures.Sum());
        var best = new Split(-1, 0, 1e-3);
        if (depth > 0 && examples.Length > LeastExamples)
            foreach (var split in features.AsParallel().AsOrdered().WithDegreeOfParallelism(2).Select(feature => BestSplit(examples, slopes, curvatures, feature, slope, curvature)))
                if (split is { } found && found.Gain > best.Gain)
                    best = found;
        if (best.Feature < 0)
            return new Node(-1, 0, (float)(-_shape.Rate * slope / (curvature + Penalty)), null, null);
        var bins = _bins.Of(best.Feature);
        var below = Grow(Array.FindAll(examples, i => bins[i] <= best.Bin), features, depth - 1);
        var above = Grow(Array.FindAll(examples, i => bins[i] > best.Bin), features, depth - 1);
        return new Node(best.Feature, best.Bin, _bins.UpperEnd(best.Feature, best.Bin), below, above);
    }

    private Split? BestSplit(int[] examples, double[] slopeOf, double[] curvatureOf, int feature, double slope, double curvature)
    {
        var (count, bins) = (_bins.Count(feature), _bins.Of(feature));
        Span<double> slopes = stackalloc double[FeatureBins.Most];
        Span<double> curvatures = stackalloc double[FeatureBins.Most];
        slopes.Clear();
        curvatures.Clear();
        for (var i = 0; i < examples.Length; i++)
        {
            var bin = bins[examples[i]];
            slopes[bin] += slopeOf[i];
            curvatures[bin] += curvatureOf[i];
        }
        Split? best = null;
        var (slopeBelow, curvatureBelow) = (0d, 0d);
        for (var bin = 0; bin < count - 1; bin++)
        {
            slopeBelow += slopes[bin];
            curvatureBelow += curvatures[bin];
            if (curvatureBelow < LeastCurvature || curvature - curvatureBelow < LeastCurvature)
                continue;
            var gain = Gain(slopeBelow, curvatureBelow) + Gain(slope - slopeBelow, curvature - curvatureBelow) - Gain(slope, curvature);
            if (gain > (best?.Gain ?? 0))
                best = new Split(feature, bin, gain);
        }
        return best;
    }

    private static double Gain(double slope, double curvature) => slope * slope / (curvature + Penalty);

    private float ValueOf(Node node, int example)
    {
        while (node.Below is not null)
            node = _bins[node.Feature, example] <= node.Bin ? node.Below : node.Above!;
        return node.Value;
    }

    private void Write(Node node)
    {
        if (_text[^1] != '\n')
            _text.Append(' ');
        if (node.Below is null)
        {
            _text.Append(CultureInfo.InvariantCulture, $"={node.Value:G4}");
            return;
        }
        _text.Append(CultureInfo.InvariantCulture, $"{node.Feature}:{node.Value:G5}");
        Write(node.Below);
        Write(node.Above!);
    }

    private readonly record struct Split(int Feature, int Bin, double Gain);

    /// <summary>The value is that of a leaf, or the upper end of what goes below.</summary>
    private sealed record Node(int Feature, int Bin, float Value, Node? Below, Node? Above);
}
