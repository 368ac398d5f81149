using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Mails;
using NodaTime;

namespace DealFlow.Web.Mails;

/// <summary>While a deal is protected: keeping both sides at it, and warning before the end.</summary>
internal static class ProtectionMails
{
    public static MailBody FollowUp(DealMail mail)
    {
        var draft = DealDraft.Open(mail, "FollowUp");
        draft.Facts([.. draft.ManufacturerRows(mail), .. Dates(draft, mail)]);
        if (mail.Deal.FollowUp.Progress is null)
            draft.Say("FollowUp_NoProgress");
        draft.LastProgress(mail);
        if (mail.Deal.FollowUp.Progress is { HelpWanted: true })
            draft.Say("Progress_HelpWanted");
        return draft.SayCount("FollowUp_Every", mail.Program.Terms.FollowUp.EveryWeeks)
            .Actions(draft.Action("Deal", mail.Links.Deal))
            .End(mail.Deal);
    }

    public static MailBody AskProgress(DealMail mail)
    {
        var draft = DealDraft.Open(mail, "AskProgress");
        return draft.PartnerFacts(mail, Dates(draft, mail))
            .LastProgress(mail)
            .Say("AskProgress_Next")
            .HowTo(mail)
            .End(mail.Deal);
    }

    public static MailBody HelpWanted(DealMail mail)
    {
        var draft = DealDraft.Open(mail, "HelpWanted");
        return draft.Quote("PartnerNote", mail.Deal.FollowUp.Progress?.Note)
            .Facts([.. draft.ManufacturerRows(mail), .. Dates(draft, mail)])
            .Actions(draft.Action("Deal", mail.Links.Deal))
            .End(mail.Deal);
    }

    public static MailBody ExpiryNotice(DealMail mail)
    {
        var deal = mail.Deal;
        var draft = DealDraft.OpenWithoutLead(mail, "ExpiryNotice");
        var (days, lastDay) = (DaysLeft(mail), draft.Format.Weekday(deal.Protection!.LastDay));
        draft = days == 0
            ? draft.Say("ExpiryNotice_Today", mail.Customer(), lastDay)
            : draft.SayCount("ExpiryNotice_Days", days, mail.Customer(), lastDay);
        return draft.PartnerFacts(mail, draft.Fact("ProtectedThrough", draft.LastDay(deal)))
            .Say("ExpiryNotice_Win", draft.LastDay(deal)!, draft.LastReportDay(deal))
            .MoreTime(mail)
            .HowTo(mail)
            .KeepProtection(mail)
            .End(deal);
    }

    public static MailBody GraceStarted(DealMail mail)
    {
        var draft = DealDraft.Open(mail, "GraceStarted");
        return draft.PartnerFacts(mail, draft.Fact("ReportWinBy", draft.LastReportDay(mail.Deal)))
            .Say("GraceStarted_Win", draft.LastDay(mail.Deal)!, draft.LastReportDay(mail.Deal))
            .HowTo(mail)
            .Keep(mail, "report", "Calendar_Report", draft.Format.LastDayBefore(mail.Deal.Protection!.GraceUntil))
            .End(mail.Deal);
    }

    /// <summary>The days of one extension, in words.</summary>
    public static string ExtensionDays(this MailDraft draft, ExtensionTerms extension) => draft.Texts.Count("Days", extension.Days);

    private static IEnumerable<Fact?> Dates(MailDraft draft, DealMail mail) =>
    [
        draft.Fact("ExpectedClose", draft.Format.Day(mail.ExpectedClose())), draft.Fact("ProtectedThrough", draft.LastDay(mail.Deal)),
    ];

    /// <summary>The days to the last protected one, which are no longer those of the notice when the mail was held up.</summary>
    private static int DaysLeft(DealMail mail)
    {
        var left = Period.DaysBetween(mail.Program.Calendar.DayOf(mail.Now), mail.Deal.Protection!.LastDay);
        return left >= 0 ? left : mail.Round;
    }

    private static MailDraft MoreTime(this MailDraft draft, DealMail mail)
    {
        if (mail.Program.Terms.Protection.Extension is not { } extension)
            return draft;
        if (mail.Deal.Extension is { IsPending: true })
            return draft.Say("ExpiryNotice_Pending");
        return mail.Deal.ExtensionsGranted < extension.Count
            ? draft.Say("ExpiryNotice_Extension", draft.ExtensionDays(extension))
            : draft.Say("ExpiryNotice_NoExtension");
    }
}
