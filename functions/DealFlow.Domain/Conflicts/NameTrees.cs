using System.Globalization;

namespace DealFlow.Domain.Conflicts;

/// <summary>
/// Small decision trees that say how likely two names and towns are one customer. They were trained on known pairs and look-ups; the program is
/// in the benchmarks (<c>conflicts train</c>) and writes the file that is read here.
/// </summary>
internal sealed class NameTrees
{
    private const sbyte Leaf = -1;

    private readonly List<int> _roots = [];
    private readonly List<sbyte> _features = [];
    private readonly List<float> _values = [];
    private readonly List<int> _aboves = [];
    private float _base;

    /// <summary>For one that was found by a look-up, when it is known what else was found.</summary>
    public static NameTrees OfLookUps { get; } = Shipped("lookup-trees.txt");

    /// <summary>For two names that are all there is.</summary>
    public static NameTrees OfPairs { get; } = Shipped("pair-trees.txt");

    /// <summary>Smaller ones, which say how alike two are before it is known what else was found.</summary>
    public static NameTrees OfLikeness { get; } = Shipped("likeness-trees.txt");

    /// <summary>From 0 to 1.</summary>
    /// <param name="features">One for each <see cref="Feature"/>.</param>
    public double Likelihood(ReadOnlySpan<float> features) => 1 / (1 + Math.Exp(-Sum(features)));

    /// <summary>The same before it is brought between 0 and 1: 0 is as likely as not.</summary>
    public float Sum(ReadOnlySpan<float> features)
    {
        double sum = _base;
        foreach (var root in _roots)
        {
            var node = root;
            while (_features[node] != Leaf)
                node = features[_features[node]] <= _values[node] ? node + 1 : _aboves[node];
            sum += _values[node];
        }
        return (float)sum;
    }

    /// <summary>
    /// Reads a line a tree: nodes before their branches, <c>3:0.5</c> for "feature 3 at most 0.5: the next node, else the one after its branch",
    /// <c>=0.1</c> for an end. The line <c>base</c> is what all begin with.
    /// </summary>
    public static NameTrees Parse(string text)
    {
        var trees = new NameTrees();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (line[0] == '#')
                continue;
            var nodes = line.Split(' ');
            if (nodes[0] == "base")
            {
                trees._base = Number(nodes[1]);
                continue;
            }
            trees._roots.Add(trees._features.Count);
            var end = trees.Add(nodes, 0);
            if (end != nodes.Length)
                throw new FormatException("A tree has nodes that no branch leads to.");
        }
        return trees;
    }

    private int Add(string[] nodes, int at)
    {
        var (node, here) = (nodes[at], _features.Count);
        if (node[0] == '=')
        {
            AddNode(Leaf, Number(node.AsSpan(1)));
            return at + 1;
        }
        var colon = node.IndexOf(':', StringComparison.Ordinal);
        AddNode(sbyte.Parse(node.AsSpan(0, colon), CultureInfo.InvariantCulture), Number(node.AsSpan(colon + 1)));
        var next = Add(nodes, at + 1);
        _aboves[here] = _features.Count;
        return Add(nodes, next);
    }

    private void AddNode(sbyte feature, float value)
    {
        _features.Add(feature);
        _values.Add(value);
        _aboves.Add(0);
    }

    private static float Number(ReadOnlySpan<char> text) => float.Parse(text, CultureInfo.InvariantCulture);

    private static NameTrees Shipped(string file) => Parse(EmbeddedText.Read("DealFlow.Domain.Conflicts." + file));
}
