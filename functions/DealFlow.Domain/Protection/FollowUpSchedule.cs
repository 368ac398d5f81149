using NodaTime;

namespace DealFlow.Domain.Protection;

/// <summary>Follow-ups every N weeks: the same local time, N × 7 days on, counted from the approval.</summary>
public sealed record FollowUpSchedule(Instant ApprovedAt, int EveryWeeks, DateTimeZone Zone)
{
    /// <summary>When follow-up number <paramref name="number"/> (from 1) is due.</summary>
    public Instant DueAt(int number) =>
        ApprovedAt.InZone(Zone).LocalDateTime.PlusDays(checked(number * EveryWeeks * 7)).InZoneLeniently(Zone).ToInstant();

    /// <summary>
    /// The number of the last follow-up that is due at <paramref name="now"/>, 0 for none. After an outage this skips what was missed, so
    /// that one series is sent once.
    /// </summary>
    public int LastDue(Instant now)
    {
        var days = Period.Between(ApprovedAt.InZone(Zone).Date, now.InZone(Zone).Date, PeriodUnits.Days).Days;
        var number = Math.Max(0, days / (EveryWeeks * 7));
        return number > 0 && DueAt(number) > now ? number - 1 : number;
    }
}
