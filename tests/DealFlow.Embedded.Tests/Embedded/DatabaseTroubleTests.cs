using System.Text.Json;
using DealFlow.Workflow.Durable;
using Microsoft.Data.Sqlite;

namespace DealFlow.Embedded.Tests;

/// <summary>A disk that is full, files that are locked, damaged, foreign or old, and copies: a clear error at once, and all is well when the cause is gone.</summary>
public sealed class DatabaseTroubleTests
{
    private const int Full = 13;

    [Fact]
    public async Task FullDisk_ACallNeedsRoom_ItAloneFailsAndGoesThroughWhenThereIsRoom()
    {
        await using var host = await EmbeddedHost.StartAsync(Waits());
        await host.RunAsync("story", "before", "");
        await host.Commits.CommitAsync(c => { Limit(c, (long)c.Scalar("PRAGMA page_count")!); });

        var error = await Assert.ThrowsAsync<SqliteException>(() => host.Client.StartAsync("story", "large", new string('x', 1_000_000)));
        Assert.Equal(Full, error.SqliteErrorCode);
        Assert.Null(await host.Client.GetAsync("large"));
        Assert.Null(host.Engine.Fault);
        Assert.Equal(InstanceState.Running, (await host.GetAsync("before")).State);

        await host.Commits.CommitAsync(c => { Limit(c, 1_000_000); });
        Assert.Equal(InstanceState.Running, (await host.RunAsync("story", "large", new string('x', 1_000_000))).State);
        Assert.Equal(InstanceState.Completed, (await host.RaiseAsync("before", "go", "")).State);
    }

    [Fact]
    public async Task Open_LockedByAnotherProcess_SaysSo()
    {
        using var folder = new TemporaryFolder();
        await using (CommitQueue.Open(folder.File("locked.db")))
        {
            // It is made.
        }
        using var other = new SqliteConnection($"Data Source={folder.File("locked.db")};Pooling=False");
        other.Open();
        other.Execute("BEGIN IMMEDIATE");

        var error = Assert.Throws<DatabaseUnavailableException>(() => CommitQueue.Open(folder.File("locked.db")));

        Assert.Contains("is locked by another process", error.Message, StringComparison.Ordinal);
        other.Execute("ROLLBACK");
        await CommitQueue.Open(folder.File("locked.db")).DisposeAsync();
    }

    [Fact]
    public void Open_FolderIsMissingOrTheFileIsAFolder_SaysSo()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("folder.db"));

        foreach (var path in new[] { folder.File("nowhere/engine.db"), folder.File("folder.db") })
            Assert.Contains(path, Assert.Throws<DatabaseUnavailableException>(() => CommitQueue.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_PagesAreDamaged_SaysSoAndTheFileIsFreeAgain()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("damaged.db");
        await using (var commits = CommitQueue.Open(path))
            await commits.CommitAsync(Schema.Ensure);
        await using (var file = new FileStream(path, FileMode.Open))
        {
            file.Position = 100; // behind the header: the page of the schema
            file.Write(Enumerable.Repeat((byte)0xA5, (int)Math.Min(8_000, file.Length - 100)).ToArray());
        }

        for (var start = 0; start < 2; start++)
        {
            var error = await Assert.ThrowsAsync<DatabaseUnavailableException>(async () =>
            {
                await using var commits = CommitQueue.Open(path);
                await using var engine = new EmbeddedEngine(commits, Waits(), NodaTime.SystemClock.Instance, Microsoft.Extensions.Logging.Abstractions.NullLogger<EmbeddedEngine>.Instance);
                await engine.StartAsync(CancellationToken.None);
            });
            Assert.Contains("Restore it from a backup", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("no history")]
    [InlineData("{\"turn\":1}")]
    [InlineData("")]
    public async Task Turn_HistoryCannotBeRead_ParksThatInstanceAloneAndGoesOnOnceItCan(string written)
    {
        await using var host = await EmbeddedHost.StartAsync(Waits());
        foreach (var id in new[] { "a", "b" })
            await host.RunAsync("story", id, "");
        const string OfA = "key = (SELECT key FROM engine_instances WHERE id = 'a')";
        var good = host.Commits.Read(c => c.Scalar($"SELECT entries FROM engine_history WHERE {OfA}"));
        await host.Commits.CommitAsync(c => c.Execute($"UPDATE engine_history SET entries = $1 WHERE {OfA}", written));
        await host.RestartAsync(Waits());

        Assert.Equal(InstanceState.Parked, (await host.RaiseAsync("a", "go", "x")).State);
        Assert.Contains("history", (await host.GetAsync("a")).Failure, StringComparison.Ordinal);
        Assert.Equal(InstanceState.Completed, (await host.RaiseAsync("b", "go", "x")).State);

        await host.Commits.CommitAsync(c => c.Execute($"UPDATE engine_history SET entries = $1 WHERE {OfA}", good));
        Assert.True(await host.Client.ResumeAsync("a", "restored"));
        await host.IdleAsync();
        Assert.Equal((InstanceState.Completed, "\"x\""), ((await host.GetAsync("a")).State, (await host.GetAsync("a")).Output));
    }

    [Fact]
    public async Task Start_FileOfTheFirstVersion_IsBroughtToThisOneAndGoesOn()
    {
        await using var host = await EmbeddedHost.StartAsync(Waits());
        await host.RunAsync("story", "a", "");
        await host.Commits.CommitAsync(c =>
        {
            c.Execute("DROP INDEX engine_timers_not_armed");
            c.Execute("ALTER TABLE engine_inbox DROP COLUMN at");
            c.Execute("UPDATE engine_schema SET version = 1");
        });

        await host.RestartAsync(Waits());

        Assert.Equal((long)Schema.Version, host.Commits.Read(c => c.Scalar("SELECT version FROM engine_schema")));
        Assert.Equal(InstanceState.Completed, (await host.RaiseAsync("a", "go", "x")).State);
    }

    [Fact]
    public async Task Copy_WhileEventsPour_HoldsWhatWasAcknowledgedAndGoesOnByItself()
    {
        using var folder = new TemporaryFolder();
        await using var host = await EmbeddedHost.StartAsync(Waits());
        var ids = Enumerable.Range(0, 200).Select(i => $"i{i:000}").ToList();
        await Task.WhenAll(ids.Take(100).Select(id => host.Client.StartAsync("story", id, "")));
        await Task.WhenAll(ids.Take(50).Select(id => host.Client.RaiseEventAsync(id, "go", "before")));

        var pouring = Task.WhenAll(ids.Skip(100).Select(id => Task.Run(() => host.Client.StartAsync("story", id, ""))));
        DatabaseCopy.Write(host.Database, folder.File("copy.db"));
        await pouring;

        await using var commits = CommitQueue.Open(folder.File("copy.db"));
        await using var engine = new EmbeddedEngine(commits, Waits(), host.Clock, Microsoft.Extensions.Logging.Abstractions.NullLogger<EmbeddedEngine>.Instance);
        await engine.StartAsync(CancellationToken.None);
        await engine.WhenIdleAsync(TestContext.Current.CancellationToken);
        foreach (var id in ids.Take(50))
            Assert.Equal((InstanceState.Completed, "\"before\""), ((await engine.GetAsync(id))?.State, (await engine.GetAsync(id))?.Output));
        foreach (var id in ids.Skip(50).Take(50))
            Assert.Equal(InstanceState.Running, (await engine.GetAsync(id))?.State);
    }

    private static void Limit(SqliteConnection connection, long pages) => connection.Scalar($"PRAGMA max_page_count = {pages}");

    private static OrchestrationCatalog Waits() => new OrchestrationCatalog(new JsonSerializerOptions(JsonSerializerDefaults.Web))
        .Orchestration<string, string?>("story", "1", async (context, _) => (await context.WaitForEventAsync<string>("go", context.UtcNow + NodaTime.Duration.FromDays(9))).Payload);
}
