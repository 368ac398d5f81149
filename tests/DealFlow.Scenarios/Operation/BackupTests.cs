using System.Collections.Concurrent;
using System.Net;
using DealFlow.Scenarios.Hosting;

namespace DealFlow.Scenarios.Operation;

/// <summary><c>backup</c> and <c>restore</c> of a data folder.</summary>
public sealed class BackupTests
{
    [Fact]
    public async Task Backup_UnderLoad_RestoredElsewhere_HasAllThatWasAcknowledgedBefore()
    {
        using var folder = new TemporaryFolder();
        var (data, elsewhere, file) = (Path.Combine(folder.Path, "data"), Path.Combine(folder.Path, "elsewhere"), Path.Combine(folder.Path, "monday.db"));
        var acknowledged = new ConcurrentBag<string>();
        string[] before;
        string link;
        await using (var host = await HostProcess.StartAsync(data))
        {
            var first = await host.RegisterAsync(Keys.AlpenIt, Drafts.Customer(1000).Soon());
            link = await host.TokenAsync(People.Anna, first);
            acknowledged.Add(first);
            using var enough = new CancellationTokenSource();
            var load = Task.WhenAll(new[] { Keys.AlpenIt, Keys.Nordlicht, Keys.Rheinwerk }.Select((key, index) => LoadAsync(host, key, index * 1000, acknowledged, enough.Token)));
            while (acknowledged.Count < 20)
                await host.GetAsync("/api/health");
            before = [.. acknowledged];
            var backup = await HostProcess.RunAsync("backup", file, "--data", data);
            Assert.True(backup.ExitCode is 0, backup.Error);
            await enough.CancelAsync();
            await load;
            host.Kill();
        }

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Empty(Directory.EnumerateFiles(folder.Path, "*.part"));
        var restored = await HostProcess.RunAsync("restore", file, "--data", elsewhere);
        Assert.True(restored.ExitCode is 0, restored.Error);
        Directory.Delete(data, recursive: true);

        await using var again = await HostProcess.StartAsync(elsewhere);
        foreach (var id in before)
            Assert.Equal(HttpStatusCode.OK, (await again.GetAsync($"/api/registrations/{id}", Keys.Contoso)).Status);
        var decided = await again.DecideAsync(link, "approve");
        Assert.True(decided.Status is HttpStatusCode.OK, decided.Text);
        await again.RegisterAsync(Keys.AlpenIt, Drafts.Customer(5000).Soon());
    }

    [Fact]
    public async Task Backup_OntoAFileThatIsThere_IsRefusedAndLeavesIt()
    {
        using var folder = new TemporaryFolder();
        var (data, file) = (Path.Combine(folder.Path, "data"), Path.Combine(folder.Path, "monday.db"));
        await HostProcess.RunAsync("keys", "issue", "--partner", "acme", "--data", data);
        await File.WriteAllTextAsync(file, "precious", TestContext.Current.CancellationToken);
        var refused = await HostProcess.RunAsync("backup", file, "--data", data);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("already there", refused.Error, StringComparison.Ordinal);
        Assert.Equal("precious", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.Contains("nothing to back up", (await HostProcess.RunAsync("backup", file + "2", "--data", folder.Path)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_WhereItMustNot_IsRefusedAndLeavesWhatIsThere()
    {
        using var folder = new TemporaryFolder();
        var (data, file, other) = (Path.Combine(folder.Path, "data"), Path.Combine(folder.Path, "monday.db"), Path.Combine(folder.Path, "other"));
        await HostProcess.RunAsync("keys", "issue", "--partner", "acme", "--data", data);
        Assert.Equal(0, (await HostProcess.RunAsync("backup", file, "--data", data)).ExitCode);
        Assert.Contains("not empty", (await HostProcess.RunAsync("restore", file, "--data", data)).Error, StringComparison.Ordinal);
        Assert.Contains("not there", (await HostProcess.RunAsync("restore", file + "2", "--data", other)).Error, StringComparison.Ordinal);

        var torn = Path.Combine(folder.Path, "torn.db");
        await File.WriteAllBytesAsync(torn, (await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken))[..20000], TestContext.Current.CancellationToken);
        var refused = await HostProcess.RunAsync("restore", torn, "--data", other);
        Assert.Equal(1, refused.ExitCode);
        Assert.DoesNotContain("   at ", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await HostProcess.RunAsync("restore", file, "--data", other)).ExitCode);
    }

    private static async Task LoadAsync(HostProcess host, string key, int from, ConcurrentBag<string> acknowledged, CancellationToken enough)
    {
        for (var number = from; !enough.IsCancellationRequested && number < from + 90; number++)
        {
            var answer = await host.PostAsync("/api/registrations", Drafts.Customer(number + 10_000).Soon(), key);
            if (answer.Status is HttpStatusCode.Accepted)
                acknowledged.Add(answer.Json.GetProperty("id").GetString()!);
        }
    }
}
