using System.Net;
using DealFlow.Web.Endpoints;
using DealFlow.Web.Limits;
using DealFlow.Web.Tests.Pages;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace DealFlow.Web.Tests.Limits;

public sealed class RequestLimitsTests
{
    private readonly HandClock _clock = new();

    [Fact]
    public void Take_MoreThanASecondHolds_SaysHowLongToWait_AndThenGoesOn()
    {
        var buckets = new TokenBuckets(4, _clock);
        Assert.All(Enumerable.Range(0, 4), _ => Assert.Null(buckets.Take("a")));

        Assert.Equal(Duration.FromMilliseconds(250), buckets.Take("a"));
        Assert.Null(buckets.Take("b"));
        _clock.Advance(TimeSpan.FromMilliseconds(250));
        Assert.Null(buckets.Take("a"));
        Assert.NotNull(buckets.Take("a"));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.All(Enumerable.Range(0, 4), _ => Assert.Null(buckets.Take("a")));
        Assert.NotNull(buckets.Take("a"));
    }

    [Fact]
    public void Take_WhoeverCalledLongAgo_IsForgotten()
    {
        var buckets = new TokenBuckets(4, _clock);
        for (var number = 0; number < 1000; number++)
            buckets.Take($"{number}");
        _clock.Advance(TimeSpan.FromSeconds(2));

        buckets.Take("last");

        Assert.Equal(1, buckets.Count);
    }

    [Fact]
    public void Take_ManyAtOnce_NoMoreThanASecondHolds()
    {
        var buckets = new TokenBuckets(50, _clock);
        var taken = 0;
        Parallel.For(0, 500, _ =>
        {
            if (buckets.Take("a") is null)
                Interlocked.Increment(ref taken);
        });

        Assert.Equal(50, taken);
    }

    [Theory]
    [InlineData("10.0.0.1", "::ffff:10.0.0.1")]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9")]
    public void CountAddress_OneNetworkOfOneCustomer_CountsAsOne(string first, string second)
    {
        var limits = new RequestLimits(new RateLimits(1, 1), _clock);
        limits.CountAddress(From(first));

        Assert.Equal(429, Assert.Throws<ProblemException>(() => limits.CountAddress(From(second))).Problem.Status);
        limits.CountAddress(From("2001:db8:1:3::1"));
    }

    [Fact]
    public void CountAddress_ForwardedForWithoutProxies_IsNotBelieved()
    {
        var limits = new RequestLimits(new RateLimits(1, 1), _clock);
        limits.CountAddress(From("10.0.0.1", "1.1.1.1"));

        Assert.Throws<ProblemException>(() => limits.CountAddress(From("10.0.0.1", "2.2.2.2")));
    }

    [Fact]
    public void CountAddress_BehindTwoProxies_TheSecondEntryFromTheEndCounts()
    {
        var limits = new RequestLimits(new RateLimits(1, 1, Proxies: 2), _clock);
        limits.CountAddress(From("10.0.0.1", "made-up, 1.1.1.1:4711, 10.0.0.2"));

        Assert.Throws<ProblemException>(() => limits.CountAddress(From("10.0.0.1", "1.1.1.1", "10.0.0.9")));
        limits.CountAddress(From("10.0.0.1", "2.2.2.2, 10.0.0.2"));
        limits.CountAddress(From("10.0.0.1", "10.0.0.2"));
        Assert.Throws<ProblemException>(() => limits.CountAddress(From("10.0.0.1", "nonsense, 10.0.0.2")));
    }

    [Fact]
    public async Task Page_TooManyRequests_IsAPageWithRetryAfter()
    {
        var world = new PageWorld(limits: new RateLimits(1, 2), time: _clock);
        await world.GetAsync("/");
        await world.GetAsync("/");

        var page = await world.GetAsync("/", "de");

        Assert.Equal((429, "1", "text/html; charset=utf-8"), (page.Status, page.Response.Headers.RetryAfter.ToString(), page.Response.ContentType));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await world.GetAsync("/")).Status);
    }

    private static DefaultHttpContext From(string address, params string[] forwardedFor)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(address);
        if (forwardedFor.Length > 0)
            context.Request.Headers["X-Forwarded-For"] = forwardedFor;
        return context;
    }
}
