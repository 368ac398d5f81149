using DealFlow.Embedded;
using DealFlow.Local.Stores;
using DealFlow.Workflow.Events;
using Microsoft.Data.Sqlite;

namespace DealFlow.Local.Tests.Stores;

/// <summary>The file as a whole, and the small stores in it.</summary>
public sealed class LocalDatabaseTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task OpenAsync_AgainAndAgain_KeepsTheVersionAndTheData()
    {
        await new LocalSettings(await _database.OpenAsync()).SetAsync("name", "value");

        var commits = await _database.OpenAsync();

        Assert.Equal("value", new LocalSettings(commits).Get("name"));
        Assert.Equal([(long)LocalDatabase.Version], commits.Read(connection => connection.Rows("SELECT version FROM schema_version", row => row.GetInt64(0))));
    }

    [Fact]
    public async Task OpenAsync_FileOfANewerVersion_IsRefusedAndLeftAsItIs()
    {
        var commits = await _database.OpenAsync();
        await commits.CommitAsync(connection => { connection.Execute("UPDATE schema_version SET version = 99"); }, Stop);

        var refusal = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => LocalDatabase.OpenAsync(commits));

        Assert.Contains("newer DealFlow", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(99L, commits.Read(connection => connection.Scalar("SELECT version FROM schema_version")));
    }

    [Fact]
    public async Task OpenAsync_StepFails_LeavesNothingBehind()
    {
        await using var commits = CommitQueue.Open(_database.FilePath);
        await commits.CommitAsync(connection => { connection.Execute("CREATE VIEW events AS SELECT 1 AS other"); }, Stop);

        await Assert.ThrowsAsync<SqliteException>(() => LocalDatabase.OpenAsync(commits));

        Assert.Equal(["events"], commits.Read(connection => connection.Rows("SELECT name FROM sqlite_master", row => row.GetString(0))));
    }

    [Fact]
    public async Task OpenAsync_DatabaseOfAnotherProgram_SaysSoAndLeavesItsTablesAlone()
    {
        await using var commits = CommitQueue.Open(_database.FilePath);
        await commits.CommitAsync(connection => { connection.Execute("CREATE TABLE bookmarks (url TEXT)"); }, Stop);

        var refusal = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => LocalDatabase.OpenAsync(commits));

        Assert.Contains(_database.FilePath, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("another program", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["bookmarks"], commits.Read(connection => connection.Rows("SELECT name FROM sqlite_master", row => row.GetString(0))));
    }

    [Fact]
    public async Task EventFeed_SameIdAgain_CountsOnceInTheOrderOfPublishing()
    {
        var feed = new EventFeed(await _database.OpenAsync());
        await feed.PublishAsync(Event("DR-0000-0002/1/approved", """{"n":1}"""), Stop);
        await feed.PublishAsync(Event("DR-0000-0001/1/approved", """{"n":2}"""), Stop);
        await feed.PublishAsync(Event("DR-0000-0002/1/approved", """{"n":3}"""), Stop);

        Assert.Equal(["""{"n":1}""", """{"n":2}"""], new EventFeed(await _database.OpenAsync()).All());
    }

    [Fact]
    public async Task SqliteProgramStore_Kept_AreFoundByTheirVersion()
    {
        var commits = await _database.OpenAsync();
        var programs = new SqliteProgramStore(commits, new LocalSettings(commits));
        await programs.KeepTermsAsync("sha256:1", """{"a":1}""", Stop);
        await programs.KeepTermsAsync("sha256:1", """{"a":1}""", Stop);

        commits = await _database.OpenAsync();
        programs = new SqliteProgramStore(commits, new LocalSettings(commits));

        Assert.Equal("""{"a":1}""", await programs.FindTermsAsync("sha256:1", Stop));
        Assert.Null(await programs.FindTermsAsync("sha256:2", Stop));
    }

    [Fact]
    public async Task LocalSettings_SetAgain_GivesTheLastValue()
    {
        var settings = new LocalSettings(await _database.OpenAsync());
        Assert.Null(settings.Get("clock"));
        await settings.SetAsync("clock", "1");
        await settings.SetAsync("clock", "2");

        Assert.Equal("2", settings.Get("clock"));
        Assert.Equal("2", await settings.GetOrAddAsync("clock", "3"));
        Assert.Equal("new", await settings.GetOrAddAsync("key", "new"));
        Assert.Equal("new", settings.Get("key"));
    }

    private static DealEvent Event(string id, string json) => new(id, "dealflow.deal.approved.v1", id[..12], json);
}
