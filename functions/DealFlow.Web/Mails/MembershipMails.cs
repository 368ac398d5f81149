using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Mails;

namespace DealFlow.Web.Mails;

/// <summary>The beginning and the end of a membership.</summary>
internal static class MembershipMails
{
    private static readonly RegistrationStatus[] Order =
        [RegistrationStatus.Withdrawn, RegistrationStatus.Revoked, RegistrationStatus.Approved, RegistrationStatus.WonReported];

    public static MailBody Invitation(InvitationMail mail)
    {
        var draft = new MailDraft(mail.Programs[0], mail.Reader);
        draft.Begin(
                draft.Texts.Get("Invitation_Subject", CleanText.Name(draft.Program.Manufacturer.Name)),
                draft.Texts.Get("Invitation_Heading", draft.Manufacturer))
            .Say("Invitation_Lead", draft.Manufacturer, CleanText.Line(mail.Reader.Name), CleanText.Line(mail.Tier))
            .Section("Invitation_Programs");
        foreach (var program in mail.Programs)
            draft.Entry(program.Id, [string.Join(", ", program.Terms.Products.Select(product => draft.Texts.Pick(product.Title, product.Id)))]);
        return draft
            .Section("Invitation_SignIn")
            .Say("Invitation_SignIn_How", CleanText.Line(mail.Reader.Address))
            .Actions(draft.Action("OpenSignIn", mail.BaseUrl + "/signin"))
            .Section("Invitation_Register")
            .Say("Invitation_Register_How")
            .Actions(draft.Action("OpenRegister", mail.BaseUrl + "/register", standsOut: false))
            .Say("Invitation_Register_Api")
            .Actions(draft.Action("OpenApiDescription", mail.BaseUrl + "/openapi/v1.json", standsOut: false))
            .End(deal: null, string.Join(", ", mail.Programs.Select(program => program.Id)));
    }

    public static MailBody End(MembershipEndMail mail)
    {
        var draft = new MailDraft(mail.Program, mail.Reader);
        var forPartner = mail.Reader.Role is ReaderRole.Partner;
        var topic = forPartner ? "MembershipEnded" : "MembershipEndedManufacturer";
        string[] names = [CleanText.Name(mail.Program.Manufacturer.Name), CleanText.Name(mail.PartnerName)];
        draft.Begin(draft.Texts.Get(topic + "_Subject", names), draft.Texts.Get(topic + "_Heading", names))
            .Say(topic + "_Lead", draft.Manufacturer, CleanText.Line(mail.PartnerName));
        foreach (var status in Order)
            AddDeals(draft, mail, status);
        return draft.Say(topic + "_Next")
            .Actions(draft.Action("Deals", mail.BaseUrl + (forPartner ? "/deals" : "/inbox")))
            .End(deal: null, string.Join(", ", mail.Deals.Select(deal => deal.Program).Append(mail.Program.Id).Distinct().Order(StringComparer.Ordinal)));
    }

    private static void AddDeals(MailDraft draft, MembershipEndMail mail, RegistrationStatus status)
    {
        var deals = mail.Deals.Where(deal => deal.Status == status).ToList();
        if (deals.Count == 0)
            return;
        draft.Section($"MembershipEnded_{status}").Say($"MembershipEnded_{status}_What");
        foreach (var deal in deals)
            draft.Entry(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{CleanText.Line(deal.Lead.Customer.Name)} ({deal.Id})"), [Line(draft, deal)]);
    }

    private static string Line(MailDraft draft, Registration deal)
    {
        var value = draft.Format.Money(deal.Closing?.NetAmount ?? deal.Lead.EstimatedValue);
        return deal.Status is RegistrationStatus.Approved ? $"{value}, {draft.Texts.Get("DailyLine_Protected", draft.LastDay(deal) ?? "")}" : value;
    }
}
