using DealFlow.Azure.Cosmos;
using DealFlow.Workflow.Registrations;
using DealFlow.Workflow.Tests.Ports;
using Microsoft.Azure.Cosmos;

namespace DealFlow.Azure.Tests.Cosmos;

/// <summary>What the emulated server does not do as Cosmos DB does.</summary>
public sealed class AccountTests(CosmosPlace place)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [AccountFact]
    public async Task Account_Consistency_IsStrongOrBounded()
    {
        var account = await (await place.NewContainerAsync()).Database.Client.ReadAccountAsync();

        Assert.Contains(account.Consistency.DefaultConsistencyLevel, new[] { ConsistencyLevel.Strong, ConsistencyLevel.BoundedStaleness });
    }

    [AccountFact]
    public async Task Query_OfOnePartition_SeesNoOther()
    {
        var container = await place.NewContainerAsync();
        await container.CreateItemAsync(new { id = "a", pk = "one" }, cancellationToken: Stop);
        await container.CreateItemAsync(new { id = "b", pk = "two" }, cancellationToken: Stop);
        using var found = container.GetItemQueryIterator<object>("SELECT * FROM c", requestOptions: new QueryRequestOptions { PartitionKey = new PartitionKey("one") });

        Assert.Single(await found.ReadNextAsync(Stop));
    }

    [AccountFact]
    public async Task AddAsync_OneRegistration_CostsWhatIsStated()
    {
        var container = await place.NewContainerAsync();
        var store = new CosmosStores(container, new PortClock()).Registrations;

        await store.AddAsync(new NewRegistration(Samples.Deal(1), Samples.Claim("1"), 10, null), Stop);
        using var read = await container.ReadItemStreamAsync(Samples.Id(1).Value, new PartitionKey(Samples.Id(1).Value), cancellationToken: Stop);

        Assert.InRange(read.Headers.RequestCharge, 0.5, 10);
    }
}
