using DealFlow.Workflow.Deals;
using DealFlow.Workflow.Durable;

namespace DealFlow.Workflow.Registrations;

/// <summary>Tells the orchestration of a registration that something has changed. What is missed, the sweep makes up for.</summary>
public interface IWaker
{
    /// <summary>Wakes, or sees to it that it will be.</summary>
    ValueTask WakeAsync(StoredRegistration stored, CancellationToken cancellation);
}

/// <summary>Wakes through the durable port: starts the orchestration of a new registration, and raises an event to that of a known one.</summary>
public sealed class Waker(IOrchestrationClient client, IRegistrationStore store) : IWaker
{
    /// <inheritdoc/>
    public async ValueTask WakeAsync(StoredRegistration stored, CancellationToken cancellation)
    {
        var id = stored.Registration.Id.Value;
        if (stored.Registration.Revision == 1 || !await client.RaiseEventAsync(id, DealRegistrationOrchestration.Changed, null, cancellation))
            await client.StartAsync(DealRegistrationOrchestration.Name, id, id, cancellation);
        await store.WokenAsync(stored.Registration.Id, stored.Stamp, cancellation);
    }

    /// <summary>Wakes all that are marked: after a crash between the write and the event. Returns how many.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        var woken = 0;
        while (await store.ToBeWokenAsync(500, cancellation) is { Count: > 0 } missed)
        {
            foreach (var stored in missed)
                await WakeAsync(stored, cancellation);
            woken += missed.Count;
        }

        return woken;
    }
}
