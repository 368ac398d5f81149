using Microsoft.DurableTask.Client;

namespace DealFlow.Functions.Durable;

/// <summary>
/// The client of the Durable Task backend. The host hands one to each invocation that asks for it; all are alike, and the newest is used, because an
/// older one may speak to a host that has gone.
/// </summary>
public sealed class BoundClient
{
    private volatile DurableTaskClient? _newest;

    internal DurableTaskClient Current =>
        _newest ?? throw new InvalidOperationException("No function with a durable client has run yet: only such functions may wake or start deals.");

    /// <summary>From now on this one is used.</summary>
    public void Use(DurableTaskClient client) => _newest = client;
}
