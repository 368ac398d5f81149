using DealFlow.Domain.Approval;
using DealFlow.Workflow.Mails;

namespace DealFlow.Web.Mails;

/// <summary>More time: asked of an approver, told to the partner.</summary>
internal static class ExtensionMails
{
    public static MailBody Ask(DealMail mail) => Decide(mail, DealDraft.Open(mail, "AskExtension"));

    public static MailBody Remind(DealMail mail) => Decide(mail, DealDraft.Open(mail, "RemindExtension"));

    public static MailBody Granted(DealMail mail)
    {
        var draft = DealDraft.Open(mail, "ExtensionGranted");
        return draft.PartnerFacts(mail,
                draft.Fact("ProtectedThrough", draft.LastDay(mail.Deal)),
                draft.Fact("ReportWinBy", draft.LastReportDay(mail.Deal)))
            .KeepProtection(mail)
            .End(mail.Deal);
    }

    public static MailBody Refused(DealMail mail)
    {
        var draft = DealDraft.Open(mail, "ExtensionRefused");
        var ended = mail.Deal.Protection!.Until <= mail.Now;
        return draft.Quote("Reason", mail.Deal.Extension?.Answer)
            .Say(ended ? "ExtensionRefused_Ended" : "ExtensionRefused_StillProtected", draft.LastDay(mail.Deal)!, draft.LastReportDay(mail.Deal))
            .PartnerFacts(mail)
            .HowTo(mail)
            .End(mail.Deal);
    }

    private static MailBody Decide(DealMail mail, MailDraft draft)
    {
        var (deal, extension) = (mail.Deal, mail.Deal.Extension!);
        var ifGranted = mail.Program.Terms.Protection.Extension is { } terms ? draft.Format.Day(deal.Protection!.LastDay.PlusDays(terms.Days)) : null;
        draft.StandIn(mail).Overdue(mail).Facts([
                draft.DueBy("DecideBy", mail, AskPurpose.Extension),
                .. draft.ManufacturerRows(mail),
                draft.Fact("RequestedAt", draft.Format.Day(extension.RequestedAt)),
                draft.Fact("ProtectedThrough", draft.LastDay(deal)),
                draft.Fact("WouldEnd", ifGranted),
                draft.Fact("ExpectedClose", draft.Format.Day(mail.ExpectedClose())),
                draft.AlsoAsked(mail)])
            .Quote("Reason", extension.Reason)
            .DecideActions(mail, "grant", "refuse")
            .LastProgress(mail)
            .Say("AskExtension_Lapses", draft.Format.Deadline(extension.LapsesAt));
        return draft.KeepAnswerDue(mail).End(deal);
    }
}
