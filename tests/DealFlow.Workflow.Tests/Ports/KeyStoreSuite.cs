using DealFlow.Workflow.Keys;
using NodaTime;

namespace DealFlow.Workflow.Tests.Ports;

/// <summary>What every store of API keys does.</summary>
public abstract class KeyStoreSuite
{
    protected static KeyOwner Partner { get; } = new(KeyOwnerKind.Partner, "alpen-it");

    protected static KeyOwner Manufacturer { get; } = new(KeyOwnerKind.Manufacturer, "contoso");

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected PortClock Clock { get; } = new();

    /// <summary>The store of this test: empty at the first call, later opened again on what it holds.</summary>
    protected abstract Task<IKeyStore> OpenAsync();

    [Fact]
    public async Task FindAsync_Added_GivesTheKeyAfterReopening()
    {
        var store = await OpenAsync();
        await store.AddAsync(Key("one"), Stop);
        await store.AddAsync(Key("two"), Stop);
        await store.AddAsync(Key("three", Manufacturer), Stop);

        store = await OpenAsync();

        Assert.Equal(Partner, (await store.FindAsync("one", Stop))!.Owner);
        Assert.Equal(Partner, (await store.FindAsync("two", Stop))!.Owner);
        Assert.Equal(Manufacturer, (await store.FindAsync("three", Stop))!.Owner);
    }

    [Fact]
    public async Task FindAsync_Unknown_IsNull()
    {
        var store = await OpenAsync();
        await store.AddAsync(Key("one"), Stop);

        Assert.Null(await store.FindAsync("ONE", Stop));
    }

    [Fact]
    public async Task FindAsync_MadeByAPerson_KnowsWhoAndForWhichManufacturers()
    {
        var store = await OpenAsync();
        await store.AddAsync(Key("one") with { Label = "CRM", Maker = new KeyMaker("eva@alpen-it.example", ["contoso", "fabrikam"]) }, Stop);
        await store.AddAsync(Key("two"), Stop);

        store = await OpenAsync();

        var found = (await store.FindAsync("one", Stop))!;
        Assert.Equal(("CRM", "eva@alpen-it.example"), (found.Label, found.Maker!.Person));
        Assert.Equal(["contoso", "fabrikam"], found.Maker.Manufacturers);
        Assert.Null((await store.FindAsync("two", Stop))!.Maker);
    }

    [Fact]
    public async Task ListAsync_OfOneOwner_GivesItsKeysOldestFirst()
    {
        var store = await OpenAsync();
        await store.AddAsync(Key("z"), Stop);
        Clock.Advance(Duration.FromDays(1));
        await store.AddAsync(Key("a"), Stop);
        await store.AddAsync(Key("b", Partner with { Kind = KeyOwnerKind.Manufacturer }), Stop);
        await store.AddAsync(Key("c", Partner with { Id = "nord-systems" }), Stop);
        await store.RevokeAsync("z", Partner, Stop);

        Assert.Equal(
            [Key("z") with { CreatedAt = Samples.Now, RevokedAt = Samples.Now + Duration.FromDays(1) }, Key("a")], await store.ListAsync(Partner, Stop));
    }

    [Fact]
    public async Task RevokeAsync_SomebodyElsesOrRevoked_IsFalse()
    {
        var store = await OpenAsync();
        await store.AddAsync(Key("one"), Stop);

        Assert.False(await store.RevokeAsync("one", Partner with { Id = "nord-systems" }, Stop));
        Assert.False(await store.RevokeAsync("one", Partner with { Kind = KeyOwnerKind.Manufacturer }, Stop));
        Assert.False(await store.RevokeAsync("unknown", Partner, Stop));
        Assert.NotNull(await store.FindAsync("one", Stop));
        Assert.True(await store.RevokeAsync("one", Partner, Stop));
        Assert.False(await store.RevokeAsync("one", Partner, Stop));
        Assert.Null(await store.FindAsync("one", Stop));
    }

    [Fact]
    public async Task RevokeAsync_ByTheIdOfALongHash_FindsIt()
    {
        var store = await OpenAsync();
        var key = Key(ApiKey.HashOf("dfk_one"));
        await store.AddAsync(key, Stop);

        Assert.Equal(16, key.Id.Length);
        Assert.False(await store.RevokeAsync(key.Hash, Partner, Stop));
        Assert.True(await store.RevokeAsync(key.Id, Partner, Stop));
        Assert.Null(await store.FindAsync(key.Hash, Stop));
    }

    [Fact]
    public async Task AddAsync_RevokedKeyAgain_StaysRevoked()
    {
        var store = await OpenAsync();
        await store.AddAsync(Key("one"), Stop);
        await store.RevokeAsync("one", Partner, Stop);

        await store.AddAsync(Key("one"), Stop);

        Assert.Null(await store.FindAsync("one", Stop));
    }

    /// <summary>A key of the operator's, made now.</summary>
    protected ApiKey Key(string hash, KeyOwner? owner = null) => new(hash, owner ?? Partner, Clock.GetCurrentInstant());
}
