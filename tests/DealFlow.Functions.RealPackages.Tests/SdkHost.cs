using DealFlow.Embedded.Tests.Port;
using DealFlow.Functions.Durable;
using DealFlow.Functions.RealPackages.Tests.Histories;
using DealFlow.Workflow.Durable;
using NodaTime;

namespace DealFlow.Functions.RealPackages.Tests;

/// <summary>The port's suite drives the adapter through this.</summary>
internal sealed class SdkHost : DurableHost
{
    private readonly MemoryBackend _backend;
    private DurableClient _client;

    public SdkHost(OrchestrationCatalog code)
    {
        _backend = new MemoryBackend(code);
        _client = ClientOf(code);
    }

    /// <summary>All turns in their order.</summary>
    public IReadOnlyList<Turn> Turns => _backend.Turns;

    public override IOrchestrationClient Client => _client;

    public override Instant Now => _backend.Now;

    public override Task IdleAsync() => _backend.WhenIdleAsync().WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);

    public override async Task PassAsync(Duration time)
    {
        var end = Now + time;
        await IdleAsync();
        while (_backend.NextDue is { } due && due <= end)
            await MoveToAsync(due);
        await MoveToAsync(end);
    }

    public override Task JumpAsync(Duration time) => MoveToAsync(Now + time);

    /// <summary>The backend outlives its hosts, so ending cleanly and dying differ only in what was under way.</summary>
    public override Task RestartAsync(OrchestrationCatalog code, Duration outage = default) => CrashAsync(code, outage);

    public override Task CrashAsync(OrchestrationCatalog code, Duration outage = default)
    {
        _backend.Replace(code, Now + outage);
        _client = ClientOf(code);
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync() => _backend.DisposeAsync();

    private async Task MoveToAsync(Instant now)
    {
        _backend.MoveTo(now);
        await IdleAsync();
    }

    private DurableClient ClientOf(OrchestrationCatalog code)
    {
        var bound = new BoundClient();
        bound.Use(_backend);
        return new DurableClient(bound, code);
    }
}
