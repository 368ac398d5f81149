using System.Diagnostics;
using System.Text.Json;
using DealFlow.Workflow.Keys;

namespace DealFlow.Functions.Tests.Deployment;

/// <summary>The hook that azd runs after provisioning, with stand-ins for az, azd and curl. Its twin for Windows is the same by reading only.</summary>
public sealed class ProvisionHookTests : IDisposable
{
    private const string ForbiddenTwice = "n=$(cat \"$CALLS.403\" 2>/dev/null || echo 0); if [ \"$n\" -lt 2 ]; then echo $((n + 1)) >\"$CALLS.403\"; echo 'Forbidden (403)' >&2; exit 1; fi\n";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dealflow-hook-");

    private string Calls => Path.Combine(_folder.FullName, "calls");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Run_FreshlyProvisioned_MakesLinkKeysUploadsAndMakesTheKeyWhoseHashIsStored()
    {
        var output = await RunAsync(linkKeys: "0", manufacturer: "contoso");

        var key = output.Split("kept as a hash only: ")[1].Trim();
        var item = JsonDocument.Parse(await File.ReadAllTextAsync(Calls + ".item", TestContext.Current.CancellationToken)).RootElement;
        Assert.Equal("key:" + ApiKey.HashOf(key), item.GetProperty("id").GetString());
        Assert.Equal(("manufacturer", "contoso", item.GetProperty("id").GetString()),
            (item.GetProperty("ownerKind").GetString(), item.GetProperty("owner").GetString(), item.GetProperty("pk").GetString()));
        var ring = Workflow.Links.KeyRing.Read(await File.ReadAllTextAsync(Calls + ".keys", TestContext.Current.CancellationToken));
        Assert.Equal((1, 32), (ring.Keys.Count, ring.Keys[0].Secret.Length));
        var calls = await File.ReadAllTextAsync(Calls, TestContext.Current.CancellationToken);
        Assert.Contains("storage blob upload-batch --auth-mode login --account-name stdealflow --destination collateral", calls, StringComparison.Ordinal);
        Assert.Contains("azd env set MANUFACTURER_KEY_MADE contoso", calls, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_RolesAreNotKnownYet_TriesAgain()
    {
        var output = await RunAsync(linkKeys: "0", manufacturer: "contoso", beforeEach: ForbiddenTwice);

        Assert.Equal(2, output.Split("trying again").Length - 1);
        Assert.Contains("kept as a hash only", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Again_KeepsWhatIsThere()
    {
        var output = await RunAsync(linkKeys: "1", manufacturer: "contoso", made: "contoso");

        Assert.Contains("was made for contoso", output, StringComparison.Ordinal);
        Assert.False(File.Exists(Calls + ".keys"));
        Assert.False(File.Exists(Calls + ".item"));
    }

    [Fact]
    public async Task Run_Secrets_StandInNoCommandLine()
    {
        var output = await RunAsync(linkKeys: "0", manufacturer: "contoso");

        var calls = await File.ReadAllTextAsync(Calls, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(output.Split("kept as a hash only: ")[1].Trim(), calls, StringComparison.Ordinal);
        Assert.DoesNotContain("token-of-the-deployer", calls, StringComparison.Ordinal);
        Assert.DoesNotContain("secret\":", calls, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_FailsForAnotherReason_StopsAtOnceAndSaysIt()
    {
        var output = await RunAsync(linkKeys: "0", manufacturer: "contoso", beforeEach: "echo 'The vault does not exist' >&2; exit 3\n", expected: 1);

        Assert.Contains("The vault does not exist", output, StringComparison.Ordinal);
        Assert.DoesNotContain("trying again", output, StringComparison.Ordinal);
    }

    private async Task<string> RunAsync(string linkKeys, string manufacturer, string? made = null, string beforeEach = "", int expected = 0)
    {
        var az = beforeEach + """
            echo "az $*" >>"$CALLS"
            case "$*" in
              *"secret list"*) echo "$LINK_KEYS" ;;
              *"secret set"*) while [ $# -gt 0 ]; do [ "$1" = --file ] && cp "$2" "$CALLS.keys"; shift; done ;;
              *get-access-token*) echo token-of-the-deployer ;;
            esac
            """;
        var curl = """
            echo "curl $*" >>"$CALLS"
            for argument; do case $argument in @*) cp "${argument#@}" "$CALLS.item" ;; esac; done
            printf 201
            """;
        foreach (var (name, script) in new[] { ("az", az), ("curl", curl), ("azd", "echo \"azd $*\" >>\"$CALLS\"") })
        {
            var file = Path.Combine(_folder.FullName, name);
            await File.WriteAllTextAsync(file, "#!/bin/sh\n" + script + "\n", TestContext.Current.CancellationToken);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var start = new ProcessStartInfo("sh", [Path.Combine(Root, "infra/hooks/postprovision.sh")]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Root };
        foreach (var (name, value) in new[]
        {
            ("PATH", $"{_folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}"), ("CALLS", Calls), ("LINK_KEYS", linkKeys), ("DEALFLOW_RETRY_SECONDS", "0"),
            ("DEALFLOW_VAULT", "kv-deal"), ("DEALFLOW_COLLATERAL_ACCOUNT", "stdealflow"), ("DEALFLOW_COLLATERAL_CONTAINER", "collateral"),
            ("DEALFLOW_COSMOS_ENDPOINT", "https://cosmos.example:443/"), ("DEALFLOW_COSMOS_CONTAINER", "dbs/dealflow/colls/deals"), ("MANUFACTURER", manufacturer),
            ("MANUFACTURER_KEY_MADE", made ?? ""),
        })
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        output = await error + output;
        Assert.True(process.ExitCode == expected, output);
        return output;
    }

    private static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder!.FullName, "DealFlow.sln")))
                folder = folder.Parent;
            return folder.FullName;
        }
    }
}
