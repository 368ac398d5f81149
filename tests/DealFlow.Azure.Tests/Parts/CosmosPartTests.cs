using System.Collections.Concurrent;
using System.Globalization;
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
        Assert.DoesNotContain("deliveryFailed", await TimelineAsync(host, id));
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task Deal_CosmosFailsForHours_WaitsWithAnAlertAndNothingIsLostOrSentTwice(HttpStatusCode status)
    {
        var (faults, errors) = (new InjectedFaults(status), new ErrorNumbers());
        await using var host = await PartHost.StartAsync(await place.SettingsAsync(faults), errors);
        var id = await host.ApprovedAsync();
        await host.AdvanceAsync(Duration.FromDays(21) - Duration.FromMinutes(1)); // just before the first round of follow-up
        var mails = (await host.MailsAsync()).Count;

        (faults.Every, faults.Document) = (1, id);
        await host.AdvanceAsync(Duration.FromHours(3));
        Assert.Contains(2002, errors.Seen);
        Assert.Equal(mails, (await host.MailsAsync()).Count);

        faults.Every = 0;
        await host.AdvanceAsync(Duration.FromDays(3));

        Assert.Equal("approved", await host.StatusAsync(id));
        Assert.Equal([$"{id}/1/approved"], (await host.EventsAsync()).Select(item => item.GetProperty("id").GetString()!));
        Assert.Equal(mails + 2, (await host.MailsAsync()).Count); // one to each side
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task Deal_CosmosFailsForMinutes_TimelineSaysSoOnceItCanBeWritten(HttpStatusCode status)
    {
        var faults = new InjectedFaults(status);
        await using var host = await PartHost.StartAsync(await place.SettingsAsync(faults));
        var id = await host.ApprovedAsync();
        await host.AdvanceAsync(Duration.FromDays(21) - Duration.FromMinutes(1)); // just before the first round of follow-up

        (faults.Every, faults.Document) = (1, id);
        await host.AdvanceAsync(Duration.FromMinutes(10));
        faults.Every = 0;
        await host.AdvanceAsync(Duration.FromHours(2));

        Assert.Contains("deliveryFailed", await TimelineAsync(host, id));
        Assert.Equal("approved", await host.StatusAsync(id));
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

        Assert.Equal(HttpStatusCode.InternalServerError, refused.Status);
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

    private static async Task<IReadOnlyList<string?>> TimelineAsync(PartHost host, string id) =>
        [.. (await host.ReadAsync(id, Keys.AlpenIt)).GetProperty("timeline").EnumerateArray().Select(line => line.GetProperty("what").GetString())];
}

/// <summary>Operations on Cosmos DB. Queries that are asked at regular times, whatever there is, do not count.</summary>
internal sealed record Cost(int Reads, int Queries, int Writes)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Reads} reads, {Queries} queries, {Writes} writes");
}

/// <summary>Counts what is asked of Cosmos DB.</summary>
internal sealed class CountedOperations : DelegatingHandler
{
    private static readonly string[] Regular = ["wake", "daily", "manufacturers", "signal-oldest", "owing"];
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public void Clear() => _counts.Clear();

    public Cost Take()
    {
        var cost = new Cost(_counts.GetValueOrDefault("read"), _counts.GetValueOrDefault("query"), _counts.GetValueOrDefault("write"));
        _counts.Clear();
        return cost;
    }

    public static bool IsQuery(HttpRequestMessage request) => request.Headers.Contains("x-ms-documentdb-isquery") || request.Headers.Contains("x-ms-documentdb-query");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri!.AbsolutePath.Contains("/docs", StringComparison.Ordinal) && !request.Headers.Contains("x-ms-cosmos-is-query-plan-request"))
            Count(request, request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken));
        return await base.SendAsync(request, cancellationToken);
    }

    private void Count(HttpRequestMessage request, string body)
    {
        var kind = request.Method == HttpMethod.Get ? "read" : IsQuery(request) ? "query" : "write";
        if (kind == "query" && (body.Contains("contactSince", StringComparison.Ordinal) || JsonSerializer.Deserialize<JsonElement>(body).GetProperty("parameters").EnumerateArray()
            .Any(parameter => parameter.GetProperty("name").GetString() == "@pk" && Regular.Contains(parameter.GetProperty("value").GetString()))))
            return;
        _counts.AddOrUpdate(kind, 1, (_, count) => count + 1);
    }
}

/// <summary>Answers some requests as Cosmos DB does when it is throttled or down.</summary>
internal sealed class InjectedFaults(HttpStatusCode status) : DelegatingHandler
{
    private int _requests;

    /// <summary>Every so many requests fail; 0: none, 1: all.</summary>
    public int Every { get; set; }

    public int Injected { get; private set; }

    /// <summary>Only what reads and writes this document fails; null: everything. The clock of the local host asks the store too, and does not move without answers.</summary>
    public string? Document { get; set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Every == 0 || !request.RequestUri!.AbsolutePath.Contains("/docs", StringComparison.Ordinal) || (Document is not null && !request.RequestUri.AbsolutePath.EndsWith(Document, StringComparison.Ordinal))
            || Interlocked.Increment(ref _requests) % Every != 0)
            return base.SendAsync(request, cancellationToken);
        Injected++;
        var answer = new HttpResponseMessage(status) { Content = new StringContent("""{"code":"fault","message":"injected"}"""), RequestMessage = request };
        answer.Headers.TryAddWithoutValidation("x-ms-retry-after-ms", "1");
        answer.Headers.TryAddWithoutValidation("x-ms-activity-id", Guid.Empty.ToString());
        return Task.FromResult(answer);
    }
}
