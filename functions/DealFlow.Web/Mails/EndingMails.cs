using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Mails;

namespace DealFlow.Web.Mails;

/// <summary>The endings that are no win.</summary>
internal static class EndingMails
{
    public static MailBody Withdrawn(DealMail mail) => Ended(mail, "Withdrawn").End(mail.Deal);

    public static MailBody WithdrawnForManufacturer(DealMail mail)
    {
        var draft = DealDraft.Open(mail, "WithdrawnManufacturer");
        return draft.Facts(draft.ManufacturerRows(mail)).End(mail.Deal);
    }

    public static MailBody Expired(DealMail mail)
    {
        var draft = Ended(mail, "Expired");
        return draft.Actions(draft.Action("Deal", mail.Links.Deal)).End(mail.Deal);
    }

    public static MailBody ExpiredForManufacturer(DealMail mail)
    {
        var draft = DealDraft.Open(mail, "ExpiredManufacturer");
        return draft.Facts([.. draft.ManufacturerRows(mail), draft.Fact("ProtectedThrough", draft.LastDay(mail.Deal))]).LastProgress(mail).End(mail.Deal);
    }

    public static MailBody Lost(DealMail mail)
    {
        var draft = DealDraft.OpenWithoutLead(mail, "Lost");
        draft = mail.Deal.Closing?.ReportedBy.StartsWith("partner:", StringComparison.Ordinal) is false
            ? draft.Say("Lost_ByManufacturer", mail.Customer(), draft.Manufacturer)
            : draft.Lead(mail, "Lost");
        return draft.PartnerFacts(mail, LossReason(draft, mail))
            .Quote("Comment", mail.Deal.Closing?.Comment)
            .Say("Lost_Next")
            .End(mail.Deal);
    }

    public static MailBody LostForManufacturer(DealMail mail)
    {
        var draft = DealDraft.Open(mail, "LostManufacturer");
        return draft.Facts([.. draft.ManufacturerRows(mail), LossReason(draft, mail)]).Quote("Comment", mail.Deal.Closing?.Comment).End(mail.Deal);
    }

    public static MailBody Revoked(DealMail mail)
    {
        var draft = DealDraft.Open(mail, "Revoked");
        return draft.Quote("Reason", mail.Deal.Last(Happening.Revoked)?.Text)
            .PartnerFacts(mail)
            .Say("Revoked_Next", draft.Manufacturer, mail.Deal.Id.Value)
            .End(mail.Deal);
    }

    private static MailDraft Ended(DealMail mail, string topic) => DealDraft.Open(mail, topic).PartnerFacts(mail).Say(topic + "_Next");

    private static Fact? LossReason(MailDraft draft, DealMail mail) => mail.Deal.Closing?.LossReason is { } reason
        ? draft.Fact("LossReason", draft.Texts.Find("Loss_" + reason) ?? reason)
        : null;
}
