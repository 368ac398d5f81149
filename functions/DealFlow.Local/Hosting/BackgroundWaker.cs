using DealFlow.Workflow.Registrations;

namespace DealFlow.Local.Hosting;

/// <summary>
/// Wakes orchestrations beside the request, so that an answer waits for one durable write only. What is lost by a crash in between is still marked,
/// and swept at the next start.
/// </summary>
internal sealed class BackgroundWaker(Waker waker, ILogger<BackgroundWaker> logger) : IWaker
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _idle = Completed();
    private int _pending;

    public bool IsIdle
    {
        get
        {
            lock (_gate)
                return _pending == 0;
        }
    }

    public ValueTask WakeAsync(StoredRegistration stored, CancellationToken cancellation)
    {
        Begin();
        _ = RunAsync(stored);
        return ValueTask.CompletedTask;
    }

    /// <summary>Wakes all that are marked. Who waits until nothing is left to do waits for this too.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        Begin();
        try
        {
            return await waker.SweepAsync(cancellation);
        }
        finally
        {
            End();
        }
    }

    public Task WhenIdleAsync()
    {
        lock (_gate)
            return _idle.Task;
    }

    private async Task RunAsync(StoredRegistration stored)
    {
        try
        {
            await waker.WakeAsync(stored, CancellationToken.None);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Log.WakeFailed(logger, stored.Registration.Id.Value, e.GetType().Name);
        }
        finally
        {
            End();
        }
    }

    private void Begin()
    {
        lock (_gate)
        {
            if (_pending++ == 0)
                _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private void End()
    {
        lock (_gate)
        {
            if (--_pending == 0)
                _idle.SetResult();
        }
    }

    private static TaskCompletionSource Completed()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }
}
