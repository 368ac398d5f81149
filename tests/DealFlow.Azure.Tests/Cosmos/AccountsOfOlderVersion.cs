using DealFlow.Azure.Cosmos;
using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Conflicts;
using DealFlow.Workflow.Tests.Ports;
using Microsoft.Azure.Cosmos;

namespace DealFlow.Azure.Tests.Cosmos;

/// <summary>Imported accounts that another version of the algorithm has indexed.</summary>
internal sealed class AccountsOfOlderVersion(CosmosPlace place)
{
    public static readonly string[] Names =
    [
        "Zirbelholz Möbelwerkstätten GmbH", "Huber Feinmechanik AG",
        "Flughafen Graz Betriebs GmbH", "Brauhaus Quellwasser KG", "Seilbahnen Dachstein AG",
    ];

    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A container with these customers, which an older version has indexed.</summary>
    public async Task<Container> OlderAsync(IReadOnlyList<string> names)
    {
        var container = await place.NewContainerAsync();
        var stores = await TestStores.OpenAsync(container);
        await stores.Accounts.SaveAsync("contoso", [.. names.Index().Select(name => Account($"A-{name.Index}", name.Item))], Stop);
        await OlderVersion.MakeAsync(container);
        return container;
    }

    /// <summary>Acts through a client of its own. False: it was broken off.</summary>
    public async Task<bool> TryAsync(Container container, DelegatingHandler handler, Func<CosmosStores, Task> act)
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

    public static Task ImportAsync(CosmosStores stores, string name) => stores.Accounts.SaveAsync("contoso", [Account("A-0", name)], Stop);

    public static async Task AssertReplacedAsync(Container container)
    {
        var next = await TestStores.OpenAsync(container);
        await next.Reindexing.RunAsync(Long, Stop);
        Assert.Equal("account:A-0", Assert.Single(await FindAsync(next, Names[1])).Customer);
        Assert.Empty(await FindAsync(next, Names[0]));
        Assert.Equal(Names[1], Assert.Single(await next.Accounts.ReadAsync("contoso", ["A-0"], Stop)).Customer.Name);
    }

    public static async Task AssertFoundAsync(CosmosStores stores, IReadOnlyList<string> names)
    {
        foreach (var (number, name) in names.Index())
            Assert.Equal($"account:A-{number}", Assert.Single(await FindAsync(stores, name)).Customer);
    }

    public static Task<IReadOnlyList<FoundCustomer>> FindAsync(CosmosStores stores, string name) =>
        new CandidateSearch(stores.Candidates).FindAsync("contoso", CustomerOf(name), Stop);

    private static Account Account(string id, string name) => new(id, CustomerOf(name), "customer", null, null);

    private static CustomerFacts CustomerOf(string name) => new() { Name = name, Country = "AT" };
}
