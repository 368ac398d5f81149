using DealFlow.Embedded.Tests.Port;
using DealFlow.Workflow.Durable;

namespace DealFlow.Functions.RealPackages.Tests;

/// <summary>The adapter over the real SDK: its orchestration context, its replay, and its client types; the backend is one in memory with virtual time.</summary>
public sealed class SdkPortTests : DurablePortSuite
{
    /// <summary>The SDK's metadata has no place for it.</summary>
    protected override bool ShowsWhySuspended => false;

    protected override Task<DurableHost> StartHostAsync(OrchestrationCatalog code) => Task.FromResult<DurableHost>(new SdkHost(code));
}
