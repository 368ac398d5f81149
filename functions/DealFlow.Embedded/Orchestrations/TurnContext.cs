namespace DealFlow.Embedded;

/// <summary>
/// Where an orchestration's continuations run: on the thread of its turn, and nowhere else. A continuation that comes from elsewhere means
/// that the code awaited something which is not durable; it is reported and never run.
/// </summary>
internal sealed class TurnContext(Action foreign) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = [];
    private volatile int _thread;
    private int _reported;

    /// <summary>The code has left its turn.</summary>
    public bool Left => Volatile.Read(ref _reported) != 0;

    public bool InTurn => _thread == Environment.CurrentManagedThreadId;

    public override SynchronizationContext CreateCopy() => this;

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (InTurn)
            _posted.Enqueue((d, state));
        else
            Report();
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (InTurn)
            d(state);
        else
            Report();
    }

    public void Report()
    {
        if (Interlocked.Exchange(ref _reported, 1) == 0)
            foreign();
    }

    /// <summary>Runs the code until it waits for something.</summary>
    public void Run(Action step)
    {
        var outer = Current;
        SetSynchronizationContext(this);
        _thread = Environment.CurrentManagedThreadId;
        try
        {
            step();
            while (_posted.TryDequeue(out var next))
                next.Callback(next.State);
        }
        finally
        {
            _thread = 0;
            SetSynchronizationContext(outer);
        }
    }
}
