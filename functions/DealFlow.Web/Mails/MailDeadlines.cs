using System.Globalization;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Mails;
using NodaTime;

namespace DealFlow.Web.Mails;

/// <summary>The deadlines that mails bring along.</summary>
internal static class MailDeadlines
{
    /// <summary>Until when the reader is asked to answer; nothing once that has passed.</summary>
    public static MailDraft KeepAnswerDue(this MailDraft draft, DealMail mail) => mail.Deal.Ask is { IsOpen: true } ask && !mail.IsOverdue()
        ? draft.Keep(mail, string.Create(CultureInfo.InvariantCulture, $"answer-{ask.Round}"), "Calendar_" + ask.Purpose, ask.DueAt)
        : draft;

    /// <summary>The last day of protection; an extension moves it.</summary>
    public static MailDraft KeepProtection(this MailDraft draft, DealMail mail) => mail.Deal is { Status: RegistrationStatus.Approved, Protection: { } protection }
        ? draft.Keep(mail, "protection", "Calendar_Protection", protection.LastDay)
        : draft;

    public static MailDraft Keep(this MailDraft draft, DealMail mail, string matter, string key, Instant at) => Keep(draft, mail, matter, key, null, at);

    public static MailDraft Keep(this MailDraft draft, DealMail mail, string matter, string key, LocalDate day) => Keep(draft, mail, matter, key, day, null);

    private static MailDraft Keep(MailDraft draft, DealMail mail, string matter, string key, LocalDate? day, Instant? at) => draft.Keep(new MailDeadline(
        $"{mail.Deal.Id}/{matter}", mail.Deal.Revision, mail.Now,
        draft.Texts.Get(key, CleanText.Name(mail.Deal.Lead.Customer.Name), mail.Deal.Id.Value),
        draft.Texts.Get("Calendar_Text", draft.Manufacturer, mail.Deal.Id.Value), day, at));
}
