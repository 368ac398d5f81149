namespace DealFlow.Benchmarks;

/// <summary>What many samples say together.</summary>
internal static class Statistics
{
    public static double Median(IEnumerable<double> samples) => Percentile(samples, 50);

    /// <summary>The nearest rank: the smallest sample that so many percent of all do not exceed.</summary>
    public static double Percentile(IEnumerable<double> samples, int percent)
    {
        var sorted = samples.Order().ToList();
        return sorted[Math.Max((int)Math.Ceiling(percent / 100d * sorted.Count), 1) - 1];
    }
}
