using NodaTime;

namespace DealFlow.Workflow.Tests.Ports;

/// <summary>A clock that goes on only when it is told to.</summary>
public sealed class PortClock : IClock
{
    private Instant _now = Samples.Now;

    public Instant GetCurrentInstant() => _now;

    public void Advance(Duration duration) => _now += duration;
}
