using DealFlow.Domain.Approval;
using DealFlow.Domain.Closing;
using DealFlow.Domain.Incentives;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Mails;

namespace DealFlow.Web.Mails;

/// <summary>Wins: asked of an approver, confirmed or disputed.</summary>
internal static class ClosingMails
{
    public static MailBody Ask(DealMail mail) => Decide(mail, DealDraft.Open(mail, "AskConfirmation"));

    public static MailBody Remind(DealMail mail) => Decide(mail, DealDraft.Open(mail, "RemindConfirmation"));

    public static MailBody Confirmed(DealMail mail)
    {
        var draft = DealDraft.Open(mail, "WinConfirmed");
        return draft.PartnerFacts(mail, Order(draft, mail.Deal.Closing))
            .Say("WinConfirmed_Finance", draft.Manufacturer)
            .Actions(draft.Action("Deal", mail.Links.Deal))
            .End(mail.Deal);
    }

    public static MailBody ConfirmedForObserver(DealMail mail)
    {
        var draft = DealDraft.Open(mail, "WinConfirmedObserver");
        return draft.Facts([.. draft.ManufacturerRows(mail), .. Order(draft, mail.Deal.Closing)]).End(mail.Deal);
    }

    public static MailBody Disputed(DealMail mail)
    {
        var draft = DealDraft.Open(mail, "WinDisputed");
        return draft.Quote("Reason", mail.Deal.Last(Happening.WinDisputed)?.Text)
            .PartnerFacts(mail)
            .Say("WinDisputed_Next", draft.LastDay(mail.Deal)!, draft.LastReportDay(mail.Deal))
            .HowTo(mail)
            .End(mail.Deal);
    }

    private static MailBody Decide(DealMail mail, MailDraft draft)
    {
        var closing = mail.Deal.Closing;
        draft.StandIn(mail).Overdue(mail).Facts([
                draft.DueBy("ConfirmBy", mail, AskPurpose.Confirm),
                .. draft.ManufacturerRows(mail),
                .. Order(draft, closing),
                draft.Fact("ProtectedThrough", draft.LastDay(mail.Deal)),
                draft.Fact("InGrace", closing?.AtSignature is AtSignature.Grace ? draft.Texts.Get("Fact_InGrace_Value") : null),
                draft.AlsoAsked(mail)])
            .DecideActions(mail, "confirm", "dispute")
            .Say("AskConfirmation_Finance");
        return draft.KeepAnswerDue(mail).End(mail.Deal);
    }

    /// <summary>The order and what it pays; nothing where the report was disputed before the mail was written.</summary>
    private static IEnumerable<Fact?> Order(MailDraft draft, DealClosing? closing)
    {
        if (closing is null)
            yield break;
        yield return draft.Fact("SignedOn", closing.SignedOn is { } day ? draft.Format.Day(day) : null);
        yield return draft.Fact("OrderNumber", closing.OrderNumber);
        yield return draft.Fact("Net", closing.NetAmount is { } net ? draft.Format.Money(net) : null);
        foreach (var line in closing.Lines)
            yield return new Fact(draft.Texts.Get("Fact_NetOf", draft.Product(line.Product)), draft.Format.Money(line.Net));
        if (closing.Payout?.Commission is { } commission)
            yield return draft.Fact("Commission", draft.Texts.Get("Fact_Commission_Value",
                draft.Format.Money(commission.Amount), draft.Format.Percent(commission.Percent), draft.Format.Money(commission.Base)));
        foreach (var benefit in closing.Payout?.Benefits ?? [])
            yield return draft.Fact(benefit.Kind.ToString(), Worth(draft, benefit));
    }

    private static string? Worth(MailDraft draft, Benefit benefit) =>
        benefit.Amount is { } amount ? draft.Format.Money(amount) : benefit.Points is { } points ? draft.Format.Number(points) : null;
}
