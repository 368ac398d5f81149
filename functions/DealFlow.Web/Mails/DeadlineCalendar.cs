using DealFlow.Workflow.Mails;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using NodaTime;
using Calendar = Ical.Net.Calendar;

namespace DealFlow.Web.Mails;

/// <summary>
/// A date for the calendar of the one who reads the mail. The same <paramref name="Uid"/> with a higher <paramref name="Revision"/> moves the
/// entry that a calendar has already (RFC 5546, 3.2.1).
/// </summary>
/// <param name="Uid">What it is about, the same in every mail that speaks of it.</param>
/// <param name="Revision">The registration's when the mail was written.</param>
/// <param name="WrittenAt">When the mail was written.</param>
/// <param name="Day">The whole day, local to nobody, as calendars show it; null where there is a time.</param>
/// <param name="At">The time; null where it is a whole day.</param>
public sealed record MailDeadline(string Uid, long Revision, Instant WrittenAt, string Title, string Text, LocalDate? Day, Instant? At);

/// <summary>Writes a deadline as an iCalendar file (RFC 5545), with an alarm.</summary>
internal static class DeadlineCalendar
{
    private static readonly Ical.Net.DataTypes.Duration TwoHoursBefore = new(hours: -2);

    /// <summary>09:00 of the day before, counted from the beginning of the day.</summary>
    private static readonly Ical.Net.DataTypes.Duration MorningBefore = new(hours: -15);

    public static MailAttachment Write(MailDeadline deadline)
    {
        var entry = new CalendarEvent
        {
            Uid = deadline.Uid + "@dealflow",
            Sequence = (int)Math.Min(deadline.Revision, int.MaxValue),
            DtStamp = Time(deadline.WrittenAt),
            Start = deadline.Day is { } day ? new CalDateTime(day.Year, day.Month, day.Day) : Time(deadline.At!.Value),
            Summary = deadline.Title,
            Description = deadline.Text,
            Transparency = TransparencyType.Transparent,
            Class = "PRIVATE",
        };
        entry.Alarms.Add(new Alarm
        {
            Action = AlarmAction.Display,
            Description = deadline.Title,
            Trigger = new Trigger(deadline.Day is null ? TwoHoursBefore : MorningBefore),
        });
        var calendar = new Calendar { Method = "PUBLISH", ProductId = "-//DealFlow//DealFlow//EN" };
        calendar.Events.Add(entry);
        return new MailAttachment(FileName(deadline.Uid), "text/calendar; charset=utf-8; method=PUBLISH", new CalendarSerializer().SerializeToString(calendar)!);
    }

    private static CalDateTime Time(Instant at) => new(at.ToDateTimeUtc());

    private static string FileName(string uid) => uid.Replace('/', '-') + ".ics";
}
