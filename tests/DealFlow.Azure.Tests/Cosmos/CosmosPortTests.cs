using DealFlow.Workflow.Conflicts;
using DealFlow.Workflow.Keys;
using DealFlow.Workflow.Mails;
using DealFlow.Workflow.Partners;
using DealFlow.Workflow.Pipeline;
using DealFlow.Workflow.Registrations;
using DealFlow.Workflow.Signals;
using DealFlow.Workflow.SignIn;
using DealFlow.Workflow.Tests.Ports;

namespace DealFlow.Azure.Tests.Cosmos;

/// <summary>The store of registrations in Cosmos DB.</summary>
public sealed class CosmosRegistrationStoreTests(CosmosPlace place) : RegistrationStoreSuite
{
    private readonly TestStores _stores = new(place);

    protected override async Task<IRegistrationStore> OpenAsync() => (await _stores.OpenAsync(Clock)).Registrations;
}

/// <summary>What a manufacturer's people look at, in Cosmos DB.</summary>
public sealed class CosmosPipelineStoreTests(CosmosPlace place) : PipelineStoreSuite
{
    private readonly TestStores _stores = new(place);

    protected override async Task<(IRegistrationStore Deals, IPipelineStore Pipeline)> OpenAsync()
    {
        var stores = await _stores.OpenAsync(Clock);
        return (stores.Registrations, stores.Pipeline);
    }
}

/// <summary>The store of accounts in Cosmos DB.</summary>
public sealed class CosmosAccountStoreTests(CosmosPlace place) : AccountStoreSuite
{
    private readonly TestStores _stores = new(place);

    protected override async Task<(IAccountStore Store, ICandidateIndex Index)> OpenAsync()
    {
        var stores = await _stores.OpenAsync();
        return (stores.Accounts, stores.Candidates);
    }
}

/// <summary>The candidate index in Cosmos DB.</summary>
public sealed class CosmosCandidateIndexTests(CosmosPlace place) : CandidateIndexSuite
{
    private readonly TestStores _stores = new(place);

    protected override async Task<ICandidateIndex> OpenAsync() => (await _stores.OpenAsync()).Candidates;
}

/// <summary>The store of aliases in Cosmos DB.</summary>
public sealed class CosmosAliasStoreTests(CosmosPlace place) : AliasStoreSuite
{
    private readonly TestStores _stores = new(place);

    protected override async Task<IAliasStore> OpenAsync() => (await _stores.OpenAsync()).Aliases;
}

/// <summary>The store of memberships in Cosmos DB.</summary>
public sealed class CosmosPartnerStoreTests(CosmosPlace place) : PartnerStoreSuite
{
    private readonly TestStores _stores = new(place);

    protected override async Task<IPartnerStore> OpenAsync() => (await _stores.OpenAsync()).Partners;
}

/// <summary>The store of API keys in Cosmos DB.</summary>
public sealed class CosmosKeyStoreTests(CosmosPlace place) : KeyStoreSuite
{
    private readonly TestStores _stores = new(place);

    protected override async Task<IKeyStore> OpenAsync() => (await _stores.OpenAsync(Clock)).Keys;
}

/// <summary>The store of used tokens and counts in Cosmos DB.</summary>
public sealed class CosmosSignInStoreTests(CosmosPlace place) : SignInStoreSuite
{
    private readonly TestStores _stores = new(place);

    protected override async Task<ISignInStore> OpenAsync() => (await _stores.OpenAsync(Clock)).SignIn;
}

/// <summary>The store of signals in Cosmos DB.</summary>
public sealed class CosmosSignalStoreTests(CosmosPlace place) : SignalStoreSuite
{
    private readonly TestStores _stores = new(place);

    protected override async Task<ISignalStore> OpenAsync() => (await _stores.OpenAsync()).Signals;
}

/// <summary>The store of daily mails in Cosmos DB.</summary>
public sealed class CosmosDailyMailStoreTests(CosmosPlace place) : DailyMailStoreSuite
{
    private readonly TestStores _stores = new(place);

    protected override async Task<IDailyMailStore> OpenAsync() => (await _stores.OpenAsync()).Daily;
}
