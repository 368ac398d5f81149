using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using DealFlow.Benchmarks.Local;

namespace DealFlow.Benchmarks.Engine;

/// <summary>
/// Registrations of distinct customers by 50 partners, posted to the local host in a process of its own by 16 clients at a steady rate. The time of an
/// answer counts from when it was to be asked for, so a stall is not hidden by clients that wait.
/// </summary>
internal static class Registering
{
    private const int Clients = 16;

    public static async Task<IReadOnlyList<Measure>> RunAsync(HttpLoad load, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("dealflow-benchmark-").FullName;
        var keys = await BenchmarkProgram.WriteAsync(folder);
        await using var host = await LocalProcess.StartAsync(folder, ["--programs", BenchmarkProgram.FolderIn(folder)], cancellation);
        await PostAsync(host.Http, keys, new HttpLoad(50, 4), 1_000_000, cancellation); // compiles
        await SettleAsync(host.Http, cancellation);

        var (began, used) = (Stopwatch.GetTimestamp(), host.ProcessorSeconds);
        var times = await PostAsync(host.Http, keys, load, 0, cancellation);
        var posted = Stopwatch.GetElapsedTime(began).TotalSeconds;
        await SettleAsync(host.Http, cancellation);
        var done = Stopwatch.GetElapsedTime(began).TotalSeconds - posted;
        return
        [
            new("http_registrations_per_s", times.Count / posted, $"by {keys.Count} partners, {Clients} clients, {load.Rate} a second asked for, {load.Seconds} s"),
            new("http_p99_ms", Statistics.Percentile(times, 99), $"one answer in a hundred takes longer; the median is {Statistics.Median(times):0.0}"),
            new("http_cpu_ms", (host.ProcessorSeconds - used) * 1000 / times.Count, "processor time of the host for each, with all its activities"),
            new("http_done_s", done, "after the last answer, until all activities are done"),
        ];
    }

    private static async Task<List<double>> PostAsync(HttpClient http, IReadOnlyList<string> keys, HttpLoad load, int from, CancellationToken cancellation)
    {
        var (next, count, began) = (-1, load.Rate * load.Seconds, Stopwatch.GetTimestamp());
        var each = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(
            async () =>
            {
                var times = new List<double>();
                while (Interlocked.Increment(ref next) is var number && number < count)
                {
                    var at = number / (double)load.Rate;
                    if (at - Stopwatch.GetElapsedTime(began).TotalSeconds is > 0.001 and var pause)
                        await Task.Delay(TimeSpan.FromSeconds(pause), cancellation);
                    at = Math.Min(at, Stopwatch.GetElapsedTime(began).TotalSeconds);
                    await PostAsync(http, keys[number % keys.Count], from + number, cancellation);
                    times.Add((Stopwatch.GetElapsedTime(began).TotalSeconds - at) * 1000);
                }

                return times;
            }, cancellation)));
        return [.. each.SelectMany(times => times)];
    }

    private static async Task PostAsync(HttpClient http, string key, int number, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/registrations") { Content = JsonContent.Create(BenchmarkProgram.Draft(number)) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await http.SendAsync(request, cancellation);
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync(cancellation);
    }

    /// <summary>The clock answers when nothing is left to do.</summary>
    private static async Task SettleAsync(HttpClient http, CancellationToken cancellation)
    {
        using var settled = await http.PostAsJsonAsync("/local/clock", new { advance = "00:00:00" }, cancellation);
        settled.EnsureSuccessStatusCode();
    }
}
