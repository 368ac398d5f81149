using NodaTime;

namespace DealFlow.Local.Clock;

/// <summary>Real time and an offset that only grows. So months can be played through in seconds, and a restart goes on where it was.</summary>
public sealed class VirtualClock(IClock real, Duration offset) : IClock
{
    private readonly Lock _gate = new();
    private Duration _offset = offset;

    /// <summary>How far this clock is ahead of real time.</summary>
    public Duration Offset
    {
        get
        {
            lock (_gate)
                return _offset;
        }
    }

    /// <inheritdoc/>
    public Instant GetCurrentInstant() => real.GetCurrentInstant() + Offset;

    /// <summary>The offset that would make it this instant now.</summary>
    public Duration OffsetAt(Instant instant) => instant - real.GetCurrentInstant();

    /// <summary>Moves on by a growing offset; a smaller one changes nothing.</summary>
    public void SetOffset(Duration offset)
    {
        lock (_gate)
            _offset = Duration.Max(_offset, offset);
    }
}
