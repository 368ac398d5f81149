using System.Collections.Immutable;
using DealFlow.Domain.Incentives;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Web.Reading;

namespace DealFlow.Web.Pages.Deals;

/// <summary>What a deal is worth to its partner, as money: earned, else to be expected on the estimated value, else possible.</summary>
internal static class DealWorth
{
    /// <param name="tier">The partner's now; what was promised at the approval stays as it was.</param>
    public static IReadOnlyList<PageFact> Of(PageReader reader, Registration deal, DealProgram program, string tier)
    {
        var (texts, lead) = (reader.Texts, deal.Lead);
        if (deal.Closing?.Payout is { } earned && deal.Status is RegistrationStatus.WonReported or RegistrationStatus.ClosedWon)
            return Facts(reader, earned, deal.Status is RegistrationStatus.ClosedWon ? "Worth_earned" : "Worth_reported");
        if (deal.HasEnded || deal.IsPart())
            return [];
        var isPromised = deal.Decision is { Outcome: Domain.Approval.DecisionOutcome.Approve };
        var incentives = isPromised ? deal.Incentives : IncentiveRules.Promise(program.Terms.Incentives, tier, lead.Products, lead.DealType);
        return IncentiveRules.NeedsLines(incentives, lead.Products)
            ? [new PageFact(texts.Get("Worth_Commission"), texts.Get("Worth_lines"))]
            : Facts(reader, IncentiveRules.Reckon(incentives, program.Terms.Incentives, lead.EstimatedValue, []), isPromised ? "Worth_expected" : "Worth_possible");
    }

    private static List<PageFact> Facts(PageReader reader, Payout payout, string how)
    {
        var (texts, format) = (reader.Texts, reader.Format);
        List<PageFact> facts = [];
        if (payout.Commission is { } commission)
            facts.Add(new PageFact(texts.Get(how, texts.Get("Worth_Commission")), format.Money(commission.Amount)));
        facts.AddRange(Sums(payout.Benefits).Select(sum => new PageFact(texts.Get(how, texts.Get("Fact_Bonus")), format.Money(sum))));
        if (payout.Benefits.Sum(benefit => benefit.Points ?? 0) is > 0 and var points)
            facts.Add(new PageFact(texts.Get("Fact_Points"), format.Number(points)));
        return facts;
    }

    private static IEnumerable<Domain.Amounts.Money> Sums(ImmutableList<Benefit> benefits) => benefits
        .Where(benefit => benefit.Amount is not null).Select(benefit => benefit.Amount!.Value).GroupBy(amount => amount.Currency)
        .Select(group => group.Aggregate((sum, next) => sum + next));
}
