using NodaTime;

namespace DealFlow.Domain.Calendars;

/// <summary>
/// Business days of a program: Monday to Friday in its zone, without its holidays. Business time runs through all 24 hours of a business
/// day by the local clock, and stands still on other days; so <i>two business days</i> is the same local time two business days on, and
/// what starts on another day counts from 00:00 of the next business day.
/// </summary>
public sealed class BusinessCalendar(DateTimeZone zone, IReadOnlySet<LocalDate> holidays)
{
    private static readonly LocalTime Morning = new(8, 0);

    /// <summary>The program's time zone.</summary>
    public DateTimeZone Zone { get; } = zone;

    /// <summary>The same holidays in another zone.</summary>
    public BusinessCalendar In(DateTimeZone other) => other.Equals(Zone) ? this : new BusinessCalendar(other, holidays);

    /// <summary>Whether work is done on this local day.</summary>
    public bool IsBusinessDay(LocalDate day) =>
        day.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday) && !holidays.Contains(day);

    /// <summary>The local day at an instant.</summary>
    public LocalDate DayOf(Instant at) => at.InZone(Zone).Date;

    /// <summary>The instant at which a local day ends: the first one that is no longer part of it.</summary>
    public Instant EndOf(LocalDate day) => Zone.AtStartOfDay(day.PlusDays(1)).ToInstant();

    /// <summary>The same local time some business days later.</summary>
    public Instant AddBusinessDays(Instant start, int days) => Add(start, Duration.FromDays(days));

    /// <summary>The instant when <paramref name="businessTime"/> (24 hours a business day, local clock) has passed since <paramref name="start"/>.</summary>
    public Instant Add(Instant start, Duration businessTime)
    {
        var from = Normal(start);
        var sinceMidnight = Duration.FromTicks(from.TimeOfDay.TickOfDay) + businessTime;
        var day = from.Date;
        for (; sinceMidnight >= Duration.FromDays(1); sinceMidnight -= Duration.FromDays(1))
            day = NextBusinessDay(day.PlusDays(1));
        return (day + LocalTime.FromTicksSinceMidnight((long)sinceMidnight.TotalTicks)).InZoneLeniently(Zone).ToInstant();
    }

    /// <summary>The business time from <paramref name="start"/> to <paramref name="end"/>; zero when the end is not later.</summary>
    public Duration Between(Instant start, Instant end)
    {
        if (end <= start)
            return Duration.Zero;
        var (from, to) = (Normal(start), Normal(end));
        var days = 0;
        for (var day = from.Date; day < to.Date; day = NextBusinessDay(day.PlusDays(1)))
            days++;
        var time = Duration.FromDays(days) + Duration.FromTicks(to.TimeOfDay.TickOfDay - from.TimeOfDay.TickOfDay);
        return time < Duration.Zero ? Duration.Zero : time;
    }

    /// <summary>The first 08:00 of a business day at or after an instant: when the daily mail leaves.</summary>
    public Instant MorningAtOrAfter(Instant at)
    {
        var local = at.InZone(Zone);
        var first = local.TimeOfDay <= Morning ? local.Date : local.Date.PlusDays(1);
        return (NextBusinessDay(first) + Morning).InZoneLeniently(Zone).ToInstant();
    }

    /// <summary>08:00 of a local day, business day or not.</summary>
    public Instant MorningOf(LocalDate day) => (day + Morning).InZoneLeniently(Zone).ToInstant();

    private LocalDateTime Normal(Instant at)
    {
        var local = at.InZone(Zone).LocalDateTime;
        return IsBusinessDay(local.Date) ? local : NextBusinessDay(local.Date) + LocalTime.Midnight;
    }

    private LocalDate NextBusinessDay(LocalDate day)
    {
        while (!IsBusinessDay(day))
            day = day.PlusDays(1);
        return day;
    }
}
