using DealFlow.Workflow.SignIn;
using NodaTime;

namespace DealFlow.Workflow.Tests.Ports;

/// <summary>What every store of used tokens and counts does.</summary>
public abstract class SignInStoreSuite
{
    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected PortClock Clock { get; } = new();

    /// <summary>The store of this test: empty at the first call, later opened again on what it holds.</summary>
    protected abstract Task<ISignInStore> OpenAsync();

    [Fact]
    public async Task TryUseAsync_Twice_IsTrueOnceAlsoAfterReopening()
    {
        var until = Clock.GetCurrentInstant() + Duration.FromMinutes(15);
        var store = await OpenAsync();
        Assert.False(await store.IsUsedAsync("one", Stop));
        Assert.True(await store.TryUseAsync("one", until, Stop));
        Assert.False(await store.TryUseAsync("one", until, Stop));

        store = await OpenAsync();

        Assert.True(await store.IsUsedAsync("one", Stop));
        Assert.False(await store.TryUseAsync("one", until, Stop));
        Assert.True(await store.TryUseAsync("two", until, Stop));
    }

    [Fact]
    public async Task TryUseAsync_ManyAtOnce_OneIsTrue()
    {
        var store = await OpenAsync();
        var until = Clock.GetCurrentInstant() + Duration.FromMinutes(15);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => store.TryUseAsync("one", until, Stop)));

        Assert.Single(answers, answer => answer);
    }

    [Fact]
    public async Task TryUseAsync_LaterOnes_LeaveThoseThatAreStillKept()
    {
        var store = await OpenAsync();
        await store.TryUseAsync("long", Clock.GetCurrentInstant() + Duration.FromHours(12), Stop);
        Clock.Advance(Duration.FromHours(1));

        for (var number = 0; number < 30; number++)
            await store.TryUseAsync($"short {number}", Clock.GetCurrentInstant() + Duration.FromMinutes(15), Stop);

        Assert.True(await store.IsUsedAsync("long", Stop));
    }

    [Fact]
    public async Task TryCountAsync_UpToTheMost_ThenNoMoreUntilTheNextTime()
    {
        var store = await OpenAsync();
        var until = Clock.GetCurrentInstant() + Duration.FromMinutes(15);
        Assert.True(await store.TryCountAsync("anna", 2, until, Stop));
        Assert.True(await store.TryCountAsync("anna", 2, until, Stop));

        store = await OpenAsync();

        Assert.False(await store.TryCountAsync("anna", 2, until, Stop));
        Assert.True(await store.TryCountAsync("bruno", 2, until, Stop));
        Assert.True(await store.TryCountAsync("anna", 2, until + Duration.FromMinutes(15), Stop));
    }
}
