using DealFlow.Azure.Cosmos;
using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Conflicts;
using DealFlow.Workflow.Registrations;
using DealFlow.Workflow.Tests.Ports;
using Microsoft.Azure.Cosmos;

namespace DealFlow.Azure.Tests.Cosmos;

/// <summary>Registrations in Cosmos DB after a change of the algorithm.</summary>
public sealed class ReindexingRegistrationsTests(CosmosPlace place)
{
    private static readonly CustomerFacts Zirbel = new() { Name = "Zirbelholz Möbelwerkstätten GmbH", Country = "DE" };

    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_OlderVersion_LookingUpIsRefusedUntilAllAreIndexedAnewAndThenFinds()
    {
        var (container, mine) = await OlderAsync();
        var stores = await TestStores.OpenAsync(container);
        stores.Reindexing.AtOnce = 2;

        Assert.Equal("indexing customers, about to begin", stores.Reindexing.Progress);
        await stores.Reindexing.RunAsync(TimeSpan.Zero, Stop);
        Assert.Equal("indexing registrations, 2 of 5 done", stores.Reindexing.Progress);
        await Assert.ThrowsAsync<IndexIncompleteException>(() => stores.Registrations.SimilarAsync(mine));
        Assert.Empty(await stores.Registrations.RivalsAsync(mine, new RivalSearch(null, []), Stop)); // by keys of claims it may

        var next = await TestStores.OpenAsync(container);
        await next.Reindexing.RunAsync(Long, Stop);

        Assert.Null(next.Reindexing.Progress);
        Assert.Equal(Samples.Id(4), Assert.Single(await next.Registrations.SimilarAsync(mine)).Id);
    }

    [Fact]
    public async Task SaveAsync_BeforeItsTurn_IsOfThePresentVersion()
    {
        var (container, mine) = await OlderAsync();
        var stores = await TestStores.OpenAsync(container);
        for (var number = 1; number <= 5; number++)
        {
            var stored = (await stores.Registrations.FindAsync(Samples.Id(number), Stop))!;
            Assert.NotNull(await stores.Registrations.SaveAsync(
                new RegistrationChange(stored.Registration with { Status = RegistrationStatus.Approved }, stored.Stamp, false), Stop));
        }

        stores.Reindexing.AtOnce = 1;
        await stores.Reindexing.RunAsync(TimeSpan.Zero, Stop); // it finds nothing left to do

        Assert.Null(stores.Reindexing.Progress);
        Assert.Equal(Samples.Id(4), Assert.Single(await stores.Registrations.SimilarAsync(mine)).Id);
    }

    [Fact]
    public async Task Run_EndedOnes_AreLeftAsTheyAre()
    {
        var (container, _) = await OlderAsync();
        var stores = new CosmosStores(container, new PortClock());
        var stored = (await stores.Registrations.FindAsync(Samples.Id(5), Stop))!;
        await stores.Registrations.SaveAsync(new RegistrationChange(stored.Registration with { Status = RegistrationStatus.Withdrawn, ClosedAt = Samples.Now }, stored.Stamp, false), Stop);
        await OlderVersion.MakeAsync(container);

        stores.Reindexing.AtOnce = 1;
        await stores.Reindexing.RunAsync(TimeSpan.Zero, Stop);

        Assert.Equal("indexing registrations, 1 of 4 done", stores.Reindexing.Progress);
    }

    /// <summary>Five registrations, of which the first and the fourth are of the same customer.</summary>
    private async Task<(Container Container, Registration First)> OlderAsync()
    {
        var container = await place.NewContainerAsync();
        var stores = await TestStores.OpenAsync(container);
        var mine = await stores.Registrations.AddIndexedAsync(1, Zirbel with { Name = "ZIRBELHOLZ MOEBELWERKSTAETTEN" });
        for (var number = 2; number <= 5; number++)
            await stores.Registrations.AddIndexedAsync(number, number == 4 ? Zirbel : new CustomerFacts { Name = $"Huber {number}", Country = "DE" });
        await OlderVersion.MakeAsync(container);
        return (container, mine);
    }
}
