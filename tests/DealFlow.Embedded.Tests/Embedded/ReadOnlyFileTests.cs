using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text.Json;
using DealFlow.Workflow.Durable;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace DealFlow.Embedded.Tests;

/// <summary>A file that this process may read and not write: a clear error at once, and a healthy start when it may again.</summary>
public sealed class ReadOnlyFileTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Open_FileMayNotBeWritten_SaysSoAndGoesOnOnceItMay(bool folderToo)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("engine.db");
        await StartAsync(path, async engine => await engine.StartAsync("story", "a", ""));

        Protect(folder.File("."), path, folderToo);
        var error = AsNobody(() => Assert.Throws<DatabaseUnavailableException>(() => CommitQueue.Open(path)));
        Unprotect(folder.File("."), path);

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains("writable", error.Message, StringComparison.Ordinal);
        await StartAsync(path, async engine =>
        {
            Assert.True(await engine.RaiseEventAsync("a", "go", "x"));
            await engine.WhenIdleAsync(TestContext.Current.CancellationToken);
            Assert.Equal(InstanceState.Completed, (await engine.GetAsync("a"))?.State);
        });
    }

    private static async Task StartAsync(string path, Func<EmbeddedEngine, Task> act)
    {
        var code = new OrchestrationCatalog(new JsonSerializerOptions(JsonSerializerDefaults.Web))
            .Orchestration<string, string?>("story", "1", async (context, _) => (await context.WaitForEventAsync<string>("go")).Payload);
        await using var commits = CommitQueue.Open(path);
        await using var engine = new EmbeddedEngine(commits, code, SystemClock.Instance, NullLogger<EmbeddedEngine>.Instance);
        await engine.StartAsync(CancellationToken.None);
        await act(engine);
    }

    private static void Protect(string folder, string file, bool folderToo)
    {
        if (OperatingSystem.IsWindows())
        {
            File.SetAttributes(file, FileAttributes.ReadOnly);
            return;
        }
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        var look = UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        File.SetUnixFileMode(folder, folderToo ? look : look | UnixFileMode.UserWrite | UnixFileMode.OtherWrite);
    }

    private static void Unprotect(string folder, string file)
    {
        if (OperatingSystem.IsWindows())
        {
            File.SetAttributes(file, FileAttributes.Normal);
            return;
        }
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary>Runs as a user to whom permissions apply: they do not to the superuser. Only this one thread changes.</summary>
    private static T AsNobody<T>(Func<T> act)
    {
        T result = default!;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            if (OperatingSystem.IsLinux())
                BecomeNobodyIfRoot();
            failure = Record.Exception(() => { result = act(); });
        });
        thread.Start();
        thread.Join();
        return failure is null ? result : throw new InvalidOperationException(failure.Message, failure);
    }

    [SupportedOSPlatform("linux")]
    private static void BecomeNobodyIfRoot()
    {
        const uint nobody = 65534;
        if (geteuid() != 0)
            return;
        _ = setfsuid(nobody); // of this thread alone; the right to pass over permissions goes with it
        Assert.Equal((int)nobody, setfsuid(nobody));
    }

#pragma warning disable SYSLIB1054, CA5392, IDE1006 // two calls of the C library, by their names
    [DllImport("libc")]
    private static extern uint geteuid();

    [DllImport("libc")]
    private static extern int setfsuid(uint user);
#pragma warning restore SYSLIB1054, CA5392, IDE1006
}
