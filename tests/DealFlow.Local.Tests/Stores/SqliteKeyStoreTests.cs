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

        await other.AddAsync("one", Partner, Stop);
        Assert.Equal(Partner, await store.FindAsync("one", Stop));

        Assert.True(await other.RevokeAsync("one", Partner, Stop));
        Assert.Null(await store.FindAsync("one", Stop));
    }

    [Fact]
    public async Task RevokeAsync_SomebodyElsesOrRevoked_IsFalse()
    {
        var store = new SqliteKeyStore(await _database.OpenAsync(), Clock);
        await store.AddAsync("one", Partner, Stop);

        Assert.False(await store.RevokeAsync("one", Partner with { Id = "nord-systems" }, Stop));
        Assert.False(await store.RevokeAsync("unknown", Partner, Stop));
        Assert.True(await store.RevokeAsync("one", Partner, Stop));
        Assert.False(await store.RevokeAsync("one", Partner, Stop));
    }

    [Fact]
    public async Task AddAsync_RevokedKeyAgain_StaysRevoked()
    {
        var store = new SqliteKeyStore(await _database.OpenAsync(), Clock);
        await store.AddAsync("one", Partner, Stop);
        await store.RevokeAsync("one", Partner, Stop);

        await store.AddAsync("one", Partner, Stop);

        Assert.Null(await store.FindAsync("one", Stop));
    }

    [Fact]
    public async Task FindAsync_UsedOftenInAMinute_KeepsTheFirstUseOfEachMinute()
    {
        var commits = await _database.OpenAsync();
        var store = new SqliteKeyStore(commits, Clock);
        await store.AddAsync("one", Partner, Stop);
        Assert.Null(Assert.Single(store.List(Partner)).LastUsedAt);

        Clock.Advance(Duration.FromSeconds(10));
        await store.FindAsync("one", Stop);
        Clock.Advance(Duration.FromSeconds(59));
        await store.FindAsync("one", Stop);
        await commits.CommitAsync(_ => { }, Stop); // what was queued before is written
        Assert.Equal(Samples.Now + Duration.FromSeconds(10), Assert.Single(store.List(Partner)).LastUsedAt);

        Clock.Advance(Duration.FromSeconds(1));
        await store.FindAsync("one", Stop);
        await commits.CommitAsync(_ => { }, Stop);
        Assert.Equal(Samples.Now + Duration.FromSeconds(70), Assert.Single(store.List(Partner)).LastUsedAt);
    }

    [Fact]
    public async Task List_OfOneOwner_GivesItsKeysOldestFirst()
    {
        var store = new SqliteKeyStore(await _database.OpenAsync(), Clock);
        await store.AddAsync("z", Partner, Stop);
        Clock.Advance(Duration.FromDays(1));
        await store.AddAsync("a", Partner, Stop);
        await store.AddAsync("b", new KeyOwner(KeyOwnerKind.Manufacturer, Partner.Id), Stop);
        await store.RevokeAsync("z", Partner, Stop);

        Assert.Equal(
            [new StoredKey("z", Samples.Now, null, Samples.Now + Duration.FromDays(1)), new StoredKey("a", Samples.Now + Duration.FromDays(1), null, null)],
            store.List(Partner));
    }

    protected override async Task<IKeyStore> OpenAsync() => new SqliteKeyStore(await _database.OpenAsync(), Clock);
}
