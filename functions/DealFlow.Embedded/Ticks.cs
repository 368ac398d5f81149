using NodaTime;

namespace DealFlow.Embedded;

/// <summary>Instants as the database holds them: ticks of 100 ns since 1970-01-01 UTC.</summary>
internal static class Ticks
{
    public static long Floor(Instant instant) => instant.ToUnixTimeTicks();

    /// <summary>Never early: what is due within a tick is due at its end.</summary>
    public static long Ceiling(Instant instant) =>
        Floor(instant) is var ticks && Instant.FromUnixTimeTicks(ticks) < instant && instant < Instant.MaxValue - Duration.FromTicks(1) ? ticks + 1 : ticks;

    public static Instant ToInstant(long ticks) => Instant.FromUnixTimeTicks(ticks);
}
