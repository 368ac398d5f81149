using System.Net;
using DealFlow.Scenarios.Hosting;

namespace DealFlow.Scenarios.Operation;

/// <summary><c>instances</c> beside a running host, and on the folder of one that is stopped.</summary>
public sealed class InstancesCommandTests
{
    [Fact]
    public async Task Instances_BesideARunningHost_AreShownTerminatedAndRetriedByIt()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder.Path);
        var id = await host.RegisterAsync(Keys.AlpenIt, Drafts.Mueller().Soon());
        await host.SettleAsync();

        Assert.Matches($"{id}  running +pendingDecision", await RunAsync(folder, "list"));
        Assert.Contains("There are none.", await RunAsync(folder, "list", "--state", "failed"), StringComparison.Ordinal);
        var shown = await RunAsync(folder, "show", id);
        Assert.StartsWith($"{id}: running, stands at pendingDecision", shown, StringComparison.Ordinal);
        Assert.Contains("Waits for: The event changed, until 20", shown, StringComparison.Ordinal);
        Assert.Contains("calls the activity CheckConflicts", shown, StringComparison.Ordinal);

        Assert.Contains($"{id} is terminated now.", await RunAsync(folder, "terminate", id), StringComparison.Ordinal);
        Assert.Contains("retry takes what is failed or terminated", (await FailAsync(folder, "retry", await host.RegisterAsync(Keys.AlpenIt, Drafts.Customer(2).Soon()))), StringComparison.Ordinal);
        Assert.Matches($"{id} is (pending|running) now.", await RunAsync(folder, "retry", id));
        await DecideAsync(host, id);
    }

    [Fact]
    public async Task Instances_OfAStoppedHost_AreChangedInItsFile()
    {
        using var folder = new TemporaryFolder();
        string id;
        await using (var host = await HostProcess.StartAsync(folder.Path))
        {
            id = await host.RegisterAsync(Keys.AlpenIt, Drafts.Mueller().Soon());
            await host.SettleAsync();
        }

        Assert.Contains($"{id}: running", await RunAsync(folder, "show", id), StringComparison.Ordinal);
        Assert.Contains($"{id} is terminated now.", await RunAsync(folder, "terminate", id), StringComparison.Ordinal);
        Assert.Contains("resume takes what is parked or suspended", await FailAsync(folder, "resume", id), StringComparison.Ordinal);
        Assert.Contains($"{id} is pending now.", await RunAsync(folder, "retry", id), StringComparison.Ordinal);
        await using var again = await HostProcess.StartAsync(folder.Path);
        await DecideAsync(again, id);
    }

    [Theory]
    [InlineData("list", "--state", "asleep")]
    [InlineData("list", "--limit", "0")]
    [InlineData("list")]
    [InlineData("show", "DR-0000-0000")]
    [InlineData("explode", "DR-0000-0000")]
    public async Task Instances_Wrong_AreRefusedWithTheReason(params string[] command)
    {
        using var folder = new TemporaryFolder();
        var error = await FailAsync(folder, command);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    private static async Task DecideAsync(HostProcess host, string id)
    {
        Assert.Equal(HttpStatusCode.OK, (await host.DecideAsync(await host.TokenAsync(People.Anna, id), "approve")).Status);
        Assert.Equal("approved", await host.StatusAsync(id));
        Assert.Contains(await host.MailsToAsync(People.AlpenIt), mail => mail.IsReward);
    }

    private static async Task<string> RunAsync(TemporaryFolder folder, params string[] command)
    {
        var ended = await HostProcess.RunAsync(["instances", .. command, "--data", folder.Path]);
        Assert.True(ended.ExitCode is 0, ended.Error);
        return ended.Output;
    }

    private static async Task<string> FailAsync(TemporaryFolder folder, params string[] command)
    {
        var ended = await HostProcess.RunAsync(["instances", .. command, "--data", folder.Path]);
        Assert.Equal(1, ended.ExitCode);
        Assert.NotEmpty(ended.Error);
        return ended.Error;
    }
}
