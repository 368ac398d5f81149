using NodaTime;

namespace DealFlow.Domain.Protection;

/// <summary>
/// How long a deal is protected: from an instant to the end of a local day (<see cref="Until"/> is the first instant after it), and how long a
/// win signed in that time may still be reported (<see cref="GraceUntil"/>, again the first instant after).
/// </summary>
public sealed record ProtectionWindow(Instant From, LocalDate LastDay, Instant Until, Instant GraceUntil)
{
    /// <summary>The window of a number of days after the local day of <paramref name="from"/>, in the program's zone.</summary>
    public static ProtectionWindow Starting(Instant from, int days, int graceDays, DateTimeZone zone) =>
        Through(from, from.InZone(zone).Date.PlusDays(days), graceDays, zone);

    /// <summary>The window through a given last local day.</summary>
    public static ProtectionWindow Through(Instant from, LocalDate lastDay, int graceDays, DateTimeZone zone) => new(
        from, lastDay, EndOf(lastDay, zone), EndOf(lastDay.PlusDays(graceDays), zone));

    private static Instant EndOf(LocalDate day, DateTimeZone zone) => zone.AtStartOfDay(day.PlusDays(1)).ToInstant();
}
