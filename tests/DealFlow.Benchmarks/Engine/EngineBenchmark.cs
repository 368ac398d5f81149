namespace DealFlow.Benchmarks.Engine;

/// <summary>What the embedded engine does with a real file and <c>synchronous=FULL</c>, and what the local host makes of it.</summary>
internal static class EngineBenchmark
{
    private static readonly IReadOnlyList<Part> Parts =
    [
        new("throughput", ["orchestrations_per_s", "sqlite_rows_per_s", "ratio"], (_, cancellation) => Throughput.RunAsync(cancellation)),
        new("sleeping", ["sleeping_bytes", "restart_s", "restart_due_s"], (_, cancellation) => Sleeping.RunAsync(cancellation)),
        new("wake", ["wake_p99_ms"], (_, cancellation) => Waking.RunAsync(cancellation)),
        new("http", ["http_registrations_per_s", "http_p99_ms", "http_cpu_ms", "http_done_s"], Registering.RunAsync),
    ];

    /// <summary>What <c>--only</c> takes.</summary>
    public static IReadOnlyList<string> Names => [.. Parts.SelectMany(part => part.Measures.Prepend(part.Name))];

    public static async Task<IReadOnlyList<Measure>> RunAsync(string? only, HttpLoad load, CancellationToken cancellation)
    {
        var measures = new List<Measure>();
        foreach (var part in Parts.Where(part => only is null || part.Name == only || part.Measures.Contains(only)))
            measures.AddRange(await part.Run(load, cancellation));
        return measures;
    }

    private sealed record Part(string Name, IReadOnlyList<string> Measures, Func<HttpLoad, CancellationToken, Task<IReadOnlyList<Measure>>> Run);
}

/// <summary>How much is asked of the local host: registrations a second in all, and for how many seconds.</summary>
internal sealed record HttpLoad(int Rate, int Seconds);
