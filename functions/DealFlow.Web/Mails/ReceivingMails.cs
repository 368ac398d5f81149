using System.Globalization;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Mails;

namespace DealFlow.Web.Mails;

/// <summary>To the partner, from the receipt to the decision. Never says who holds a customer, nor how a conflict was found.</summary>
internal static class ReceivingMails
{
    public static MailBody Receipt(DealMail mail)
    {
        var draft = DealDraft.Open(mail, "Receipt");
        draft.PartnerFacts(mail,
                draft.Fact("ReceivedAt", draft.Format.Moment(mail.Deal.ReceivedAt)),
                draft.Fact("Sequence", mail.Deal.Sequence.ToString(CultureInfo.InvariantCulture)))
            .Say("Receipt_Next", draft.AnswerBy(mail.Deal.ReceivedAt))
            .Actions(draft.Action("Deal", mail.Links.Deal));
        if (draft.Action("Receipt", mail.Links.Receipt, standsOut: false) is { } receipt)
            draft.Say("Receipt_Proof").Actions(receipt);
        return draft.End(mail.Deal);
    }

    /// <summary>What went where: the part that keeps the number, then those that were split off.</summary>
    public static MailBody Split(DealMail mail)
    {
        var draft = DealDraft.Open(mail, "Split");
        foreach (var part in mail.SplitOff.Prepend(new DealPart(mail.Deal, mail.QueuePosition)))
            draft.Entry($"{part.Deal.Id}: {draft.Products(part.Deal)}", [Standing(draft, part)]);
        return draft.Say("Split_Value", draft.Format.Money(mail.Deal.Lead.EstimatedValue))
            .Say("Split_HowTo")
            .Actions(draft.Action("Deal", mail.Links.Deal))
            .End(mail.Deal);
    }

    public static MailBody Queued(DealMail mail) => Waits(mail, "Queued");

    public static MailBody QueueMoved(DealMail mail) => Waits(mail, "QueueMoved");

    private static MailBody Waits(DealMail mail, string topic)
    {
        var draft = DealDraft.Open(mail, topic);
        return draft.PartnerFacts(mail, draft.Fact("QueuePosition", mail.QueuePosition is { } place ? draft.Format.Number(place) : null))
            .Say("Queued_Next")
            .Say("Queued_Withdraw")
            .HowTo(mail)
            .End(mail.Deal);
    }

    public static MailBody MovedUp(DealMail mail) => TurnCame(mail, "MovedUp");

    public static MailBody HolderWon(DealMail mail) => TurnCame(mail, "HolderWon");

    public static MailBody QuestionAsked(DealMail mail)
    {
        var question = mail.Deal.Question!;
        var draft = DealDraft.Open(mail, "QuestionAsked");
        var asker = mail.Program.People.Find(question.ByPerson);
        draft = asker is null ? draft.Quote("Question", question.Text) : draft.Quote("QuestionBy", question.Text, CleanText.Line(asker.Name));
        return draft.PartnerFacts(mail, draft.Fact("AnswerBy", draft.Format.Deadline(question.AnswerDueAt)))
            .Say("QuestionAsked_Next", draft.Format.Deadline(question.AnswerDueAt))
            .HowTo(mail)
            .Keep(mail, string.Create(CultureInfo.InvariantCulture, $"question-{question.Round}"), "Calendar_Question", question.AnswerDueAt)
            .End(mail.Deal);
    }

    public static MailBody Incomplete(DealMail mail)
    {
        var draft = DealDraft.Open(mail, "Incomplete");
        if (mail.Deal.Question is { } question)
            draft.Quote("Question", question.Text).Say("Incomplete_Due", draft.Format.Deadline(question.AnswerDueAt));
        return draft.PartnerFacts(mail).Say("Incomplete_Next").Actions(draft.Action("Deal", mail.Links.Deal)).End(mail.Deal);
    }

    private static string Standing(MailDraft draft, DealPart part)
    {
        var deal = part.Deal;
        if (deal is { Status: RegistrationStatus.Queued } && part.QueuePosition is { } place)
            return draft.Texts.Get("Split_Queued", draft.Format.Number(place));
        if (deal.Status.IsUndecided() && Intake.DecisionDueAt(deal, draft.Program) is { } due)
            return draft.Texts.Get("Split_Undecided", draft.Format.Deadline(due));
        return deal.Decision is { By: null, Rule: "certain-conflict" }
            ? draft.Texts.Get("Split_TurnedDown")
            : draft.Texts.Get("Split_Otherwise", draft.Texts.Get("State_" + Words.Of(deal.Status)));
    }

    private static MailBody TurnCame(DealMail mail, string topic)
    {
        var draft = DealDraft.Open(mail, topic);
        return draft.PartnerFacts(mail).Say(topic + "_Next", draft.AnswerBy(mail.Deal.TurnAt)).Actions(draft.Action("Deal", mail.Links.Deal)).End(mail.Deal);
    }
}
