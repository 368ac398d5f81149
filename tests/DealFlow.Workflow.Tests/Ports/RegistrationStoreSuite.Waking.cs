using DealFlow.Domain.Registrations;

namespace DealFlow.Workflow.Tests.Ports;

public abstract partial class RegistrationStoreSuite
{
    [Fact]
    public async Task ToBeWokenAsync_Accepted_IsToBeWokenAfterReopening()
    {
        var added = await AddAsync(await OpenAsync(), Samples.Deal(1));

        var waiting = Assert.Single(await (await OpenAsync()).ToBeWokenAsync(10, Stop));

        Assert.Equal(added.Stamp, waiting.Stamp);
        Assert.Equal(Json(added.Registration), Json(waiting.Registration));
    }

    [Fact]
    public async Task ToBeWokenAsync_Woken_IsNoLongerToBeWoken()
    {
        var store = await OpenAsync();
        var added = await AddAsync(store, Samples.Deal(1));

        await store.WokenAsync(Samples.Id(1), added.Stamp, Stop);

        Assert.Empty(await store.ToBeWokenAsync(10, Stop));
        Assert.Equal(added.Stamp, (await store.FindAsync(Samples.Id(1), Stop))!.Stamp);
    }

    [Fact]
    public async Task WokenAsync_WithAnOldStamp_DoesNotHideANewerChange()
    {
        var store = await OpenAsync();
        var added = await AddAsync(store, Samples.Deal(1));
        var newer = await EndAsync(store, Samples.Id(1), RegistrationStatus.Approved);
        newer = await SaveAsync(store, Samples.Id(1), deal => deal with { Tier = "gold" }, wake: true);

        await store.WokenAsync(Samples.Id(1), added.Stamp, Stop);
        Assert.Equal(newer.Stamp, Assert.Single(await store.ToBeWokenAsync(10, Stop)).Stamp);

        await store.WokenAsync(Samples.Id(1), newer.Stamp, Stop);
        Assert.Empty(await store.ToBeWokenAsync(10, Stop));
    }

    [Fact]
    public async Task SaveAsync_ChangeThatNeedsNoWaking_LeavesTheEarlierOneToBeWoken()
    {
        var store = await OpenAsync();
        await AddAsync(store, Samples.Deal(1));
        await SaveAsync(store, Samples.Id(1), deal => deal with { Tier = "gold" });
        Assert.Single(await store.ToBeWokenAsync(10, Stop));

        await store.WokenAsync(Samples.Id(1), (await store.FindAsync(Samples.Id(1), Stop))!.Stamp, Stop);
        await SaveAsync(store, Samples.Id(1), deal => deal with { Tier = "silver" });

        Assert.Empty(await store.ToBeWokenAsync(10, Stop));
    }

    [Fact]
    public async Task ToBeWokenAsync_MoreThanTheLimit_GivesTheOldestFirst()
    {
        var store = await OpenAsync();
        for (var number = 1; number <= 4; number++)
            await AddAsync(store, Samples.Deal(number));

        var waiting = await store.ToBeWokenAsync(2, Stop);

        Assert.Equal([Samples.Id(1), Samples.Id(2)], waiting.Select(stored => stored.Registration.Id));
    }
}
