using DealFlow.Domain.Approval;
using DealFlow.Workflow.Mails;

namespace DealFlow.Web.Mails;

/// <summary>To an approver: please decide on a registration.</summary>
internal static class DecisionMails
{
    public static MailBody Ask(DealMail mail) => Decide(mail, DealDraft.Open(mail, "AskDecision"));

    public static MailBody Remind(DealMail mail) => Decide(mail, DealDraft.Open(mail, "RemindDecision"));

    private static MailBody Decide(DealMail mail, MailDraft draft)
    {
        var (deal, lead) = (mail.Deal, mail.Deal.Lead);
        draft.StandIn(mail).Overdue(mail);
        if (deal.Question?.Answer is not null)
            draft.Say("AskDecision_Answered");
        draft.Facts([
            draft.DueBy("DecideBy", mail, AskPurpose.Decide),
            draft.Fact("Id", deal.Id.Value), draft.Fact("Customer", draft.Title(lead.Customer)), draft.Fact("Domain", lead.Customer.Domain),
            draft.Fact("VatId", lead.Customer.VatId), draft.Fact("Partner", mail.PartnerName), draft.Fact("Products", draft.Products(deal)),
            draft.Value(deal), draft.Fact("ExpectedClose", draft.Format.Day(lead.ExpectedCloseOn)),
            draft.Fact("DealType", draft.Texts.Find("DealType_" + lead.DealType) ?? lead.DealType), draft.Fact("Distributor", lead.Distributor),
            .. draft.Siblings(deal), draft.AlsoAsked(mail)]);
        draft.DecideActions(mail, "approve", "reject", "requestInformation")
            .Conflict(mail)
            .Quote("Activity", lead.Activity)
            .Quote("Notes", lead.Notes);
        if (deal.Question is { Answer: { } answer } question)
            draft.Quote("Question", question.Text).Quote("Answer", answer);
        return WhatSilenceMeans(draft, mail).KeepAnswerDue(mail).End(deal);
    }

    private static MailDraft WhatSilenceMeans(MailDraft draft, DealMail mail)
    {
        if (mail.Deal.Ask?.Persons.Count > 1)
            draft.Say("Asked_OneIsEnough");
        return mail.Program.Terms.Approval.Silence is { } silence && mail.Deal.Conflict is { Failed: false, Candidates.Count: 0 }
            ? draft.SayCount("AskDecision_Silence", silence.ApprovesAfterDays)
            : draft;
    }
}
