using System.Diagnostics;
using System.Globalization;
using DealFlow.Domain.Conflicts;
using DealFlow.Local.Candidates;
using DealFlow.Workflow.Conflicts;

namespace DealFlow.Benchmarks.Conflicts;

/// <summary>The candidate index on SQLite: made of so many customers as an import makes it, then asked once for each query.</summary>
internal static class SqliteLookups
{
    private const string Manufacturer = "contoso";
    private const int AtOnce = 8000;
    private const int WarmUp = 200;

    public static async Task<IReadOnlyList<Measure>> RunAsync(
        IEnumerable<CustomerFacts> customers, IReadOnlyList<CustomerFacts> queries, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("dealflow-candidates-");
        try
        {
            var path = Path.Combine(folder.FullName, "candidates.db");
            using var index = SqliteCandidateIndex.Open(path);
            var (count, seconds) = await BuildAsync(index, customers, cancellation);
            var size = folder.EnumerateFiles().Sum(file => file.Length) / 1e6;
            var search = new CandidateSearch(index);
            var samples = new List<double>(queries.Count);
            foreach (var (number, query) in queries.Concat(queries.Take(WarmUp)).Index())
            {
                var begun = Stopwatch.GetTimestamp();
                await search.FindAsync(Manufacturer, query, cancellation);
                if (number >= WarmUp)
                    samples.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }

            string Name(string what) => string.Create(CultureInfo.InvariantCulture, $"sqlite_{count}_{what}");
            return
            [
                new(Name("build_s"), seconds, "making the index on SQLite"),
                new(Name("size_mb"), size, "its files"),
                new(Name("p50_ms"), Statistics.Median(samples), "a look-up, half of them"),
                new(Name("p99_ms"), Statistics.Percentile(samples, 99), "a look-up, all but one of a hundred"),
                new(Name("cpu_ms"), CpuOf(search, queries, cancellation), "processor time of a look-up, on average"),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(int Count, double Seconds)> BuildAsync(SqliteCandidateIndex index, IEnumerable<CustomerFacts> customers, CancellationToken cancellation)
    {
        var (count, begun) = (0, Stopwatch.GetTimestamp());
        foreach (var part in customers.Chunk(AtOnce))
        {
            var first = count;
            await index.PutAsync(
                Manufacturer,
                [.. part.Select((customer, number) => new NamedCustomer(
                    Account.NameOf((first + number).ToString(CultureInfo.InvariantCulture)), IndexedCustomer.Of(customer)))],
                cancellation);
            count += part.Length;
        }

        return (count, Stopwatch.GetElapsedTime(begun).TotalSeconds);
    }

    /// <summary>On a busy machine the time on the clock says little; this says what is left on an idle one.</summary>
    private static double CpuOf(CandidateSearch search, IReadOnlyList<CustomerFacts> queries, CancellationToken cancellation)
    {
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        foreach (var query in queries)
            search.FindAsync(Manufacturer, query, cancellation).GetAwaiter().GetResult();
        return (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds / queries.Count;
    }
}
