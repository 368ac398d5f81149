using DealFlow.Workflow.Durable;
using NodaTime;

namespace DealFlow.Embedded.Tests.Port;

/// <summary>An implementation of the durable port under test, in virtual time, with a disk that outlives its processes.</summary>
public abstract class DurableHost : IAsyncDisposable
{
    public abstract IOrchestrationClient Client { get; }

    public abstract Instant Now { get; }

    /// <summary>Whether an activity that takes long holds up the others.</summary>
    public virtual bool RunsActivitiesSideBySide => true;

    /// <summary>Completes when nothing is left to do at this time.</summary>
    public abstract Task IdleAsync();

    /// <summary>Lets time pass from one timer to the next, and waits for what they cause.</summary>
    public abstract Task PassAsync(Duration time);

    /// <summary>Moves the clock in one jump, and waits for what that causes.</summary>
    public abstract Task JumpAsync(Duration time);

    /// <summary>Ends the process cleanly; a new one with this code goes on after the outage.</summary>
    public abstract Task RestartAsync(OrchestrationCatalog code, Duration outage = default);

    /// <summary>The process dies where it stands; a new one with this code goes on after the outage.</summary>
    public abstract Task CrashAsync(OrchestrationCatalog code, Duration outage = default);

    public abstract ValueTask DisposeAsync();

    public async Task<InstanceInfo> GetAsync(string id) =>
        await Client.GetAsync(id) ?? throw new InvalidOperationException($"There is no instance '{id}'.");

    /// <summary>Starts, and waits until there is nothing left to do.</summary>
    public async Task<InstanceInfo> RunAsync(string orchestration, string id, object? input = null)
    {
        await Client.StartAsync(orchestration, id, input);
        await IdleAsync();
        return await GetAsync(id);
    }

    public async Task<InstanceInfo> RaiseAsync(string id, string name, object? payload)
    {
        Assert.True(await Client.RaiseEventAsync(id, name, payload));
        await IdleAsync();
        return await GetAsync(id);
    }
}
