using DealFlow.Domain.Calendars;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using NodaTime;

namespace DealFlow.Web.Pages.Inbox;

/// <summary>The times of a deal in the words of its reader: when an answer is due, and how much business time is left until then.</summary>
internal static class DecisionClock
{
    /// <summary>The time that matters next, or null where the deal has ended.</summary>
    public static ClockText? Of(PageReader reader, Registration deal, DealProgram program, Instant now) => deal switch
    {
        { HasEnded: true } => null,
        { Ask: { IsOpen: true } ask } => Due(reader, program.Calendar, ask.DueAt, now),
        { Status: RegistrationStatus.NeedsInformation, Question: { } question } => Plain(reader, "Clock_Answer", question.AnswerDueAt),
        { Status: RegistrationStatus.Approved, Protection: { } protection } => now < protection.Until
            ? Plain(reader, "Clock_Protected", protection.Until)
            : Plain(reader, "Clock_Grace", protection.GraceUntil),
        _ => null,
    };

    private static ClockText Due(PageReader reader, BusinessCalendar calendar, Instant due, Instant now)
    {
        var isOver = due <= now;
        var time = isOver ? calendar.Between(due, now) : calendar.Between(now, due);
        return new ClockText(reader.Format.Due(due), reader.Texts.Get(isOver ? "Clock_Over" : "Clock_Left", Words(reader, time)), isOver);
    }

    private static ClockText Plain(PageReader reader, string key, Instant at) => new(reader.Texts.Get(key, reader.Format.Due(at)), null, false);

    private static string Words(PageReader reader, Duration time)
    {
        var (days, hours) = (time.Days, time.Hours);
        if (days == 0)
            return hours == 0 ? reader.Texts.Get("Clock_Minutes") : reader.Texts.Count("Clock_Hours", hours);
        var words = reader.Texts.Count("Clock_Days", days);
        return days > 2 || hours == 0 ? words : $"{words} {reader.Texts.Count("Clock_Hours", hours)}";
    }
}
