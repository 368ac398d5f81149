using System.Net;
using System.Text.Json;
using DealFlow.Azure.Tests.Cosmos;
using DealFlow.Scenarios.Hosting;
using NodaTime;

namespace DealFlow.Azure.Tests.Parts;

/// <summary>The local host with its registrations in Cosmos DB.</summary>
public sealed class CosmosPartTests(CosmosPlace place)
{
    [Fact]
    public async Task Deal_RegistrationsInCosmos_GoesItsWholeWayAtTheCostThatIsStated()
    {
        var counted = new CountedOperations();
        await using var host = await PartHost.StartAsync(await place.SettingsAsync(counted));
        await host.SettleAsync();
        counted.Clear();

        var id = await host.ApprovedAsync();
        var approved = counted.Take();
        await host.AdvanceAsync(Duration.FromDays(64)); // three rounds of follow-up
        var protectedFor = counted.Take();
        await CloseAsync(host, id);
        var closed = counted.Take();

        Assert.Equal("closedWon", await host.StatusAsync(id));
        Assert.Equal([$"{id}/1/approved", $"{id}/2/closed"], (await host.EventsAsync()).Select(item => item.GetProperty("id").GetString()!));
        var (wakes, activities) = await host.CountWorkAsync();
        TestContext.Current.SendDiagnosticMessage("{0} wakes of the orchestration, {1} activities", wakes, activities);
        Assert.InRange(wakes, 1, 24);
        Assert.InRange(activities, 1, 14);
        foreach (var (name, costs) in new[] { ("registered and approved", approved), ("three follow-ups", protectedFor), ("won and confirmed", closed) })
            TestContext.Current.SendDiagnosticMessage("{0}: {1}", name, costs);
        AssertAtMost(new Cost(Reads: 60, Queries: 12, Writes: 30), approved);
        AssertAtMost(new Cost(Reads: 60, Queries: 4, Writes: 12), protectedFor);
        AssertAtMost(new Cost(Reads: 60, Queries: 5, Writes: 20), closed);
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task Deal_CosmosFailsForAMoment_GoesOn(HttpStatusCode status)
    {
        var faults = new InjectedFaults(status);
        await using var host = await PartHost.StartAsync(await place.SettingsAsync(faults));
        var id = await host.RegisterAsync(Keys.AlpenIt);

        faults.Every = 4;
        Assert.Equal(HttpStatusCode.OK, (await host.DecideAsync(await host.TokenAsync(People.Anna), "approve")).Status);

        Assert.Equal("approved", await host.StatusAsync(id));
        Assert.True(faults.Injected > 0);
        Assert.DoesNotContain("deliveryFailed", await host.HappenedAsync(id));
    }

    [Fact]
    public async Task Registering_CosmosIsDown_IsRefusedAndLeavesNothing()
    {
        var faults = new InjectedFaults(HttpStatusCode.ServiceUnavailable);
        await using var host = await PartHost.StartAsync(await place.SettingsAsync(faults));
        await host.SettleAsync();

        faults.Every = 1;
        var refused = await host.PostAsync("/api/registrations", Drafts.Mueller(), Keys.AlpenIt);
        faults.Every = 0;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
        Assert.Equal("/problems#unavailable", JsonDocument.Parse(refused.Text).RootElement.GetProperty("type").GetString());
        Assert.Empty(await host.MailsAsync());
        await host.RegisterAsync(Keys.AlpenIt);
        Assert.Equal(2, (await host.MailsAsync()).Count);
    }

    private static async Task CloseAsync(PartHost host, string id)
    {
        var won = await host.PostAsync(
            $"/api/registrations/{id}/close",
            new { outcome = "won", signedOn = "2026-03-20", orderNumber = "PO-77", netAmount = new { amount = "38400.00", currency = "EUR" } }, Keys.AlpenIt);
        Assert.True(won.Status is HttpStatusCode.OK, won.Text);
        Assert.Equal(HttpStatusCode.OK, (await host.DecideAsync(await host.TokenAsync(People.Anna), "confirm")).Status);
        await host.SettleAsync();
    }

    private static void AssertAtMost(Cost most, Cost counted)
    {
        Assert.True(counted.Reads <= most.Reads && counted.Queries <= most.Queries && counted.Writes <= most.Writes, $"{counted} is more than {most}.");
        Assert.True(counted.Writes > 0);
    }
}
