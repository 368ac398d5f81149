using System.Net;
using System.Text.Json;
using DealFlow.Azure.Tests.Cosmos;
using DealFlow.Scenarios.Hosting;
using NodaTime;

namespace DealFlow.Azure.Tests.Parts;

/// <summary>Cosmos DB answers nothing of a deal for longer than its activities are retried: the deal waits, and its timeline says so afterwards.</summary>
public sealed class StoreOutageTests(CosmosPlace place)
{
    private const string Unreachable = "storeUnreachable";

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task Deal_CosmosFailsForMinutes_TimelineSaysSoOnceItCanBeWritten(HttpStatusCode status)
    {
        var faults = new InjectedFaults(status);
        await using var host = await PartHost.StartAsync(await place.SettingsAsync(faults));
        var id = await BeforeFirstRoundAsync(host);

        await AwayAsync(host, faults, id, Duration.FromMinutes(10));
        await host.AdvanceAsync(Duration.FromHours(2));

        Assert.Contains("deliveryFailed", await host.HappenedAsync(id));
        Assert.DoesNotContain(Unreachable, await host.HappenedAsync(id));
        Assert.Equal("approved", await host.StatusAsync(id));
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task Deal_CosmosFailsForHours_WaitsWithAnAlertThenTimelineSaysFromWhenAndNothingIsLostOrSentTwice(HttpStatusCode status)
    {
        var (faults, errors) = (new InjectedFaults(status), new ErrorNumbers());
        await using var host = await PartHost.StartAsync(await place.SettingsAsync(faults), errors);
        var id = await BeforeFirstRoundAsync(host);
        var mails = (await host.MailsAsync()).Count;

        await AwayAsync(host, faults, id, Duration.FromHours(3));
        Assert.Contains(2002, errors.Seen);
        Assert.Equal(mails, (await host.MailsAsync()).Count);
        await host.AdvanceAsync(Duration.FromDays(3));

        Assert.Equal("approved", await host.StatusAsync(id));
        Assert.Equal([$"{id}/1/approved"], (await host.EventsAsync()).Select(item => item.GetProperty("id").GetString()!));
        Assert.Equal(mails + 2, (await host.MailsAsync()).Count); // one to each side
        var line = Assert.Single(await host.TimelineAsync(id), line => What(line) == Unreachable);
        Assert.StartsWith("The store could not be reached from 2026-03-23T09:00:00Z on.", line.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal("clock", line.GetProperty("by").GetString());
        Assert.InRange(At(line), Instant.FromUtc(2026, 3, 23, 11, 59), Instant.FromUtc(2026, 3, 23, 13, 0)); // tried again each hour
        Assert.Equal([Unreachable, "followedUp"], (await host.HappenedAsync(id)).TakeLast(2));
    }

    [Fact]
    public async Task Deal_CosmosIsAwayTwiceInARow_TimelineSaysEachOnce()
    {
        var faults = new InjectedFaults(HttpStatusCode.ServiceUnavailable);
        await using var host = await PartHost.StartAsync(await place.SettingsAsync(faults));
        var id = await BeforeFirstRoundAsync(host);

        await AwayAsync(host, faults, id, Duration.FromHours(3));
        await host.AdvanceAsync(Duration.FromDays(21) - Duration.FromHours(3 + 1)); // just before the second round; summer time has begun
        await AwayAsync(host, faults, id, Duration.FromHours(20));
        await host.AdvanceAsync(Duration.FromDays(1));

        var lines = (await host.TimelineAsync(id)).Where(line => What(line) == Unreachable).Select(line => line.GetProperty("text").GetString()!);
        Assert.Equal(["2026-03-23T09:00:00Z", "2026-04-13T08:00:00Z"], lines.Select(text => text.Split(' ')[7]));
        Assert.Equal(2, (await host.HappenedAsync(id)).Count(what => what == "followedUp"));
    }

    [Fact]
    public async Task Deal_EndsBeforeItGoesOn_TimelineSaysWhyTheMailsCameLate()
    {
        var faults = new InjectedFaults(HttpStatusCode.ServiceUnavailable);
        await using var host = await PartHost.StartAsync(await place.SettingsAsync(faults));
        var id = await BeforeFirstRoundAsync(host);
        var mails = (await host.MailsAsync()).Count;

        await AwayAsync(host, faults, id, Duration.FromHours(3));
        var withdrawn = await host.PostAsync($"/api/registrations/{id}/withdraw", new { reason = "The customer waits." }, Keys.AlpenIt);
        Assert.Equal(HttpStatusCode.OK, withdrawn.Status);
        await host.AdvanceAsync(Duration.FromDays(1));

        Assert.Equal("withdrawn", await host.StatusAsync(id));
        Assert.Equal(["withdrawn", Unreachable], (await host.HappenedAsync(id)).TakeLast(2));
        Assert.Equal(mails + 2, (await host.MailsAsync()).Count); // the withdrawal, to each side
    }

    private static async Task<string> BeforeFirstRoundAsync(PartHost host)
    {
        var id = await host.ApprovedAsync();
        await host.AdvanceAsync(Duration.FromDays(21) - Duration.FromMinutes(1));
        return id;
    }

    private static async Task AwayAsync(PartHost host, InjectedFaults faults, string id, Duration time)
    {
        (faults.Every, faults.Document) = (1, id);
        await host.AdvanceAsync(time);
        faults.Every = 0;
    }

    private static string What(JsonElement line) => line.GetProperty("what").GetString()!;

    private static Instant At(JsonElement line) => NodaTime.Text.InstantPattern.ExtendedIso.Parse(line.GetProperty("at").GetString()!).Value;
}
