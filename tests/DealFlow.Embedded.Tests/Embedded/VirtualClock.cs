using NodaTime;

namespace DealFlow.Embedded.Tests;

/// <summary>A clock that stands still until it is moved.</summary>
public sealed class VirtualClock(Instant start) : IClock
{
    private long _ticks = start.ToUnixTimeTicks();

    public Instant GetCurrentInstant() => Instant.FromUnixTimeTicks(Interlocked.Read(ref _ticks));

    public void MoveTo(Instant now) => Interlocked.Exchange(ref _ticks, now.ToUnixTimeTicks());
}
