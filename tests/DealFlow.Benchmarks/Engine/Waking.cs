using System.Diagnostics;

namespace DealFlow.Benchmarks.Engine;

/// <summary>Events at a steady rate to instances that wait: how long from raising one to the start of the activity that it causes.</summary>
internal static class Waking
{
    private const int Instances = 1_000;
    private const int EventsPerSecond = 500;
    private const int Seconds = 10;

    public static async Task<IReadOnlyList<Measure>> RunAsync(CancellationToken cancellation)
    {
        var events = EventsPerSecond * Seconds;
        var (raised, begun) = (new long[events], new long[events]);
        var code = EngineOnDisk.Code()
            .Orchestration<string, string>("wait", "1", async (context, _) =>
            {
                for (var turn = 0; turn < events / Instances; turn++)
                    await context.CallActivityAsync<string>("woken", (await context.WaitForEventAsync<int>("go")).Payload);
                return "";
            })
            .Activity<int, string>("woken", (number, _) =>
            {
                begun[number] = Stopwatch.GetTimestamp();
                return Task.FromResult("");
            });
        await using var disk = await EngineOnDisk.StartAsync(code, cancellation);
        await Task.WhenAll(Enumerable.Range(0, Instances).Select(number => disk.Engine.StartAsync("wait", $"w{number}", "", cancellation)));
        await disk.Engine.WhenIdleAsync(cancellation);
        await RaiseAsync(disk, raised, cancellation);
        await disk.Engine.WhenIdleAsync(cancellation);

        // The first second compiles.
        var waits = Enumerable.Range(EventsPerSecond, events - EventsPerSecond).Select(number => Stopwatch.GetElapsedTime(raised[number], begun[number]).TotalMilliseconds).ToList();
        return [new("wake_p99_ms", Statistics.Percentile(waits, 99), $"from an event to its activity, {EventsPerSecond} events a second; the median is {Statistics.Median(waits):0.0}")];
    }

    private static Task RaiseAsync(EngineOnDisk disk, long[] raised, CancellationToken cancellation) => Task.Run(
        async () =>
        {
            var (calls, began) = (new List<Task>(), Stopwatch.GetTimestamp());
            for (var number = 0; number < raised.Length; number++)
            {
                while (Stopwatch.GetElapsedTime(began).TotalSeconds * EventsPerSecond < number)
                    await Task.Delay(1, cancellation);
                raised[number] = Stopwatch.GetTimestamp();
                calls.Add(disk.Engine.RaiseEventAsync($"w{number % Instances}", "go", number, cancellation));
            }

            await Task.WhenAll(calls);
        }, cancellation);
}
