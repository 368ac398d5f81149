using DealFlow.Domain.Amounts;
using DealFlow.Domain.Closing;
using DealFlow.Domain.Incentives;
using DealFlow.Domain.Programs;
using static DealFlow.Domain.Tests.Sample;

namespace DealFlow.Domain.Tests.Incentives;

public sealed class PayoutTests
{
    private static readonly Incentive FirewallOnly = Commission("on-firewall", 8m) with { Products = ["firewall"] };

    [Fact]
    public void Reckon_EightPercent_ShowsHowItWasReckoned() => Assert.Equal(
        new Commission(Eur(38_400m), 8m, Eur(3_072m), Rounding.HalfAwayFromZero, "commission-gold"), Contosos(38_400m).Commission);

    [Theory]
    [InlineData(99_999.99, false)]
    [InlineData(100_000, true)]
    public void Reckon_BonusThreshold_IsReachedAtTheNamedNet(double net, bool paid)
    {
        Benefit[] expected = paid ? [new Benefit("bonus-new", IncentiveKind.Bonus, Eur(500m), null)] : [];

        Assert.Equal(expected, Contosos((decimal)net).Benefits);
    }

    [Fact]
    public void Reckon_Everything_StacksAndDiscountPaysNothing()
    {
        var payout = Contosos(200_000m, "firewall", "storage");

        Assert.Equal(Eur(16_000m), payout.Commission!.Amount);
        Assert.Equal(["bonus-new", "points-storage"], payout.Benefits.Select(benefit => benefit.Rule));
        Assert.Equal(10, payout.Benefits[1].Points);
    }

    [Theory]
    [InlineData(49_999.90, 4_999.99)]
    [InlineData(50_000, 5_000)]
    [InlineData(80_000, 5_000)]
    public void Reckon_Cap_IsTheMost(double net, double paid) =>
        Assert.Equal(Usd((decimal)paid), IncentiveRules.Reckon(Fabrikam.Terms.Incentives.Items, Fabrikam.Terms.Incentives, Usd((decimal)net), []).Commission!.Amount);

    [Fact]
    public void Reckon_CapInAnotherCurrency_DoesNotApply() =>
        Assert.Equal(Eur(8_000m), IncentiveRules.Reckon(Fabrikam.Terms.Incentives.Items, Fabrikam.Terms.Incentives, Eur(80_000m), []).Commission!.Amount);

    [Fact]
    public void Reckon_CommissionOnSomeProducts_TakesTheirLines()
    {
        var payout = Reckon([FirewallOnly], 1_000m, Commands.Lines(("firewall", 600m), ("switch", 400m)));

        Assert.Equal((Eur(600m), Eur(48m)), (payout.Commission!.Base, payout.Commission.Amount));
    }

    [Fact]
    public void Reckon_NoCommissionPromised_IsNull() => Assert.Null(Reckon([], 1_000m, []).Commission);

    [Theory]
    [InlineData("firewall", false)]
    [InlineData("firewall switch", true)]
    public void NeedsLines_CommissionOnSomeProducts_OnlyWhereOthersAreRegistered(string products, bool needed) =>
        Assert.Equal(needed, IncentiveRules.NeedsLines([FirewallOnly], products.Split(' ')));

    [Fact]
    public void NeedsLines_CommissionOnEverything_No() => Assert.False(IncentiveRules.NeedsLines([Commission("all", 8m)], ["firewall", "switch"]));

    private static Payout Contosos(decimal net, params string[] products) => Reckon(
        IncentiveRules.Promise(Contoso.Terms.Incentives, "gold", products.Length == 0 ? ["firewall"] : products, "new"), net, []);

    private static Payout Reckon(IReadOnlyList<Incentive> promised, decimal net, IReadOnlyList<NetLine> lines) =>
        IncentiveRules.Reckon(promised, Contoso.Terms.Incentives, Eur(net), lines);
}
