using NodaTime;

namespace DealFlow.Scenarios.Hosting;

/// <summary>Real time that stands still, so that only <c>POST /local/clock</c> moves the product's clock; or jumps, before a timer has fired.</summary>
internal sealed class FixedClock(Instant now) : IClock
{
    public Instant Now { get; set; } = now;

    public Instant GetCurrentInstant() => Now;
}
