using System.Text.Json;
using DealFlow.Azure.Tests.Emulators;
using DealFlow.Local.Events;
using DealFlow.Workflow;
using DealFlow.Workflow.Events;

namespace DealFlow.Azure.Tests.Events;

/// <summary>Events go over AMQP 1.0 to a broker, and finance takes them with the client of Service Bus for Node.</summary>
public sealed class BrokerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PublishAsync_SeveralDeals_FinanceGetsEachWholeAndInOrder()
    {
        await using var broker = await NodeProcess.StartAsync("broker.js");
        await using var events = Finance.PublisherTo(broker);
        DealEvent[] sent = [Event("DR-0000-0001", 1), Event("DR-0000-0001", 2), Event("DR-0000-0002", 1), Event("DR-0000-0001", 3)];

        foreach (var one in sent)
            await events.PublishAsync(one, Stop);

        var got = await Finance.ReceiveAsync(broker, sent.Length);
        Assert.Equal(sent.Select(one => one.Id), got.Select(line => Text(line, "id")));
        Assert.Equal(sent.Select(one => one.Json), got.Select(line => Text(line, "body")));
        Assert.All(got, line => Assert.Equal(DealEvent.ContentType, Text(line, "contentType")));
        Assert.Equal(sent.Select(one => one.Subject), got.Select(line => Text(line, "session")));
        Assert.Equal(sent.Select(one => one.Type), got.Select(line => Text(line, "subject")));
    }

    [Fact]
    public async Task PublishAsync_TheSameAgain_FinanceGetsItOnce()
    {
        await using var broker = await NodeProcess.StartAsync("broker.js");
        await using var events = Finance.PublisherTo(broker);

        await events.PublishAsync(Event("DR-0000-0001", 1), Stop);
        await events.PublishAsync(Event("DR-0000-0001", 1), Stop);
        await events.PublishAsync(Event("DR-0000-0001", 2), Stop);

        Assert.Equal(["DR-0000-0001/1/closed", "DR-0000-0001/2/closed"], (await Finance.ReceiveAsync(broker, 2)).Select(line => Text(line, "id")));
    }

    [Fact]
    public async Task PublishAsync_ConsumerRejectsOne_ItIsDeadLetteredAndTheOthersGoOn()
    {
        await using var broker = await NodeProcess.StartAsync("broker.js");
        await using var events = Finance.PublisherTo(broker);
        for (var number = 1; number <= 3; number++)
            await events.PublishAsync(Event("DR-0000-0001", number), Stop);

        var got = await Finance.ReceiveAsync(broker, 3, "DR-0000-0001/2/closed=deadLetter", dead: 1);

        Assert.Equal(3, got.Count(line => line.TryGetProperty("id", out _)));
        Assert.Equal("DR-0000-0001/2/closed", Text(Assert.Single(got, line => line.TryGetProperty("dead", out _)), "dead"));
    }

    [Fact]
    public async Task PublishAsync_BrokerRefusesForAMoment_IsSentAgain()
    {
        await using var broker = await NodeProcess.StartAsync("broker.js");
        await using var events = Finance.PublisherTo(broker);
        await Finance.RefuseAsync(broker, 1);

        await events.PublishAsync(Event("DR-0000-0001", 1), Stop);

        Assert.Single(await Finance.ReceiveAsync(broker, 1));
    }

    [Fact]
    public async Task PublishAsync_AnswerIsLost_IsSentAgainUnderTheSameIdAndCountsOnce()
    {
        await using var broker = await NodeProcess.StartAsync("broker.js", "lose");
        await using var events = Finance.PublisherTo(broker);
        await Finance.RefuseAsync(broker, 1);

        await events.PublishAsync(Event("DR-0000-0001", 1), Stop);
        await events.PublishAsync(Event("DR-0000-0001", 2), Stop);

        Assert.Equal(["DR-0000-0001/1/closed", "DR-0000-0001/2/closed"], (await Finance.ReceiveAsync(broker, 2)).Select(line => Text(line, "id")));
    }

    [Fact]
    public async Task PublishAsync_BrokerRefusesForLong_ThrowsAndPublishesLater()
    {
        await using var broker = await NodeProcess.StartAsync("broker.js");
        await using var events = Finance.PublisherTo(broker);
        await Finance.RefuseAsync(broker, 3);

        var refused = await Assert.ThrowsAsync<EventNotTakenException>(() => events.PublishAsync(Event("DR-0000-0001", 1), Stop));
        Assert.Contains("internal-error", refused.Message, StringComparison.Ordinal);
        await events.PublishAsync(Event("DR-0000-0001", 1), Stop);

        Assert.Single(await Finance.ReceiveAsync(broker, 1));
    }

    [Fact]
    public async Task PublishAsync_NobodyListens_Throws()
    {
        await using var events = new AmqpDealEvents(new AmqpSettings(new Uri("amqp://127.0.0.1:1"), Finance.Topic, null, null), new NoWaiting());

        await Assert.ThrowsAsync<EventNotTakenException>(() => events.PublishAsync(Event("DR-0000-0001", 1), Stop));
    }

    private static DealEvent Event(string deal, int number) => new(
        $"{deal}/{number}/closed", "dealflow.deal.closed.v1", deal, JsonSerializer.Serialize(new { specversion = "1.0", id = $"{deal}/{number}/closed", text = "Müller" }, DealFlowJson.Options));

    private static string? Text(JsonElement line, string name) => line.GetProperty(name).GetString();
}
