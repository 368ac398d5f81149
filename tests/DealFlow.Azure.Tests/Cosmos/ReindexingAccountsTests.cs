using DealFlow.Azure.Cosmos;
using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Conflicts;
using DealFlow.Workflow.Tests.Ports;
using Microsoft.Azure.Cosmos;

namespace DealFlow.Azure.Tests.Cosmos;

/// <summary>Accounts in Cosmos DB after a change of the algorithm: indexed anew in parts, by whatever process, while imports go on.</summary>
public sealed class ReindexingAccountsTests(CosmosPlace place)
{
    private const int MoreThanAny = 150;
    private static readonly string[] Names =
    [
        "Zirbelholz Möbelwerkstätten GmbH", "Huber Feinmechanik AG",
        "Flughafen Graz Betriebs GmbH", "Brauhaus Quellwasser KG", "Seilbahnen Dachstein AG",
    ];

    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_OlderVersion_ReadingIsRefusedUntilAllAreIndexedAnew()
    {
        var container = await OlderAsync(Names);
        var stores = await OpenAsync(container);

        await Assert.ThrowsAsync<IndexIncompleteException>(() => FindAsync(stores, Names[0]));
        Assert.Equal("indexing customers, about to begin", stores.Reindexing.Progress);
        await stores.Reindexing.RunAsync(Long, Stop);

        Assert.Null(stores.Reindexing.Progress);
        await AssertFoundAsync(await OpenAsync(container), Names);
    }

    [Fact]
    public async Task Run_BrokenOffInTheMiddle_GoesOnInAnotherProcess()
    {
        var container = await OlderAsync(Names);
        var first = await OpenAsync(container);
        first.Reindexing.AtOnce = 2;
        await first.Reindexing.RunAsync(TimeSpan.Zero, Stop);

        var second = await OpenAsync(container);
        Assert.Equal("indexing accounts, 2 of 5 done", second.Reindexing.Progress);
        await Assert.ThrowsAsync<IndexIncompleteException>(() => FindAsync(second, Names[0]));
        second.Reindexing.AtOnce = 2;
        await second.Reindexing.RunAsync(Long, Stop);

        await AssertFoundAsync(second, Names);
        await first.Reindexing.LookAsync(Stop);
        Assert.Null(first.Reindexing.Progress);
    }

    [Fact]
    public async Task Run_BrokenOffAtAnyRequest_TheNextOneMakesItWhole()
    {
        for (var requests = 0; requests < MoreThanAny; requests += 3)
        {
            var container = await OlderAsync(Names[..1]);
            var isDone = await TryAsync(container, new BrokenOffTests.EndsAfter(requests), stores => stores.Reindexing.RunAsync(Long, Stop));
            var next = await OpenAsync(container);
            await next.Reindexing.RunAsync(Long, Stop);

            await AssertFoundAsync(next, Names[..1]);
            if (isDone)
                return;
        }

        Assert.Fail("It never came to its end.");
    }

    [Fact]
    public async Task Run_ImportedAnewAtAnyMoment_TheImportWins()
    {
        for (var requests = 0; requests < MoreThanAny; requests += 3)
        {
            var container = await OlderAsync(Names[..1]);
            var other = await OpenAsync(container);
            var meanwhile = new Meanwhile(requests, () => ImportAsync(other, Names[1]));
            await TryAsync(container, meanwhile, stores => stores.Reindexing.RunAsync(Long, Stop));

            if (!meanwhile.HasHappened)
                return;
            await AssertReplacedAsync(container);
        }

        Assert.Fail("It never came to its end.");
    }

    [Fact]
    public async Task Import_IndexedAnewAtAnyMoment_TheImportWins()
    {
        for (var requests = 0; requests < MoreThanAny; requests += 3)
        {
            var container = await OlderAsync(Names[..1]);
            var other = await OpenAsync(container);
            var meanwhile = new Meanwhile(requests, () => other.Reindexing.RunAsync(Long, Stop));
            await TryAsync(container, meanwhile, stores => ImportAsync(stores, Names[1]));

            if (!meanwhile.HasHappened)
                return;
            await AssertReplacedAsync(container);
        }

        Assert.Fail("It never came to its end.");
    }

    [Fact]
    public async Task Run_AnOlderHostHasImportedSince_IsFoundByTheSecondLook()
    {
        var container = await place.NewContainerAsync();
        var stores = await OpenAsync(container);
        await ImportAsync(stores, Names[0]);
        await OlderVersion.MakeOfAccountsAsync(container);

        await stores.Reindexing.RunAsync(Long, Stop);

        var opened = await OpenAsync(container);
        await AssertFoundAsync(opened, Names[..1]);
        await opened.Reindexing.RunAsync(Long, Stop); // this one finds nothing any more
        var counted = new Parts.CountedOperations();
        await TryAsync(container, counted, async last =>
        {
            await last.Reindexing.RunAsync(Long, Stop);
            Assert.Equal(new Parts.Cost(1, 0, 0), counted.Take());
            await last.Reindexing.RunAsync(Long, Stop);
            Assert.Equal(new Parts.Cost(0, 0, 0), counted.Take());
        });
    }

    private static async Task<CosmosStores> OpenAsync(Container container)
    {
        var stores = new CosmosStores(container, new PortClock());
        await stores.Reindexing.OpenAsync(Stop);
        return stores;
    }

    /// <summary>A container with these customers, which an older version has indexed.</summary>
    private async Task<Container> OlderAsync(IReadOnlyList<string> names)
    {
        var container = await place.NewContainerAsync();
        var stores = await OpenAsync(container);
        await stores.Accounts.SaveAsync("contoso", [.. names.Index().Select(name => Account($"A-{name.Index}", name.Item))], Stop);
        await OlderVersion.MakeAsync(container);
        return container;
    }

    /// <summary>Acts through a client of its own. False: it was broken off.</summary>
    private async Task<bool> TryAsync(Container container, DelegatingHandler handler, Func<CosmosStores, Task> act)
    {
        var through = await place.ThroughAsync(container, handler);
        using var client = through.Database.Client;
        try
        {
            await act(new CosmosStores(through, new PortClock()));
            return true;
        }
        catch (CosmosException)
        {
            return false;
        }
    }

    private static Task ImportAsync(CosmosStores stores, string name) => stores.Accounts.SaveAsync("contoso", [Account("A-0", name)], Stop);

    private static async Task AssertReplacedAsync(Container container)
    {
        var next = await OpenAsync(container);
        await next.Reindexing.RunAsync(Long, Stop);
        Assert.Equal("account:A-0", Assert.Single(await FindAsync(next, Names[1])).Customer);
        Assert.Empty(await FindAsync(next, Names[0]));
        Assert.Equal(Names[1], Assert.Single(await next.Accounts.ReadAsync("contoso", ["A-0"], Stop)).Customer.Name);
    }

    private static async Task AssertFoundAsync(CosmosStores stores, IReadOnlyList<string> names)
    {
        foreach (var (number, name) in names.Index())
            Assert.Equal($"account:A-{number}", Assert.Single(await FindAsync(stores, name)).Customer);
    }

    private static Task<IReadOnlyList<FoundCustomer>> FindAsync(CosmosStores stores, string name) =>
        new CandidateSearch(stores.Candidates).FindAsync("contoso", CustomerOf(name), Stop);

    private static Account Account(string id, string name) => new(id, CustomerOf(name), "customer", null, null);

    private static CustomerFacts CustomerOf(string name) => new() { Name = name, Country = "AT" };
}
