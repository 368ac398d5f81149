using DealFlow.Azure.Tests.Emulators;
using DealFlow.Azure.Tests.Events;
using DealFlow.Local.Events;
using DealFlow.Local.Parts;
using DealFlow.Scenarios.Hosting;
using NodaTime;

namespace DealFlow.Azure.Tests.Parts;

/// <summary>The local host with its events sent to a broker, from which finance takes them.</summary>
public sealed class EventPartTests
{
    [Fact]
    public async Task Deal_EventsByAmqp_FinanceHasThemAndSoHasTheFeed()
    {
        await using var broker = await NodeProcess.StartAsync("broker.js");
        await using var host = await PartHost.StartAsync(SettingsFor(broker));

        var id = await host.ApprovedAsync();
        await host.SettleAsync();

        var got = Assert.Single(await Finance.ReceiveAsync(broker, 1));
        Assert.Equal(($"{id}/1/approved", id), (got.GetProperty("id").GetString(), got.GetProperty("session").GetString()));
        Assert.Equal([$"{id}/1/approved"], (await host.EventsAsync()).Select(item => item.GetProperty("id").GetString()!));
    }

    [Fact]
    public async Task Deal_BrokerRefusesForLong_TimelineSaysSoAndFinanceGetsTheEventOnce()
    {
        await using var broker = await NodeProcess.StartAsync("broker.js");
        await using var host = await PartHost.StartAsync(SettingsFor(broker));
        await Finance.RefuseAsync(broker, 100);

        var id = await host.ApprovedAsync();
        await host.AdvanceAsync(Duration.FromMinutes(40));
        Assert.Contains("deliveryFailed", await host.HappenedAsync(id));

        await Finance.RefuseAsync(broker, 0);
        await host.AdvanceAsync(Duration.FromHours(4));

        Assert.Equal($"{id}/1/approved", Assert.Single(await Finance.ReceiveAsync(broker, 1)).GetProperty("id").GetString());
        Assert.Single(await host.EventsAsync());
    }

    private static PartSettings SettingsFor(NodeProcess broker) => new()
    {
        Events = new AmqpSettings(new Uri($"amqp://127.0.0.1:{broker.Ports[0]}"), Finance.Topic, "dealflow", "any"),
        EventsTime = new NoWaiting(),
    };
}
