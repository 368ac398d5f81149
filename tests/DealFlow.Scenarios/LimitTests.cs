using System.Net;
using DealFlow.Scenarios.Hosting;
using DealFlow.Web.Limits;
using NodaTime;

namespace DealFlow.Scenarios;

/// <summary>Nobody asks too much, and nobody tries out an address book on the others' pipelines.</summary>
public sealed class LimitTests
{
    private const HttpStatusCode TooMany = HttpStatusCode.TooManyRequests;

    [Fact]
    public async Task Requests_MoreOfOneKeyThanASecondHolds_429UntilTheSecondIsOver()
    {
        var clock = new HandClock();
        await using var product = await Product.StartAsync(limits: new RateLimits(PerKey: 3, PerAddress: 100), requestTime: clock);
        for (var number = 0; number < 3; number++)
            Assert.Equal(HttpStatusCode.OK, (await product.GetAsync("/api/registrations", Keys.AlpenIt)).Status);

        var refused = await product.PostAsync("/api/registrations", Drafts.Mueller(), Keys.AlpenIt);
        Assert.Equal((TooMany, TimeSpan.FromSeconds(1)), (refused.Status, refused.RetryAfter));
        Assert.Equal("/problems#rate", refused.Json.GetProperty("type").GetString());
        Assert.Equal(HttpStatusCode.OK, (await product.GetAsync("/api/registrations", Keys.Nordlicht)).Status);
        await product.AdvanceAsync(Duration.FromDays(1));
        Assert.Equal(TooMany, (await product.GetAsync("/api/registrations", Keys.AlpenIt)).Status);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty((await product.GetAsync("/api/registrations", Keys.AlpenIt)).Json.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Requests_WrongKeysFromOneAddress_CountForTheAddress()
    {
        var clock = new HandClock();
        await using var product = await Product.StartAsync(limits: new RateLimits(PerKey: 100, PerAddress: 5), requestTime: clock);
        for (var number = 0; number < 5; number++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await product.GetAsync("/api/registrations", $"guess-{number}")).Status);

        Assert.Equal(TooMany, (await product.GetAsync("/api/registrations", Keys.AlpenIt)).Status);
        Assert.Equal(TooMany, (await product.SendAsync(HttpMethod.Get, "/api/health", headers: ("X-Forwarded-For", "1.2.3.4"))).Status);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await product.GetAsync("/api/health")).Status);
    }

    [Fact]
    public async Task NewCustomers_MoreThanADayAllows_429UntilTheNextLocalDay()
    {
        using var programs = OwnPrograms.Contoso(terms => terms["limits"]!["newCustomersPerDay"] = 2);
        await using var product = await programs.StartAsync();
        var first = await product.RegisterAsync(Keys.AlpenIt, Drafts.Customer(1));
        await product.PostAsync($"/api/registrations/{first}/withdraw", new { reason = "x" }, Keys.AlpenIt);
        var again = await product.RegisterAsync(Keys.AlpenIt, Drafts.Customer(1));
        await product.PostAsync($"/api/registrations/{again}/withdraw", new { reason = "x" }, Keys.AlpenIt);
        await product.RegisterAsync(Keys.AlpenIt, Drafts.Customer(2));

        var refused = await product.PostAsync("/api/registrations", Drafts.Customer(3), Keys.AlpenIt);
        Assert.Equal((TooMany, TimeSpan.FromHours(14)), (refused.Status, refused.RetryAfter));
        Assert.Equal(3, (await product.GetAsync("/api/registrations", Keys.AlpenIt)).Json.GetProperty("items").GetArrayLength());
        Assert.Equal(HttpStatusCode.Accepted, (await product.PostAsync("/api/registrations", Drafts.Customer(1), Keys.AlpenIt)).Status);

        var now = await product.NowAsync();
        await product.StopAsync();
        await product.StartAgainAsync(now, programs: programs.Folder);
        Assert.Equal(TooMany, (await product.PostAsync("/api/registrations", Drafts.Customer(3), Keys.AlpenIt)).Status);
        await product.AdvanceAsync(Duration.FromHours(14));
        await product.RegisterAsync(Keys.AlpenIt, Drafts.Customer(3));
    }

    [Fact]
    public async Task NewCustomers_NothingSaidInTheProgram_AsManyAsMayBeOpen()
    {
        using var programs = OwnPrograms.Contoso(terms => terms["limits"]!["openRegistrations"] = 2);
        await using var product = await programs.StartAsync();
        var first = await product.RegisterAsync(Keys.AlpenIt, Drafts.Customer(1));
        await product.RegisterAsync(Keys.AlpenIt, Drafts.Customer(2));

        var full = await product.PostAsync("/api/registrations", Drafts.Customer(3), Keys.AlpenIt);
        Assert.Equal(HttpStatusCode.Conflict, full.Status);
        Assert.Equal("You have as many open registrations as this program allows. Close or withdraw some first.", full.Json.GetProperty("detail").GetString());
        await product.PostAsync($"/api/registrations/{first}/withdraw", new { reason = "x" }, Keys.AlpenIt);
        Assert.Equal(TooMany, (await product.PostAsync("/api/registrations", Drafts.Customer(3), Keys.AlpenIt)).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await product.PostAsync("/api/registrations", Drafts.Customer(1), Keys.AlpenIt)).Status);
    }

    /// <summary>Time that goes on only when it is told to.</summary>
    private sealed class HandClock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref _now);

        public void Advance(TimeSpan by) => Interlocked.Add(ref _now, by.Ticks);
    }
}
