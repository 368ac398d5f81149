using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace DealFlow.Scenarios.Hosting;

/// <summary>The product in a process of its own, where real time flows: to be stopped by signals, and killed without notice.</summary>
internal sealed class HostProcess : ProductClient, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly HttpClient _http;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;

    private HostProcess(ProcessStartInfo start, string address)
    {
        _http = ClientFor(address);
        _process = Process.Start(start)!;
        _reading = Task.WhenAll(ReadAsync(_process.StandardOutput), ReadAsync(_process.StandardError));
        _reading.ContinueWith(_ => _ready.TrySetResult(), TaskScheduler.Default);
    }

    /// <summary>All that it has printed, on both streams.</summary>
    public string Output => string.Join('\n', _output);

    protected override HttpClient Http => _http;

    /// <summary>Starts the product, and waits until it says where it runs.</summary>
    public static async Task<HostProcess> StartAsync(string folder)
    {
        var host = Begin(["--data", folder]);
        await host._ready.Task.WaitAsync(Patience);
        Assert.False(host._process.HasExited, host.Output);
        return host;
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<Ended> RunAsync(params string[] arguments)
    {
        var start = Start(arguments);
        using var process = Process.Start(start)!;
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync().WaitAsync(Patience);
            return new Ended(process.ExitCode, await output, await error);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>SIGKILL: no handler, no flush.</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

    /// <summary>Sends a signal such as TERM, and gives back the exit code.</summary>
    public async Task<int> SignalAsync(string signal)
    {
        using (var shell = Process.Start("sh", ["-c", $"kill -{signal} {_process.Id}"]))
            await shell.WaitForExitAsync();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        await _reading;
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
        _http.Dispose();
    }

    private static HostProcess Begin(string[] arguments)
    {
        var address = $"http://127.0.0.1:{FreePort()}";
        return new HostProcess(Start([.. arguments, "--urls", address, "--public-url", PublicUrl, "--key-rate", "1000000", "--address-rate", "1000000"]), address);
    }

    /// <summary>By way of env, because a process that was started in the background may have been told to ignore SIGINT.</summary>
    private static ProcessStartInfo Start(string[] arguments) => new(
        OperatingSystem.IsLinux() ? "env" : "dotnet",
        [.. OperatingSystem.IsLinux() ? ["--default-signal=INT", "dotnet"] : Array.Empty<string>(), Path.Combine(AppContext.BaseDirectory, "DealFlow.Local.dll"), .. arguments])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            _output.Enqueue(line);
            if (line.StartsWith("Ctrl+C stops it", StringComparison.Ordinal))
                _ready.TrySetResult();
        }
    }
}

/// <summary>A command that has ended.</summary>
internal sealed record Ended(int ExitCode, string Output, string Error);

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("dealflow-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
