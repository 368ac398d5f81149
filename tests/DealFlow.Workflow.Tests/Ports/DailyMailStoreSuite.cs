using DealFlow.Workflow.Mails;
using NodaTime;

namespace DealFlow.Workflow.Tests.Ports;

/// <summary>What every store of daily mails does.</summary>
public abstract class DailyMailStoreSuite
{
    private static readonly Instant Due = Samples.Now + Duration.FromHours(1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The store of this test: empty at the first call, later opened again on what it holds.</summary>
    protected abstract Task<IDailyMailStore> OpenAsync();

    [Fact]
    public async Task DueAsync_AtTheDueTime_GivesWhatIsDueByReaderAndId()
    {
        var store = await OpenAsync();
        await store.AddAsync(Samples.Item("DR-0000-0002/1", "person:anna", Due), Stop);
        await store.AddAsync(Samples.Item("DR-0000-0003/1", "partner:alpen-it", Due), Stop);
        await store.AddAsync(Samples.Item("DR-0000-0001/1", "person:anna", Due - Duration.FromHours(1)), Stop);
        await store.AddAsync(Samples.Item("DR-0000-0004/1", "person:anna", Due + Duration.FromHours(1)), Stop);

        store = await OpenAsync();

        Assert.Equal(
            ["DR-0000-0003/1", "DR-0000-0001/1", "DR-0000-0002/1"], (await store.DueAsync(Due, Stop)).Select(item => item.Id));
        Assert.Equal(["DR-0000-0001/1"], (await store.DueAsync(Due - Duration.FromMinutes(1), Stop)).Select(item => item.Id));
        Assert.Equal(Due - Duration.FromHours(1), await store.NextDueAsync(Stop));
    }

    [Fact]
    public async Task DueAsync_AnItem_IsReadWhole()
    {
        var store = await OpenAsync();
        await store.AddAsync(Samples.FullDailyItem(), Stop);

        Assert.Equal(Samples.FullDailyItem(), Assert.Single(await store.DueAsync(Due, Stop)));
    }

    [Fact]
    public async Task AddAsync_SameIdAgain_LeavesTheFirst()
    {
        var store = await OpenAsync();
        await store.AddAsync(Samples.Item("DR-0000-0001/1", "person:anna", Due), Stop);
        await store.AddAsync(Samples.Item("DR-0000-0001/1", "person:anna", Due + Duration.FromDays(1)), Stop);

        Assert.Equal(Due, Assert.Single(await store.DueAsync(Due + Duration.FromDays(2), Stop)).DueAt);
    }

    [Fact]
    public async Task DoneAsync_Done_IsNeitherDueNorAddedAgain()
    {
        var store = await OpenAsync();
        await store.AddAsync(Samples.Item("DR-0000-0001/1", "person:anna", Due), Stop);
        await store.AddAsync(Samples.Item("DR-0000-0002/1", "person:anna", Due), Stop);
        await store.DoneAsync(["DR-0000-0001/1", "unknown"], Stop);
        await store.AddAsync(Samples.Item("DR-0000-0001/1", "person:anna", Due), Stop);

        store = await OpenAsync();
        Assert.Equal("DR-0000-0002/1", Assert.Single(await store.DueAsync(Due, Stop)).Id);
        await store.DoneAsync(["DR-0000-0002/1"], Stop);
        Assert.Null(await store.NextDueAsync(Stop));
    }
}
