using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace DealFlow.Benchmarks.Local;

/// <summary>The local host in a process and on a folder of its own, both gone afterwards.</summary>
internal sealed class LocalProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly string _folder;

    private LocalProcess(Process process, string folder, HttpClient http) => (_process, _folder, Http) = (process, folder, http);

    public HttpClient Http { get; }

    /// <summary>From the start of the process to its first answer.</summary>
    public double StartSeconds { get; private set; }

    /// <summary>Of all processors, since it was started.</summary>
    public double ProcessorSeconds
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime.TotalSeconds;
        }
    }

    public static Task<LocalProcess> StartAsync(CancellationToken cancellation) =>
        StartAsync(Directory.CreateTempSubdirectory("dealflow-benchmark-").FullName, [], cancellation);

    public static async Task<LocalProcess> StartAsync(string folder, IReadOnlyList<string> options, CancellationToken cancellation)
    {
        var address = $"http://127.0.0.1:{FreePort()}";
        var began = Stopwatch.GetTimestamp();
        var process = Process.Start(new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "DealFlow.Local.dll"), "--data", folder, "--urls", address, "--key-rate", "1000000", "--address-rate", "1000000", .. options])
        { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var host = new LocalProcess(process, folder, new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(10) });
        try
        {
            await host.AnsweredAsync(cancellation);
            host.StartSeconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Waits until it says that it runs, and asks once. What it prints later is thrown away.</summary>
    private async Task AnsweredAsync(CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        while (true)
        {
            var line = await _process.StandardOutput.ReadLineAsync(patience.Token)
                ?? throw new InvalidOperationException($"The host did not start: {await _process.StandardError.ReadToEndAsync(patience.Token)}");
            if (line.StartsWith("DealFlow runs at", StringComparison.Ordinal))
                break;
        }

        using var answer = await Http.GetAsync("/api/health", patience.Token);
        answer.EnsureSuccessStatusCode();
        _ = _process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        _ = _process.StandardError.ReadToEndAsync(CancellationToken.None);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
