using System.Diagnostics;

namespace DealFlow.Azure.Tests.Emulators;

/// <summary>
/// A part that runs on Node: a script of this folder that prints <c>listening PORT</c> and ends when its input does. Where Node or the packages are
/// missing, the tests that need it say so and are skipped.
/// </summary>
public sealed class NodeProcess : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(5);
    private readonly Process _process;

    private NodeProcess(Process process, IReadOnlyList<int> ports) => (_process, Ports) = (process, ports);

    /// <summary>The ports on loopback that it listens on, in the order in which the script names them.</summary>
    public IReadOnlyList<int> Ports { get; }

    /// <summary>What it prints after that, line by line.</summary>
    public StreamReader Output => _process.StandardOutput;

    /// <summary>Where lines are written to it.</summary>
    public StreamWriter Input => _process.StandardInput;

    /// <summary>Where the packages and scripts are: beside the sources, because that is where npm has installed them.</summary>
    public static string Folder { get; } = FindFolder();

    /// <summary>Why nothing can be started; null where it can.</summary>
    public static string? Missing { get; } = !Directory.Exists(Path.Combine(Folder, "node_modules"))
        ? "the emulated parts are not installed; run 'npm ci' in tests/DealFlow.Azure.Tests"
        : Find("node") is null ? "Node is not on PATH" : null;

    /// <summary>Starts a script.</summary>
    public static async Task<NodeProcess> StartAsync(string script, params string[] arguments)
    {
        Assert.SkipWhen(Missing is not null, $"Skipped: {Missing}.");
        var start = new ProcessStartInfo(Find("node")!, [Path.Combine(Folder, "Emulators", script), .. arguments])
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NODE_NO_WARNINGS"] = "1";
        var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        using var late = new CancellationTokenSource(LongestStart);
        while (await process.StandardOutput.ReadLineAsync(late.Token) is { } line)
            if (line.StartsWith("listening ", StringComparison.Ordinal))
                return new NodeProcess(process, [.. line.Split(' ').Skip(1).Select(int.Parse)]);
        throw new InvalidOperationException($"{script} did not start: {await errors}");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            await _process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => new[] { Path.Combine(folder, program), Path.Combine(folder, program + ".exe") }).FirstOrDefault(File.Exists);

    private static string FindFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DealFlow.sln")))
            folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? AppContext.BaseDirectory, "tests", "DealFlow.Azure.Tests");
    }
}
