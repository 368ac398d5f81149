using DealFlow.Embedded.Tests.Port;
using DealFlow.Workflow.Durable;

namespace DealFlow.Embedded.Tests;

/// <summary>Instances stay in memory between turns.</summary>
public sealed class EmbeddedPortTests : DurablePortSuite
{
    protected override async Task<DurableHost> StartHostAsync(OrchestrationCatalog code) => await EmbeddedHost.StartAsync(code);
}

/// <summary>Every turn is replayed from the history, one turn and one activity at a time.</summary>
public sealed class EmbeddedPortWithoutCacheTests : DurablePortSuite
{
    protected override async Task<DurableHost> StartHostAsync(OrchestrationCatalog code) => await EmbeddedHost.StartAsync(
        code, new EmbeddedEngineOptions { MaxCachedInstances = 0, MaxConcurrentTurns = 1, MaxConcurrentActivities = 1 });
}
