using System.Net;
using DealFlow.Scenarios.Hosting;
using NodaTime;

namespace DealFlow.Scenarios.Operation;

/// <summary><c>links rotate</c> beside a running host.</summary>
public sealed class KeyRotationTests
{
    [Fact]
    public async Task LinksRotate_BesideARunningHost_OldLinksWorkInTheOverlapAndNotAfter()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder.Path);
        var first = await RegisterAsync(host, 1);
        var second = await RegisterAsync(host, 2);
        var (oldFirst, oldSecond) = (await host.TokenAsync(People.Anna, first), await host.TokenAsync(People.Anna, second));

        var rotated = await HostProcess.RunAsync("links", "rotate", "--overlap", "10.00:00:00", "--data", folder.Path);
        Assert.True(rotated.ExitCode is 0, rotated.Error);
        Assert.StartsWith("The key k2 signs from now on.", rotated.Output, StringComparison.Ordinal);
        Assert.Contains("What k1 has signed is good until", rotated.Output, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, (await host.DecideAsync(oldFirst, "approve")).Status);
        await host.AdvanceAsync(Duration.FromDays(11)); // reminders have brought new links
        Assert.Equal(HttpStatusCode.NotFound, (await host.DecideAsync(oldSecond, "approve")).Status);
        var newSecond = await host.TokenAsync(People.Anna, second);
        Assert.NotEqual(oldSecond, newSecond);
        Assert.Equal(HttpStatusCode.OK, (await host.DecideAsync(newSecond, "approve")).Status);
    }

    [Fact]
    public async Task LinksRotate_WithoutOverlap_EndsOldLinksAtOnce()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder.Path);
        var token = await host.TokenAsync(People.Anna, await RegisterAsync(host, 1));
        Assert.Equal(0, (await HostProcess.RunAsync("links", "rotate", "--overlap", "00:00:00", "--data", folder.Path)).ExitCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.DecideAsync(token, "approve")).Status);
    }

    private static async Task<string> RegisterAsync(HostProcess host, int customer)
    {
        var id = await host.RegisterAsync(Keys.AlpenIt, Drafts.Customer(customer).Soon());
        await host.SettleAsync();
        return id;
    }
}
