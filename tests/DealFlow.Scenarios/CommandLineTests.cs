using System.Net;
using DealFlow.Scenarios.Hosting;

namespace DealFlow.Scenarios;

/// <summary>The product as a process: its options, its exit codes, and what it says.</summary>
public sealed class CommandLineTests
{
    [Fact]
    public async Task Help_Asked_ListsAllOptions()
    {
        var help = await HostProcess.RunAsync("--help");
        Assert.Equal(0, help.ExitCode);
        Assert.All(
            ["--urls", "--data", "--programs", "--advance", "--public-url", "--key-rate", "--address-rate", "--proxies", "--settings", "--keep-histories", "instances", "keys issue, list or revoke --partner ID | --manufacturer ID"],
            option => Assert.Contains(option, help.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--nonsense")]
    [InlineData("--advance", "three weeks")]
    [InlineData("--advance", "-1.00:00:00")]
    [InlineData("--key-rate", "0")]
    [InlineData("--address-rate", "many")]
    [InlineData("--proxies", "-1")]
    [InlineData("--keep-histories", "0")]
    [InlineData("--keep-histories", "3661")]
    [InlineData("keys", "issue")]
    [InlineData("keys", "list")]
    [InlineData("keys", "revoke", "--partner", "alpen-it")]
    [InlineData("keys", "list", "--partner", "alpen-it", "--manufacturer", "contoso")]
    [InlineData("keys", "issue", "--partner", "alpen-it", "--manufacturer", "contoso")]
    public async Task CommandLine_Wrong_RefusedWithTheReason(params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var ended = await HostProcess.RunAsync([.. arguments, "--data", folder.Path]);
        Assert.Equal(1, ended.ExitCode);
        Assert.NotEmpty(ended.Error);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Start_OnAFolderInUse_RefusedWithTheReason()
    {
        using var folder = new TemporaryFolder();
        await using var first = await HostProcess.StartAsync(folder.Path);
        var second = await HostProcess.RunAsync("--data", folder.Path, "--urls", "http://127.0.0.1:0");
        Assert.Equal(1, second.ExitCode);
        Assert.Contains($"Another DealFlow runs on the data folder {folder.Path}", second.Error, StringComparison.Ordinal);
        Assert.Contains("--data", second.Error, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await first.GetAsync("/api/health")).Status);
    }

    [Fact]
    public async Task Start_ProgramFileWrong_StopsNamingFileAndPath()
    {
        using var folder = new TemporaryFolder();
        var programs = Directory.CreateDirectory(Path.Combine(folder.Path, "programs")).FullName;
        var sample = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "programs", "contoso-network.json"), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(programs, "network.json"), sample.Replace("\"days\": 90", "\"days\": -90", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(programs, "torn.json"), sample[..200], TestContext.Current.CancellationToken);

        var ended = await HostProcess.RunAsync("--data", Path.Combine(folder.Path, "data"), "--urls", "http://127.0.0.1:0", "--programs", programs);
        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("network.json: terms.protection.days:", ended.Error, StringComparison.Ordinal);
        Assert.Contains("torn.json", ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ProgramsFolderMissing_StopsNamingIt()
    {
        using var folder = new TemporaryFolder();
        var missing = Path.Combine(folder.Path, "nowhere");
        var ended = await HostProcess.RunAsync("--data", Path.Combine(folder.Path, "data"), "--urls", "http://127.0.0.1:0", "--programs", missing);
        Assert.Equal(1, ended.ExitCode);
        Assert.Contains(missing, ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeysIssue_BesideARunningHost_PrintsAKeyThatWorks()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder.Path);
        var partner = await HostProcess.RunAsync("keys", "issue", "--partner", "nordlicht", "--data", folder.Path);
        var manufacturer = await HostProcess.RunAsync("keys", "issue", "--data", folder.Path, "--manufacturer", "contoso");
        Assert.Equal((0, 0), (partner.ExitCode, manufacturer.ExitCode));

        var key = Assert.Single(partner.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var registered = await host.PostAsync("/api/registrations", Drafts.Mueller().Soon(), key);
        Assert.Equal(HttpStatusCode.Accepted, registered.Status);
        Assert.Equal("nordlicht", registered.Json.GetProperty("partner").GetString());
        var id = registered.Json.GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync($"/api/registrations/{id}", manufacturer.Output.Trim())).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.GetAsync($"/api/registrations/{id}", key + "x")).Status);
    }

    [Fact]
    public async Task KeysListAndRevoke_BesideARunningHost_NameAKeyByItsIdAndEndIt()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder.Path);
        string[] of = ["--partner", "nordlicht", "--data", folder.Path];
        var key = (await HostProcess.RunAsync(["keys", "issue", "--label", "CRM", .. of])).Output.Trim();
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/api/registrations", key)).Status);

        var list = await HostProcess.RunAsync(["keys", "list", .. of]);
        var row = list.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1];
        Assert.DoesNotContain(key, list.Output, StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{16}  .*operator +contoso,fabrikam +CRM$", row);
        Assert.Contains("There are no keys of contoso.", (await HostProcess.RunAsync("keys", "list", "--manufacturer", "contoso", "--data", folder.Path)).Output, StringComparison.Ordinal);

        var unknown = await HostProcess.RunAsync(["keys", "revoke", "0123456789abcdef", .. of]);
        Assert.Equal(1, unknown.ExitCode);
        Assert.Contains("no key 0123456789abcdef that is still good", unknown.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await HostProcess.RunAsync(["keys", "revoke", row[..16], .. of])).ExitCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.GetAsync("/api/registrations", key)).Status);
    }

    [Theory]
    [InlineData("list", "--manufacturer", "contoso")]
    [InlineData("revoke", "0123456789abcdef", "--manufacturer", "contoso")]
    public async Task Keys_OfAFolderThatIsNotThere_AreRefusedAndMakeNone(params string[] command)
    {
        using var folder = new TemporaryFolder();
        var missing = Path.Combine(folder.Path, "nowhere");
        var ended = await HostProcess.RunAsync(["keys", .. command, "--data", missing]);
        Assert.Equal(1, ended.ExitCode);
        Assert.Contains(missing, ended.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(missing));
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Signal_ToStop_EndsCleanlyAndStartedAgainGoesOn(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        using var folder = new TemporaryFolder();
        string? id;
        await using (var host = await HostProcess.StartAsync(folder.Path))
        {
            id = (await host.PostAsync("/api/registrations", Drafts.Mueller().Soon(), Keys.AlpenIt)).Json.GetProperty("id").GetString();
            Assert.True(await host.SignalAsync(signal) is 0, host.Output);
            Assert.Contains("Stopped.", host.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("fail:", host.Output, StringComparison.Ordinal);
        }

        await using var again = await HostProcess.StartAsync(folder.Path);
        Assert.Equal("pendingDecision", await again.StatusAsync(id!, Keys.AlpenIt));
    }
}
