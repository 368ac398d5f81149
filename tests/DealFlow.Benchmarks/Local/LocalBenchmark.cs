using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace DealFlow.Benchmarks.Local;

/// <summary>
/// The local host in a process of its own, each time on a fresh folder: how soon it answers, how fast the three sample partners can register one
/// after another, and how fast the months of all these deals pass.
/// </summary>
internal static class LocalBenchmark
{
    private const int Deals = 90;
    private const int Starts = 3;
    private static readonly string[] Partners = ["dev-alpen-it", "dev-nordlicht", "dev-rheinwerk"];

    public static async Task<IReadOnlyList<Measure>> RunAsync(CancellationToken cancellation)
    {
        await using (await LocalProcess.StartAsync(cancellation)) { } // brings all files into memory
        var starts = new List<double>();
        for (var start = 1; start < Starts; start++)
            await using (var process = await LocalProcess.StartAsync(cancellation))
                starts.Add(process.StartSeconds);

        await using var host = await LocalProcess.StartAsync(cancellation);
        starts.Add(host.StartSeconds);
        var (total, each) = await RegisterAsync(host.Http, cancellation);
        var (clock, steps) = await PassAsync(host.Http, TimeSpan.FromDays(120), cancellation);
        return
        [
            new("start_s", Statistics.Median(starts), $"from the start of the process to the first answer, median of {Starts}"),
            new($"registrations_{Deals}_s", total, $"{Deals} registrations of three partners, one after another"),
            new("registration_p99_ms", Statistics.Percentile(each, 99), "one registration in a hundred takes longer"),
            new($"clock_{Deals}_deals_120_days_s", clock, "120 days of all these deals, undecided, with everything that is due"),
            new("clock_steps", steps, "due times at which the clock stopped on the way"),
        ];
    }

    private static async Task<(double Total, List<double> Each)> RegisterAsync(HttpClient http, CancellationToken cancellation)
    {
        var (each, began) = (new List<double>(Deals), Stopwatch.GetTimestamp());
        for (var number = 0; number < Deals; number++)
        {
            var sent = Stopwatch.GetTimestamp();
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/registrations") { Content = JsonContent.Create(Draft(number)) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Partners[number % Partners.Length]);
            using var answer = await http.SendAsync(request, cancellation);
            answer.EnsureSuccessStatusCode();
            await answer.Content.ReadAsByteArrayAsync(cancellation);
            each.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
        }

        return (Stopwatch.GetElapsedTime(began).TotalSeconds, each);
    }

    private static async Task<(double Seconds, int Steps)> PassAsync(HttpClient http, TimeSpan time, CancellationToken cancellation)
    {
        using var settled = await http.PostAsJsonAsync("/local/clock", new { advance = "00:00:00" }, cancellation);
        settled.EnsureSuccessStatusCode();
        var began = Stopwatch.GetTimestamp();
        using var answer = await http.PostAsJsonAsync("/local/clock", new { advance = time.ToString("c") }, cancellation);
        answer.EnsureSuccessStatusCode();
        var moved = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation);
        return (Stopwatch.GetElapsedTime(began).TotalSeconds, moved.GetProperty("fired").GetInt32());
    }

    /// <summary>Every customer is another one. A gold partner's are approved at once, as they are small; a person is asked for the others.</summary>
    private static object Draft(int number) => new
    {
        program = "contoso-network",
        customer = new { name = $"Zirbel {Word(number)} GmbH", country = "DE", domain = $"zirbel-{number}.example" },
        products = new[] { "firewall" },
        estimatedValue = new { amount = "9000.00", currency = "EUR" },
        expectedCloseOn = DateTime.UtcNow.AddDays(90).ToString("yyyy-MM-dd", null),
        activity = "Two meetings, offer requested.",
    };

    private static string Word(int number) => string.Concat($"{number:00}".Select(digit => new[] { "Ba", "Ce", "Di", "Fo", "Gu", "Ha", "Je", "Ki", "Lo", "Mu" }[digit - '0']));
}
