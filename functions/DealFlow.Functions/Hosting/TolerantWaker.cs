using DealFlow.Workflow.Registrations;
using Microsoft.Extensions.Logging;

namespace DealFlow.Functions.Hosting;

/// <summary>
/// Wakes before the request is answered, because an instance may be taken away straight after. What the person wanted is stored by then, so a backend
/// that does not answer is no failure of theirs: the registration stays marked, and is swept.
/// </summary>
internal sealed class TolerantWaker(Waker waker, ILogger<TolerantWaker> logger) : IWaker
{
    public async ValueTask WakeAsync(StoredRegistration stored, CancellationToken cancellation)
    {
        try
        {
            await waker.WakeAsync(stored, cancellation);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Log.WakeFailed(logger, stored.Registration.Id.Value, e.GetType().Name);
        }
    }
}
