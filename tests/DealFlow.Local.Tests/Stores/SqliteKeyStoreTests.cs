using DealFlow.Embedded;
using DealFlow.Local.Stores;
using DealFlow.Workflow.Keys;
using DealFlow.Workflow.Tests.Ports;
using NodaTime;

namespace DealFlow.Local.Tests.Stores;

/// <summary>The store of API keys on a file, which two processes use at once.</summary>
public sealed class SqliteKeyStoreTests : KeyStoreSuite, IAsyncDisposable
{
    private readonly TestDatabase _database = new();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task FindAsync_KeyThatAnotherProcessAddsAndRevokes_CountsAtOnce()
    {
        var store = new SqliteKeyStore(await _database.OpenAsync(), Clock);
        Assert.Null(await store.FindAsync("one", Stop));
        await using var others = CommitQueue.Open(_database.FilePath);
        var other = new SqliteKeyStore(others, Clock);

        await other.AddAsync(Key("one"), Stop);
        Assert.Equal(Partner, (await store.FindAsync("one", Stop))!.Owner);

        Assert.True(await other.RevokeAsync("one", Partner, Stop));
        Assert.Null(await store.FindAsync("one", Stop));
    }

    [Fact]
    public async Task FindAsync_UsedOftenInAMinute_KeepsTheFirstUseOfEachMinute()
    {
        var commits = await _database.OpenAsync();
        var store = new SqliteKeyStore(commits, Clock);
        await store.AddAsync(Key("one"), Stop);
        Assert.Null(Assert.Single(await store.ListAsync(Partner, Stop)).LastUsedAt);

        Clock.Advance(Duration.FromSeconds(10));
        await store.FindAsync("one", Stop);
        Clock.Advance(Duration.FromSeconds(59));
        await store.FindAsync("one", Stop);
        await commits.CommitAsync(_ => { }, Stop); // what was queued before is written
        Assert.Equal(Samples.Now + Duration.FromSeconds(10), Assert.Single(await store.ListAsync(Partner, Stop)).LastUsedAt);

        Clock.Advance(Duration.FromSeconds(1));
        await store.FindAsync("one", Stop);
        await commits.CommitAsync(_ => { }, Stop);
        Assert.Equal(Samples.Now + Duration.FromSeconds(70), Assert.Single(await store.ListAsync(Partner, Stop)).LastUsedAt);
    }

    protected override async Task<IKeyStore> OpenAsync() => new SqliteKeyStore(await _database.OpenAsync(), Clock);
}
