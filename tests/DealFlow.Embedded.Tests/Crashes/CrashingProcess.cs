using System.Diagnostics;
using System.Globalization;

namespace DealFlow.Embedded.Tests.Crashes;

/// <summary>The engine in a process of its own, to be killed without notice.</summary>
internal sealed class CrashingProcess : IDisposable
{
    private readonly Process _process;

    private CrashingProcess(Process process) => _process = process;

    public static async Task<CrashingProcess> StartAsync(string database, int day, string? moment = null, int times = 1)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "DealFlow.Embedded.CrashHost.dll"), database, day.ToString(CultureInfo.InvariantCulture) },
            Environment = { ["DEALFLOW_DIES_AT"] = moment is null ? "" : $"{moment}:{times.ToString(CultureInfo.InvariantCulture)}" },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = new CrashingProcess(Process.Start(start) ?? throw new InvalidOperationException("The process did not start."));
        Assert.Equal("ready", await process.ReadAsync());
        return process;
    }

    public async Task SendAsync(IEnumerable<string> lines)
    {
        foreach (var line in lines)
            await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>The next line, or null when the process has ended.</summary>
    public async Task<string?> ReadAsync() => await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);

    /// <summary>SIGKILL: no handler, no flush. What it wrote before is read to the end.</summary>
    public async Task<List<string>> KillAsync()
    {
        _process.Kill();
        var last = new List<string>();
        while (await ReadAsync() is { } line)
            last.Add(line);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return last;
    }

    public async Task StopAsync()
    {
        await SendAsync(["stop"]);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, _process.ExitCode);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
