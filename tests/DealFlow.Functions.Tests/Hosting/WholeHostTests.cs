using System.Text.Json;
using Azure.Messaging.ServiceBus;
using DealFlow.Azure.Mails;
using DealFlow.Workflow.Registrations;
using NodaTime;

namespace DealFlow.Functions.Tests.Hosting;

/// <summary>A deal through the host as it is composed: trigger, endpoint, store, durable client, activities, mail, and Service Bus that fails.</summary>
public sealed class WholeHostTests
{
    private const string Registration = """
        { "program": "contoso-network", "customer": { "name": "Brauhaus Zirbel GmbH", "country": "DE", "domain": "brauhaus-zirbel.example" }, "products": ["firewall"],
          "estimatedValue": { "amount": "50000.00", "currency": "EUR" }, "expectedCloseOn": "2026-12-15", "activity": "Two meetings." }
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Deal_RegisteredAndApproved_FinanceIsToldOnce()
    {
        await using var host = await WholeHost.StartAsync(Stop);
        var id = await ApproveAsync(host);

        Assert.Equal([$"{id}/1/approved"], host.Sent);
        Assert.Equal("approved", (await ReadAsync(host, id)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Sweep_CustomersAreToBeIndexedAnew_GoesOnWithThemAndTellsOperatorsWhereItCannot()
    {
        await using var host = await WholeHost.StartAsync(Stop);
        var runs = 0;
        host.Reindexing = () => ++runs == 1 ? Task.FromException(new InvalidOperationException("away")) : Task.CompletedTask;

        await host.Work.SweepAsync(Stop);
        Assert.Contains(6009, host.Errors.Seen);
        await host.Work.SweepAsync(Stop);

        Assert.Equal(2, runs);
    }

    [Fact]
    public async Task Deal_ServiceBusIsThrottledForAMoment_EventIsSentOnceWithoutAWordOnTheTimeline()
    {
        await using var host = await WholeHost.StartAsync(Stop);
        var left = 2;
        host.ServiceBus = () => left-- > 0 ? new ServiceBusException(true, "busy", "deal-events", ServiceBusFailureReason.ServiceBusy) : null;
        var id = await ApproveAsync(host);
        Assert.Empty(host.Sent);

        await host.PassAsync(Duration.FromMinutes(5));

        Assert.Equal([$"{id}/1/approved"], host.Sent);
        Assert.DoesNotContain("deliveryFailed", Happenings(await ReadAsync(host, id)));
    }

    [Theory]
    [InlineData(true, ServiceBusFailureReason.ServiceCommunicationProblem)]
    [InlineData(false, ServiceBusFailureReason.MessagingEntityNotFound)]
    public async Task Deal_ServiceBusIsDown_TimelineSaysSoAndTheEventGoesOutOnceItIsBack(bool isTransient, ServiceBusFailureReason reason)
    {
        await using var host = await WholeHost.StartAsync(Stop);
        host.ServiceBus = () => new ServiceBusException(isTransient, "down", "deal-events", reason);
        var id = await ApproveAsync(host);
        await host.PassAsync(Duration.FromHours(3));

        Assert.Contains("deliveryFailed", Happenings(await ReadAsync(host, id)));
        Assert.Contains(2002, host.Errors.Seen);
        Assert.Equal(!isTransient, host.Errors.Seen.Contains(6002));

        host.ServiceBus = () => null;
        await host.PassAsync(Duration.FromHours(2));

        Assert.Equal([$"{id}/1/approved"], host.Sent);
        Assert.Equal("approved", (await ReadAsync(host, id)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Deal_SendGridIsDown_TimelineSaysSoAndTheMailsGoOutOnceItIsBack()
    {
        await using var host = await WholeHost.StartAsync(Stop);
        host.MailService = () => new MailNotTakenException("503");
        var id = (await host.CallAsync("POST", "/api/registrations", Registration)).GetProperty("id").GetString()!;
        await host.PassAsync(Duration.FromHours(3));

        Assert.Contains("deliveryFailed", Happenings(await ReadAsync(host, id)));
        Assert.Contains(2002, host.Errors.Seen);
        Assert.Empty(host.Mailbox.List());

        host.MailService = () => null;
        await host.PassAsync(Duration.FromHours(2));

        Assert.Equal("pendingDecision", (await ReadAsync(host, id)).GetProperty("status").GetString());
        Assert.Equal(2, host.Mailbox.List().Count);
    }

    [Fact]
    public async Task DailyMail_SendGridIsDown_OperatorsAreToldThenTheTimelineAndItGoesOutOnceItIsBack()
    {
        await using var host = await WholeHost.StartAsync(Stop);
        var id = await ApproveAsync(host);
        await host.PassAsync(Duration.FromDays(22)); // the first round of follow-up, which is in the mail of the next morning
        var before = host.Mailbox.List().Count;
        host.MailService = () => new MailNotTakenException("503");

        await host.Work.SendDailyMailsAsync(Stop);
        Assert.Contains(6009, host.Errors.Seen);
        await host.Work.SendDailyMailsAsync(Stop);
        Assert.Single(Happenings(await ReadAsync(host, id)), "deliveryFailed");

        host.MailService = () => null;
        await host.Work.SendDailyMailsAsync(Stop);
        await host.Work.SendDailyMailsAsync(Stop);
        Assert.Equal(before + 2, host.Mailbox.List().Count); // the manufacturer's and the partner's
    }

    [Fact]
    public async Task Deal_StoreIsAwayForHours_OperatorsAreToldThenTheTimelineAndNothingIsLost()
    {
        await using var host = await WholeHost.StartAsync(Stop);
        var id = await ApproveAsync(host);
        await host.PassAsync(Duration.FromDays(21) - Duration.FromMinutes(1)); // the first round of follow-up is due in a minute
        host.Store = _ => new TimeoutException();
        await host.PassAsync(Duration.FromHours(5));
        Assert.Contains(2002, host.Errors.Seen);

        host.Store = _ => null;
        await host.PassAsync(Duration.FromHours(2));

        Assert.Equal(["storeUnreachable", "followedUp"], Happenings(await ReadAsync(host, id)).TakeLast(2));
        Assert.Equal([$"{id}/1/approved"], host.Sent);
    }

    /// <summary>It is accepted, and then nothing can be done for it.</summary>
    [Fact]
    public async Task Deal_StoreGoesAwayBeforeTheCheck_TimelineSaysSoAndItIsChecked()
    {
        await using var host = await WholeHost.StartAsync(Stop);
        var isAccepted = false;
        host.Store = call =>
        {
            if (isAccepted)
                return new TimeoutException();
            isAccepted = call == nameof(IRegistrationStore.AddAsync);
            return null;
        };
        var id = (await host.CallAsync("POST", "/api/registrations", Registration)).GetProperty("id").GetString()!;
        await host.PassAsync(Duration.FromHours(3));
        Assert.Empty(host.Mailbox.List());

        host.Store = _ => null;
        await host.PassAsync(Duration.FromHours(1));

        Assert.Equal(["received", "storeUnreachable", "checked", "asked"], Happenings(await ReadAsync(host, id)));
        Assert.Equal(2, host.Mailbox.List().Count); // the receipt, and who decides
    }

    private static async Task<string> ApproveAsync(WholeHost host)
    {
        var id = (await host.CallAsync("POST", "/api/registrations", Registration)).GetProperty("id").GetString()!;
        await host.CallAsync("POST", "/api/decisions", JsonSerializer.Serialize(new { token = host.DecideToken(), decision = "approve" }), key: null);
        return id;
    }

    private static Task<JsonElement> ReadAsync(WholeHost host, string id) => host.CallAsync("GET", "/api/registrations/{id}", null, id: id);

    private static IEnumerable<string?> Happenings(JsonElement deal) => deal.GetProperty("timeline").EnumerateArray().Select(entry => entry.GetProperty("what").GetString());
}
