using DealFlow.Embedded;
using DealFlow.Workflow.Durable;

namespace DealFlow.Azure.Tests.Costs;

/// <summary>Starts and wakes after the request, so that what is counted does not depend on who is faster.</summary>
internal sealed class LaterClient(EmbeddedEngine engine) : IOrchestrationClient
{
    private readonly Queue<Func<Task>> _later = new();

    public async Task FlushAsync()
    {
        while (_later.TryDequeue(out var run))
            await run();
    }

    public Task<StartResult> StartAsync(string orchestration, string instanceId, object? input, CancellationToken cancellation = default)
    {
        _later.Enqueue(() => engine.StartAsync(orchestration, instanceId, input, CancellationToken.None));
        return Task.FromResult(StartResult.Started);
    }

    public async Task<bool> RaiseEventAsync(string instanceId, string name, object? payload, CancellationToken cancellation = default)
    {
        if (await engine.GetAsync(instanceId, cancellation) is not { State: InstanceState.Running or InstanceState.Pending })
            return false;
        _later.Enqueue(() => engine.RaiseEventAsync(instanceId, name, payload, CancellationToken.None));
        return true;
    }

    public Task<InstanceInfo?> GetAsync(string instanceId, CancellationToken cancellation = default) => engine.GetAsync(instanceId, cancellation);

    public Task<InstancePage> ListAsync(InstanceQuery query, CancellationToken cancellation = default) => engine.ListAsync(query, cancellation);

    public Task<bool> TerminateAsync(string instanceId, string reason, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<bool> SuspendAsync(string instanceId, string reason, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<bool> ResumeAsync(string instanceId, string reason, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<bool> PurgeAsync(string instanceId, CancellationToken cancellation = default) => throw new NotSupportedException();
}
