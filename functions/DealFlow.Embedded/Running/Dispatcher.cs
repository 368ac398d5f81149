using System.Diagnostics;

namespace DealFlow.Embedded;

/// <summary>Which instances are awake, and whose turn is next. One turn of an instance at a time, turns of several instances side by side.</summary>
internal sealed class Dispatcher(EmbeddedEngineOptions options, WorkGauge gauge)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, LiveInstance> _live = [];
    private readonly LinkedList<LiveInstance> _idle = [];
    private readonly Queue<LiveInstance> _ready = [];
    private readonly TaskCompletionSource _quiet = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _workers;
    private int _turns;
    private bool _stopping;

    /// <summary>Executes a turn, and calls <see cref="Finish"/> when its outcome is on disk.</summary>
    public Action<LiveInstance, IReadOnlyList<Message>> Turn { get; set; } = (_, _) => { };

    public EngineMetrics? Metrics { get; set; }

    /// <summary>How many turns wait for a worker.</summary>
    public int QueueLength
    {
        get
        {
            lock (_gate)
                return _ready.Count;
        }
    }

    /// <summary>How many instances are in memory.</summary>
    public int LiveCount
    {
        get
        {
            lock (_gate)
                return _live.Count;
        }
    }

    public void Deliver(long key, Message message) => Deliver(key, message, null);

    /// <summary>A new instance takes its first turn.</summary>
    public void Begin(InstanceRow row) => Deliver(row.Key, new Message.Wake(), live => live.Fresh = row);

    /// <summary>An instance takes a turn from what the database holds.</summary>
    public void Reload(long key) => Deliver(key, new Message.Wake(), live => live.Stale = true);

    /// <summary>The turn is over. An instance that has ended leaves the memory.</summary>
    public void Finish(LiveInstance live, bool again, bool ended)
    {
        lock (_gate)
        {
            live.Busy = false;
            if (ended && live.Mailbox.Count == 0)
                Forget(live);
            else if (again || live.Mailbox.Count > 0)
                Schedule(live);
            else
                Rest(live);
            if (--_turns == 0 && _stopping)
                _quiet.TrySetResult();
        }
        gauge.Leave();
    }

    /// <summary>No new turns; completes when those that run are on disk.</summary>
    public Task StopAsync()
    {
        lock (_gate)
        {
            _stopping = true;
            if (_turns == 0)
                _quiet.TrySetResult();
        }
        return _quiet.Task;
    }

    /// <summary>Results of activities that no turn has taken; to be kept when the engine stops.</summary>
    public List<(long Key, Message.Result Result)> Undelivered()
    {
        lock (_gate)
            return [.. _live.Values.SelectMany(live => live.Mailbox.OfType<Message.Result>().Select(result => (live.Key, result)))];
    }

    private void Deliver(long key, Message message, Action<LiveInstance>? mark)
    {
        lock (_gate)
        {
            if (!_live.TryGetValue(key, out var live))
                _live.Add(key, live = new LiveInstance(key));
            mark?.Invoke(live);
            live.Mailbox.Add(message);
            if (!live.Busy)
                Schedule(live);
        }
    }

    private void Schedule(LiveInstance live)
    {
        if (_stopping)
            return;
        if (live.Idle is { } idle)
            _idle.Remove(idle);
        live.Idle = null;
        live.Busy = true;
        live.QueuedAt = Stopwatch.GetTimestamp();
        gauge.Enter();
        _ready.Enqueue(live);
        if (_workers >= options.MaxConcurrentTurns)
            return;
        _workers++;
        ThreadPool.UnsafeQueueUserWorkItem(static dispatcher => dispatcher.Work(), this, preferLocal: false);
    }

    private void Work()
    {
        while (TryTake(out var live, out var messages))
        {
            Metrics?.TurnQueued(live.QueuedAt);
            Turn(live, messages);
        }
    }

    private bool TryTake(out LiveInstance live, out IReadOnlyList<Message> messages)
    {
        lock (_gate)
        {
            if (_stopping || !_ready.TryDequeue(out live!))
            {
                _workers--;
                (live, messages) = (null!, []);
                return false;
            }
            _turns++;
            messages = live.Mailbox;
            live.Mailbox = [];
            if (live.Stale)
                (live.Run, live.Fresh, live.Stale) = (null, null, false);
            return true;
        }
    }

    private void Rest(LiveInstance live)
    {
        if (live.Run is not null)
            live.Idle = _idle.AddLast(live);
        else
            Forget(live);
        while (_idle.Count > options.MaxCachedInstances)
            Forget(_idle.First!.Value);
    }

    private void Forget(LiveInstance live)
    {
        _live.Remove(live.Key);
        if (live.Idle is { } idle)
            _idle.Remove(idle);
        live.Idle = null;
    }
}
