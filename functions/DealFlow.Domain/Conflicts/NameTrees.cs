using System.Globalization;

namespace DealFlow.Domain.Conflicts;

/// <summary>
/// Small decision trees that say how likely two names and towns are one customer. They were trained on known pairs and look-ups; the program is
/// in the benchmarks (<c>conflicts train</c>) and writes the file that is read here.
/// </summary>
internal sealed class NameTrees
{
    private const sbyte Leaf = -1;

    private readonly Node[] _nodes;

    /// <summary>Where each tree begins, and the most that it and all behind it can add.</summary>
    private readonly (int Root, double MostFromHere)[] _trees;

    private readonly float _base;

    private NameTrees(float start, Node[] nodes, IReadOnlyList<int> roots)
    {
        (_base, _nodes, _trees) = (start, nodes, new (int, double)[roots.Count]);
        var most = 0d;
        for (var tree = roots.Count - 1; tree >= 0; tree--)
        {
            var end = tree + 1 < roots.Count ? roots[tree + 1] : nodes.Length;
            most += nodes[roots[tree]..end].Where(node => node.Feature == Leaf).Max(node => node.Value);
            _trees[tree] = (roots[tree], most);
        }
    }

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
        foreach (var (root, _) in _trees)
            sum += ValueOf(root, features);
        return (float)sum;
    }

    /// <summary>Whether the likelihood is as great as this. It looks at no more trees than it takes to see that it is not.</summary>
    public bool IsAtLeast(double likelihood, ReadOnlySpan<float> features)
    {
        const double MoreThanRounding = 0.001;
        var least = Math.Log(likelihood / (1 - likelihood)) - MoreThanRounding;
        double sum = _base;
        foreach (var (root, mostFromHere) in _trees)
        {
            if (sum + mostFromHere < least)
                return false;
            sum += ValueOf(root, features);
        }
        return 1 / (1 + Math.Exp(-(float)sum)) >= likelihood;
    }

    private float ValueOf(int root, ReadOnlySpan<float> features)
    {
        var nodes = _nodes;
        var at = root;
        while (true)
        {
            ref readonly var node = ref nodes[at];
            if (node.Feature == Leaf)
                return node.Value;
            at = features[node.Feature] <= node.Value ? at + 1 : node.Above;
        }
    }

    /// <summary>
    /// Reads a line a tree: nodes before their branches, <c>3:0.5</c> for "feature 3 at most 0.5: the next node, else the one after its branch",
    /// <c>=0.1</c> for an end. The line <c>base</c> is what all begin with.
    /// </summary>
    public static NameTrees Parse(string text)
    {
        var (start, all, roots) = (0f, new List<Node>(), new List<int>());
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (line[0] == '#')
                continue;
            var nodes = line.Split(' ');
            if (nodes[0] == "base")
            {
                start = Number(nodes[1]);
                continue;
            }
            roots.Add(all.Count);
            var end = Add(all, nodes, 0);
            if (end != nodes.Length)
                throw new FormatException("A tree has nodes that no branch leads to.");
        }
        return new NameTrees(start, [.. all], roots);
    }

    private static int Add(List<Node> all, string[] nodes, int at)
    {
        var (node, here) = (nodes[at], all.Count);
        if (node[0] == '=')
        {
            all.Add(new Node(Number(node.AsSpan(1)), 0, Leaf));
            return at + 1;
        }
        var colon = node.IndexOf(':', StringComparison.Ordinal);
        all.Add(new Node(Number(node.AsSpan(colon + 1)), 0, sbyte.Parse(node.AsSpan(0, colon), CultureInfo.InvariantCulture)));
        var next = Add(all, nodes, at + 1);
        all[here] = all[here] with { Above = all.Count };
        return Add(all, nodes, next);
    }

    private static float Number(ReadOnlySpan<char> text) => float.Parse(text, CultureInfo.InvariantCulture);

    private static NameTrees Shipped(string file) => Parse(EmbeddedText.Read("DealFlow.Domain.Conflicts." + file));

    /// <summary>The value is that of an end, or the most with which the next node follows; otherwise it goes on at <paramref name="Above"/>.</summary>
    private readonly record struct Node(float Value, int Above, sbyte Feature);
}
