using DealFlow.Workflow.Keys;

namespace DealFlow.Workflow.Tests.Ports;

/// <summary>What every store of API keys does.</summary>
public abstract class KeyStoreSuite
{
    protected static KeyOwner Partner { get; } = new(KeyOwnerKind.Partner, "alpen-it");

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected PortClock Clock { get; } = new();

    /// <summary>The store of this test: empty at the first call, later opened again on what it holds.</summary>
    protected abstract Task<IKeyStore> OpenAsync();

    [Fact]
    public async Task FindAsync_Added_GivesTheOwnerAfterReopening()
    {
        var store = await OpenAsync();
        await store.AddAsync("one", Partner, Stop);
        await store.AddAsync("two", Partner, Stop);
        await store.AddAsync("three", new KeyOwner(KeyOwnerKind.Manufacturer, "contoso"), Stop);

        store = await OpenAsync();

        Assert.Equal(Partner, await store.FindAsync("one", Stop));
        Assert.Equal(Partner, await store.FindAsync("two", Stop));
        Assert.Equal(new KeyOwner(KeyOwnerKind.Manufacturer, "contoso"), await store.FindAsync("three", Stop));
    }

    [Fact]
    public async Task FindAsync_Unknown_IsNull()
    {
        var store = await OpenAsync();
        await store.AddAsync("one", Partner, Stop);

        Assert.Null(await store.FindAsync("ONE", Stop));
    }
}
