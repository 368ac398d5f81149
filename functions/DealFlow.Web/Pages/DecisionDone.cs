using DealFlow.Domain.Protection;
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
            facts.Reader, texts.Get("Done_Title_" + decision), [Next(facts, decision)!, .. Then(facts, decision), texts.Get("Done_Close")])
        {
            Next = new PageLink(texts.Get("Done_Inbox"), $"/inbox/{deal.Id}"),
            Facts = [.. facts.Short, .. list.Facts],
        };
    }

    /// <summary>What the one who decided has to do next.</summary>
    private static IEnumerable<string> Then(DealFacts facts, string decision)
    {
        if (decision == "approve" && facts.Deal.Decision is { } made)
        {
            var (weeks, format) = (facts.Program.Terms.FollowUp.EveryWeeks, facts.Reader.Format);
            yield return facts.Reader.Texts.Get(
                "Done_Then_approve", format.Day(new FollowUpSchedule(made.At, weeks, facts.Program.Calendar.Zone).DueAt(1)), format.Number(weeks));
        }
    }

    /// <summary>What happens after a decision; null where the deal does not look as if it was made.</summary>
    public static string? Next(DealFacts facts, string decision)
    {
        var (format, deal) = (facts.Reader.Format, facts.Deal);
        var when = decision switch
        {
            "requestInformation" => deal.Question is { } question ? format.Deadline(question.AnswerDueAt) : null,
            "dispute" => deal.Protection is { } window ? format.Day(format.LastDayBefore(window.GraceUntil)) : null,
            "approve" or "grant" or "refuse" => deal.Protection is { } window ? format.Day(window.LastDay) : null,
            _ => "",
        };
        return when is null ? null : facts.Reader.Texts.Get("Done_Next_" + decision, when);
    }
}
