using NodaTime;

namespace DealFlow.Embedded;

/// <summary>Fires durable timers. In memory is only when the next one is due; the others are found by the index of the table.</summary>
internal sealed class TimerWheel : IDisposable
{
    private const int MostAtOnce = 256;
    private static readonly TimeSpan LongestNap = TimeSpan.FromMinutes(1);
    private readonly EngineParts _engine;
    private readonly Lock _gate = new();
    private readonly Timer _alarm;
    private long _nextDue = TimerStore.Never;
    private long _lookedAt = long.MinValue;
    private bool _firing;
    private bool _stopped;

    public TimerWheel(EngineParts engine)
    {
        _engine = engine;
        _alarm = new Timer(static wheel => ((TimerWheel)wheel!).Ring(), this, Timeout.Infinite, Timeout.Infinite);
    }

    public Instant? NextDue
    {
        get
        {
            lock (_gate)
                return _nextDue == TimerStore.Never ? null : Ticks.ToInstant(_nextDue);
        }
    }

    /// <summary>When the next timer is due, as of a commit. Called in the order of commits.</summary>
    public void Publish(long nextDue)
    {
        lock (_gate)
        {
            if (nextDue == _nextDue)
                return;
            _nextDue = nextDue;
            Look();
        }
    }

    /// <summary>The clock may have jumped.</summary>
    public void ClockMoved()
    {
        lock (_gate)
            Look();
    }

    /// <summary>Fires what is due. False: nothing is, or all of it is being fired.</summary>
    public bool FireDue()
    {
        lock (_gate)
        {
            var now = _engine.Now;
            if (_stopped || _firing || _nextDue > now)
                return false;
            _firing = true;
            _engine.Commits.Submit(connection => TimerStore.Fire(connection, now, MostAtOnce), Fired);
            return true;
        }
    }

    public void Stop()
    {
        lock (_gate)
            _stopped = true;
    }

    public void Dispose()
    {
        Stop();
        _alarm.Dispose();
    }

    private void Fired(FiredTimers fired)
    {
        _engine.Metrics.TimersFired(fired);
        foreach (var (key, due) in fired.Sleeps)
            _engine.Dispatcher.Deliver(key, new Message.Timer(due));
        _engine.Activities.Start(fired.Retries);
        lock (_gate)
        {
            _firing = false;
            _nextDue = fired.NextDue;
            Look();
        }
    }

    private void Ring()
    {
        lock (_gate)
        {
            // A clock that stands still is moved by its owner, who says so; looking again would be polling.
            if (_engine.Now != _lookedAt)
                Look();
        }
    }

    private void Look()
    {
        if (_stopped || _firing || _nextDue == TimerStore.Never || FireDue())
            return;
        _lookedAt = _engine.Now;
        var nap = TimeSpan.FromTicks(Math.Clamp(_nextDue - _lookedAt, 0, LongestNap.Ticks)) + TimeSpan.FromMilliseconds(1);
        _alarm.Change(nap, Timeout.InfiniteTimeSpan);
    }
}
