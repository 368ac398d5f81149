using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
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

    public static async Task<JsonObject> RunAsync(
        IEnumerable<CustomerFacts> customers, IReadOnlyList<CustomerFacts> queries, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("dealflow-candidates-");
        try
        {
            var path = Path.Combine(folder.FullName, "candidates.db");
            using var index = SqliteCandidateIndex.Open(path);
            var seconds = await BuildAsync(index, customers, cancellation);
            var size = folder.EnumerateFiles().Sum(file => file.Length) / 1e6;
            var (samples, cpu) = await AskAsync(new CandidateSearch(index), queries, cancellation);
            return new JsonObject
            {
                ["buildSeconds"] = Math.Round(seconds, 1),
                ["fileMegabytes"] = Math.Round(size, 1),
                ["p50Milliseconds"] = Math.Round(Statistics.Median(samples), 3),
                ["p99Milliseconds"] = Math.Round(Statistics.Percentile(samples, 99), 3),
                ["processorMilliseconds"] = Math.Round(cpu, 3),
            };
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The times of look-ups, and the processor time of one on average: on a busy machine the time on the clock says little.</summary>
    private static async Task<(List<double> Samples, double Cpu)> AskAsync(CandidateSearch search, IReadOnlyList<CustomerFacts> queries, CancellationToken cancellation)
    {
        foreach (var query in queries.Take(WarmUp))
            await search.FindAsync(Manufacturer, query, cancellation);
        var samples = new List<double>(queries.Count);
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        foreach (var query in queries)
        {
            var begun = Stopwatch.GetTimestamp();
            await search.FindAsync(Manufacturer, query, cancellation);
            samples.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }
        return (samples, (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds / queries.Count);
    }

    private static async Task<double> BuildAsync(SqliteCandidateIndex index, IEnumerable<CustomerFacts> customers, CancellationToken cancellation)
    {
        var (count, begun) = (0, Stopwatch.GetTimestamp());
        foreach (var part in customers.Chunk(AtOnce))
        {
            var first = count;
            await index.PutAsync(
                Manufacturer,
                [.. part.AsParallel().AsOrdered().Select((customer, number) => new NamedCustomer(
                    Account.NameOf((first + number).ToString(CultureInfo.InvariantCulture)), IndexedCustomer.Of(customer)))],
                cancellation);
            count += part.Length;
        }

        return Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }
}
