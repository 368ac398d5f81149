using DealFlow.Domain.Registrations;

namespace DealFlow.Web.Pages;

/// <summary>What was just decided, and what happens next.</summary>
internal static class DecisionDone
{
    public static MessageView Of(DealFacts facts, string decision)
    {
        var (texts, deal) = (facts.Reader.Texts, facts.Deal);
        var list = new FactList(texts);
        if (decision == "confirm")
            facts.AddPayout(list, deal.Closing?.Payout);
        return new MessageView(
            facts.Reader, texts.Get("Done_Title_" + decision), [texts.Get("Done_Next_" + decision, When(facts, decision)), texts.Get("Done_Close")])
        {
            Facts = [.. facts.Short, .. list.Facts],
        };
    }

    private static string When(DealFacts facts, string decision)
    {
        var (format, deal) = (facts.Reader.Format, facts.Deal);
        return decision switch
        {
            "requestInformation" => format.Deadline(deal.Question!.AnswerDueAt),
            "dispute" => format.Day(format.LastDayBefore(deal.Protection!.GraceUntil)),
            "approve" or "grant" or "refuse" => format.Day(deal.Protection!.LastDay),
            _ => "",
        };
    }
}
