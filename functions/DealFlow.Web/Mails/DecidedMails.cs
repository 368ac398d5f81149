using DealFlow.Domain.Incentives;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Mails;

namespace DealFlow.Web.Mails;

/// <summary>The decision, told to the partner; an approval also to observers.</summary>
internal static class DecidedMails
{
    public static MailBody Approved(DealMail mail)
    {
        var deal = mail.Deal;
        var draft = DealDraft.OpenWithoutLead(mail, "Approved");
        draft = deal.Decision is { By: null }
            ? draft.Say("Approved_ByRule", mail.Customer(), draft.LastDay(deal) ?? "")
            : draft.Lead(mail, "Approved");
        draft.PartnerFacts(mail, draft.Fact("ProtectedThrough", draft.LastDay(deal)))
            .Quote("Remark", deal.Decision?.Reason);
        Incentives(draft, deal);
        if (draft.Action("Collateral", mail.Links.Collateral) is { } collateral)
            draft.Say("Approved_Collateral").Actions(collateral);
        if (mail.Signals.Count > 0)
            draft.Section("Approved_Signals").Entry(mail.Customer(), [.. draft.SignalLines(mail.Signals)]);
        WhatNext(draft, mail);
        return draft.KeepProtection(mail).End(deal);
    }

    public static MailBody ApprovedForObserver(DealMail mail)
    {
        var draft = DealDraft.Open(mail, "ApprovedObserver");
        return draft.Facts([.. draft.ManufacturerRows(mail), draft.Fact("ProtectedThrough", draft.LastDay(mail.Deal))]).End(mail.Deal);
    }

    public static MailBody Rejected(DealMail mail)
    {
        var draft = DealDraft.Open(mail, "Rejected");
        draft = mail.Deal.Decision is { By: null, Rule: "certain-conflict" }
            ? draft.Say("Rejected_CertainConflict")
            : draft.Quote("Reason", mail.Deal.Decision?.Reason);
        return draft.PartnerFacts(mail).Say("Rejected_Next").Actions(draft.Action("Deal", mail.Links.Deal)).End(mail.Deal);
    }

    private static void Incentives(MailDraft draft, Registration deal)
    {
        draft.Section("Approved_Incentives");
        if (deal.Incentives.IsEmpty)
        {
            draft.Say("Approved_NoIncentives");
            return;
        }

        draft.Facts([
            .. deal.Incentives.Select(item => draft.Fact(item.Kind.ToString(), draft.Texts.Pick(item.Text, item.Id))),
            ExpectedCommission(draft, deal)]).Say("Approved_Fixed");
    }

    /// <summary>What the estimated value would pay, where that can be said: not for one part of a registration, nor without the net by product.</summary>
    private static Fact? ExpectedCommission(MailDraft draft, Registration deal)
    {
        if (deal.IsPart() || IncentiveRules.NeedsLines(deal.Incentives, deal.Lead.Products))
            return null;
        var payout = IncentiveRules.Reckon(deal.Incentives, draft.Program.Terms.Incentives, deal.Lead.EstimatedValue, []);
        return payout.Commission is { } commission
            ? draft.Fact("ExpectedCommission", draft.Texts.Get(
                "Fact_ExpectedCommission_Value", draft.Format.Money(commission.Amount), draft.Format.Money(commission.Base)))
            : null;
    }

    private static void WhatNext(MailDraft draft, DealMail mail)
    {
        var (deal, terms) = (mail.Deal, mail.Program.Terms);
        draft.Section("Approved_Next")
            .Say("Approved_Quote", deal.Id.Value)
            .SayCount("Approved_FollowUp", terms.FollowUp.EveryWeeks)
            .Say("Approved_Win", draft.LastDay(deal) ?? "", draft.LastReportDay(deal));
        if (terms.Protection.Extension is { Count: > 0 } extension)
            draft.SayCount("Approved_Extension", extension.Count, draft.ExtensionDays(extension));
        draft.HowTo(mail, standsOut: false);
    }
}
