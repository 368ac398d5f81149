using DealFlow.Workflow.Conflicts;
using static DealFlow.Azure.Tests.Cosmos.AccountsOfOlderVersion;

namespace DealFlow.Azure.Tests.Cosmos;

/// <summary>Accounts in Cosmos DB after a change of the algorithm: indexed anew in parts, by whatever process.</summary>
public sealed class ReindexingAccountsTests(CosmosPlace place)
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);
    private readonly AccountsOfOlderVersion _accounts = new(place);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_OlderVersion_ReadingIsRefusedUntilAllAreIndexedAnew()
    {
        var container = await _accounts.OlderAsync(Names);
        var stores = await TestStores.OpenAsync(container);

        await Assert.ThrowsAsync<IndexIncompleteException>(() => FindAsync(stores, Names[0]));
        Assert.Equal("indexing customers, about to begin", stores.Reindexing.Progress);
        await stores.Reindexing.RunAsync(Long, Stop);

        Assert.Null(stores.Reindexing.Progress);
        await AssertFoundAsync(await TestStores.OpenAsync(container), Names);
    }

    [Fact]
    public async Task Run_BrokenOffInTheMiddle_GoesOnInAnotherProcess()
    {
        var container = await _accounts.OlderAsync(Names);
        var first = await TestStores.OpenAsync(container);
        first.Reindexing.AtOnce = 2;
        await first.Reindexing.RunAsync(TimeSpan.Zero, Stop);

        var second = await TestStores.OpenAsync(container);
        Assert.Equal("indexing accounts, 2 of 5 done", second.Reindexing.Progress);
        await Assert.ThrowsAsync<IndexIncompleteException>(() => FindAsync(second, Names[0]));
        second.Reindexing.AtOnce = 2;
        await second.Reindexing.RunAsync(Long, Stop);

        await AssertFoundAsync(second, Names);
        await first.Reindexing.LookAsync(Stop);
        Assert.Null(first.Reindexing.Progress);
    }

    [Fact]
    public async Task Run_AnOlderHostHasImportedSince_IsFoundByTheSecondLook()
    {
        var container = await place.NewContainerAsync();
        var stores = await TestStores.OpenAsync(container);
        await ImportAsync(stores, Names[0]);
        await OlderVersion.MakeOfAccountsAsync(container);

        await stores.Reindexing.RunAsync(Long, Stop);

        var opened = await TestStores.OpenAsync(container);
        await AssertFoundAsync(opened, Names[..1]);
        await opened.Reindexing.RunAsync(Long, Stop); // this one finds nothing any more
        var counted = new Parts.CountedOperations();
        await _accounts.TryAsync(container, counted, async last =>
        {
            await last.Reindexing.RunAsync(Long, Stop);
            Assert.Equal(new Parts.Cost(1, 0, 0), counted.Take());
            await last.Reindexing.RunAsync(Long, Stop);
            Assert.Equal(new Parts.Cost(0, 0, 0), counted.Take());
        });
    }
}
