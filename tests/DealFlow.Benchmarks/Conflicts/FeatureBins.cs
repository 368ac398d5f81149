namespace DealFlow.Benchmarks.Conflicts;

/// <summary>The features of all examples, each cut into few ranges, so that every cut can be tried.</summary>
internal sealed class FeatureBins
{
    /// <summary>No feature has more ranges.</summary>
    public const int Most = 72;

    private const int ByRank = 64, ByValue = 8;

    private readonly float[][] _ends;
    private readonly byte[][] _bins;

    public FeatureBins(IReadOnlyList<Example> examples)
    {
        Features = examples[0].Features.Length;
        _ends = new float[Features][];
        _bins = new byte[Features][];
        for (var feature = 0; feature < Features; feature++)
        {
            var values = examples.Select(example => example.Features[feature]).ToArray();
            var ends = EndsOf(values);
            _ends[feature] = ends;
            _bins[feature] = [.. values.Select(value => (byte)(Array.BinarySearch(ends, value) is var found && found < 0 ? ~found : found))];
        }
    }

    public int Features { get; }

    /// <summary>The range of an example's feature.</summary>
    public byte this[int feature, int example] => _bins[feature][example];

    public byte[] Of(int feature) => _bins[feature];

    public int Count(int feature) => _ends[feature].Length + 1;

    public float UpperEnd(int feature, int bin) => _ends[feature][bin];

    private static float[] EndsOf(float[] values)
    {
        var sorted = values.Order().ToArray();
        var distinct = sorted.Distinct().ToArray();
        if (distinct.Length <= ByRank)
            return [.. distinct.Zip(distinct.Skip(1), (a, b) => (a + b) / 2)];
        var ends = new SortedSet<float>();
        for (var i = 1; i < ByRank; i++)
            ends.Add(sorted[(long)i * sorted.Length / ByRank]);
        for (var i = 1; i < ByValue; i++)
            ends.Add(distinct[(long)i * distinct.Length / ByValue]);
        return [.. ends];
    }
}
