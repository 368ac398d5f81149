namespace DealFlow.Embedded;

/// <summary>
/// Counts what is queued, running or being committed. Whoever hands work on enters it before leaving his own, so that zero means idle
/// without any window in between.
/// </summary>
internal sealed class WorkGauge
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _faulted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<TaskCompletionSource> _waiting = [];
    private int _outstanding;
    private bool _stopped;

    /// <summary>Fires the timers that are due; false when none is. It enters the gauge before it returns true.</summary>
    public Func<bool> FireDue { get; set; } = () => false;

    /// <summary>Why the engine no longer works, or null.</summary>
    public Exception? Fault { get; private set; }

    public Task Faulted => _faulted.Task;

    public void Enter()
    {
        lock (_gate)
            _outstanding++;
    }

    public void Leave()
    {
        lock (_gate)
            _outstanding--;
        Settle();
    }

    public async Task WhenIdleAsync(CancellationToken cancellation)
    {
        var idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
            _waiting.Add(idle);
        Settle();
        await using var registration = cancellation.Register(() => idle.TrySetCanceled(cancellation));
        try
        {
            await idle.Task;
        }
        finally
        {
            lock (_gate)
                _waiting.Remove(idle);
        }
    }

    /// <summary>The first fault is kept. True: it was the first.</summary>
    public bool Fail(Exception fault)
    {
        lock (_gate)
        {
            if (Fault is not null || _stopped)
                return false;
            Fault = fault;
        }
        _faulted.SetResult();
        Settle();
        return true;
    }

    public void Stop()
    {
        lock (_gate)
            _stopped = true;
        Settle();
    }

    /// <exception cref="InvalidOperationException">The engine is faulted or stopped.</exception>
    public void EnsureWorking()
    {
        if (Failure() is { } failure)
            throw failure;
    }

    private InvalidOperationException? Failure() =>
        Fault is { } fault ? new InvalidOperationException("The engine has stopped after a failure of its database. Nothing that was acknowledged is lost; start the process again.", fault)
        : _stopped ? new InvalidOperationException("The engine is stopped.")
        : null;

    // The timers are asked outside of the lock, because they enter the gauge; whoever comes to wait in between asks them himself.
    private void Settle()
    {
        TaskCompletionSource[] waiting;
        lock (_gate)
        {
            if (_waiting.Count == 0 || (_outstanding > 0 && Failure() is null))
                return;
            waiting = [.. _waiting];
        }
        if (Failure() is null && FireDue())
            return;
        lock (_gate)
        {
            var failure = Failure();
            if (failure is null && _outstanding > 0)
                return;
            foreach (var idle in waiting)
                _ = failure is null ? idle.TrySetResult() : idle.TrySetException(failure);
        }
    }
}
