using DealFlow.Domain.Amounts;
using DealFlow.Domain.Incentives;
using DealFlow.Domain.Programs;
using static DealFlow.Domain.Tests.Sample;

namespace DealFlow.Domain.Tests.Incentives;

public sealed class PromiseTests
{
    [Theory]
    [InlineData("gold", "firewall", "new", "commission-gold bonus-new discount-firewall")]
    [InlineData("silver", "storage", "new", "commission-silver bonus-new points-storage")]
    [InlineData("registered", "suite", "renewal", "commission-registered")]
    [InlineData("gold", "firewall storage", "expansion", "commission-gold discount-firewall points-storage")]
    [InlineData("unknown", "suite", "renewal", "")]
    public void Promise_TierProductsAndDealType_GivesWhatFits(string tier, string products, string dealType, string expected) =>
        Assert.Equal(expected, string.Join(' ', IncentiveRules.Promise(Contoso.Terms.Incentives, tier, products.Split(' '), dealType).Select(item => item.Id)));

    [Fact]
    public void Promise_BestOfKind_KeepsTheHighestOfEachKind()
    {
        var terms = new IncentiveTerms([Commission("low", 4m), Commission("high", 8m), Incentive("p", IncentiveKind.Points) with { Points = 3 }],
            Stacking.BestOfKind, Rounding.HalfAwayFromZero);

        Assert.Equal(["high", "p"], IncentiveRules.Promise(terms, "gold", ["firewall"], "new").Select(item => item.Id));
    }

    [Fact]
    public void Approve_TierChangesLater_KeepsTheTierAndRatesOfTheApproval()
    {
        var won = (Given.Approved() with { Tier = "registered" }).Did(Commands.Won(Given.System));

        Assert.Equal("gold", won.Deal.Tier);
        Assert.Equal("commission-gold", won.Deal.Closing!.Payout!.Commission!.Rule);
        Assert.Equal(Eur(3_072m), won.Deal.Closing.Payout.Commission.Amount);
    }
}
