using System.Globalization;
using DealFlow.Azure.Tests.Collateral;
using DealFlow.Azure.Tests.Cosmos;
using NodaTime;

namespace DealFlow.Azure.Tests.Costs;

/// <summary>
/// What a deal's whole life asks of each part, phase by phase, and what is asked when nothing happens. The tables of the README are these, so that they
/// are never older than the code: <c>dotnet run --project tests/DealFlow.Azure.Tests -- --filter-class "*DealCostTests" --show-live-output on</c> prints them.
/// </summary>
public sealed class DealCostTests(CosmosPlace place, BlobServer blobs, ITestOutputHelper output)
{
    private const double Kilobytes = 4; // of a document, on the average; the test holds it
    private static readonly string Readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md"));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Deal_ItsWholeLife_AsksWhatTheReadmeSays()
    {
        await using var host = await CostHost.StartAsync(place, blobs);
        var id = (await host.CallAsync("POST", "/api/registrations", Draft())).GetProperty("id").GetString()!;
        await SweepAsync(host);
        List<(string Name, Operations Asked)> phases = [("registered and checked", host.Take())];
        await host.DecideAsync("approve");
        phases.Add(("approved", host.Take()));
        await host.CallAsync("GET", "/api/registrations/{id}/collateral", id: id);
        phases.Add(("sales material opened", host.Take()));
        await host.PassAsync(Duration.FromDays(1)); // so that each round ends after the morning on which its daily mail leaves
        await RoundAsync(host);
        phases.Add(("each round of follow-up", host.Take()));
        await RoundAsync(host);
        Assert.Equal(phases[^1].Asked with { Details = "", Written = 0 }, host.Take() with { Details = "", Written = 0 }); // a round costs what the one before did
        await host.CallAsync("POST", "/api/registrations/{id}/close", Won(), id);
        await host.DecideAsync("confirm");
        phases.Add(("won and confirmed", host.Take()));

        Assert.Equal("closedWon", (await host.CallAsync("GET", "/api/registrations/{id}", id: id)).GetProperty("status").GetString());
        var writes = phases.Sum(phase => phase.Asked.Writes);
        Assert.InRange(phases.Sum(phase => phase.Asked.Written) / 1024.0 / writes, Kilobytes / 4, Kilobytes);
        Hold(phases);
    }

    [Fact]
    public async Task Timers_NothingToDo_AskWhatTheReadmeSays()
    {
        await using var host = await CostHost.StartAsync(place, blobs);
        await SweepAsync(host);
        List<(string Name, Operations Asked)> timers = [("sweep, every 5 minutes", host.Take())];
        await DailyAsync(host);
        timers.Add(("daily mails, every 15 minutes", host.Take()));
        await host.Work.Contacts.EraseDueAsync(Stop);
        await host.Work.SignalKeeping.ForgetOldAsync(Stop);
        timers.Add(("retention, every hour", host.Take()));

        Hold(timers);
    }

    private void Hold(IReadOnlyList<(string Name, Operations Asked)> rows)
    {
        foreach (var (name, asked) in rows)
        {
            output.WriteLine(asked.Row(name, Kilobytes));
            output.WriteLine($"    {asked.Details}" + (Environment.GetEnvironmentVariable("DEALFLOW_COSMOS") is not null ? string.Create(CultureInfo.InvariantCulture, $"; {asked.Charge:F0} RU by the account's own word") : ""));
        }

        Assert.All(rows, row => Assert.Contains(row.Asked.Row(row.Name, Kilobytes), Readme, StringComparison.Ordinal));
    }

    /// <summary>Three weeks, at the end of which the daily mail of the round leaves.</summary>
    private static async Task RoundAsync(CostHost host)
    {
        await host.PassAsync(Duration.FromDays(21));
        await DailyAsync(host);
    }

    private static async Task SweepAsync(CostHost host)
    {
        await host.Waker.SweepAsync(Stop);
        await host.Work.MembershipDelivery.SweepAsync(Stop);
        await host.Reindexing.RunAsync(TimeSpan.MaxValue, Stop);
    }

    private static async Task DailyAsync(CostHost host)
    {
        await host.Work.NewsRound.PlanAsync(Stop);
        await host.Work.NewsRound.AnnounceDueAsync(Stop);
        await host.Work.DailyMails.SendDueAsync(Stop);
    }

    private static object Draft() => new
    {
        program = "contoso-network",
        customer = new { name = "Brauhaus Zirbel GmbH", country = "DE", domain = "brauhaus-zirbel.example" },
        products = new[] { "firewall" },
        estimatedValue = new { amount = "50000.00", currency = "EUR" },
        expectedCloseOn = "2026-12-15",
        activity = "Two meetings.",
    };

    private static object Won() => new { outcome = "won", signedOn = "2026-03-20", orderNumber = "PO-77", netAmount = new { amount = "38400.00", currency = "EUR" } };
}
