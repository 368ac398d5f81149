using CsCheck;
using DealFlow.Domain.Amounts;
using DealFlow.Domain.Closing;
using DealFlow.Domain.Incentives;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using static DealFlow.Domain.Tests.Commands;
using static DealFlow.Domain.Tests.Sample;

namespace DealFlow.Domain.Tests.Closing;

public sealed class InvoiceTests
{
    [Fact]
    public void AddInvoice_FirstOfTwo_AddsItsShare()
    {
        var given = Given.ClosedWon().Did(Invoice("R-1", ("firewall", 20_000m))).Did(Invoice("R-2", ("firewall", 18_400m)));

        Assert.Equal([Eur(1_600m), Eur(1_472m)], given.Deal.Closing!.Invoices.Select(invoice => invoice.Adds.Commission!.Amount));
        Assert.Equal([Eur(20_000m), Eur(18_400m)], given.Deal.Closing.Invoices.Select(invoice => invoice.Net));
        Assert.Equal([Eur(20_000m), Eur(18_400m)], given.Deal.Closing.Invoices.Select(invoice => invoice.Adds.Commission!.Base));
    }

    [Fact]
    public void AddInvoice_Credit_TakesBackItsShare() => Assert.Equal(
        Eur(-80m),
        Given.ClosedWon().Did(Invoice("R-1", ("firewall", 20_000m))).Did(Invoice("C-1", ("firewall", -1_000m))).Deal.Closing!.Invoices[1].Adds.Commission!.Amount);

    [Fact]
    public void AddInvoice_SmallParts_AddUpToTheTotal() => Gen.Int[-5_000, 20_000].Array[1, 12].Sample(cents =>
    {
        var (given, total, count) = (Given.ClosedWon(), 0m, 0);
        foreach (var part in cents.Where(part => part != 0))
        {
            var net = Math.Max(part / 100m, -total);
            total += net;
            given = given.Did(Invoice($"R-{++count}", ("firewall", net)));
        }

        var paid = given.Deal.Closing!.Invoices.Sum(invoice => invoice.Adds.Commission!.Amount.Amount);
        return paid == Eur(total).Percent(8m, Rounding.HalfAwayFromZero).Amount;
    });

    // Whatever the currency, the rounding, the cap and the parts: what the parts add is what the whole pays, and never less than nothing.
    [Fact]
    public void AddInvoice_AnyPartsAnyRounding_AddUpToWhatTheWholePays() => Gen.Select(
        Gen.OneOf(Gen.Const("EUR"), Gen.Const("JPY"), Gen.Const("KWD")), Gen.Enum<Rounding>(),
        Gen.Int[1, 2_500], Gen.OneOf(Gen.Const(0), Gen.Int[1, 400_000]),
        Gen.Select(Gen.OneOf(Gen.Const("firewall"), Gen.Const("switch")), Gen.Int[-400_000, 900_000]).Array[1, 15]).Sample((currency, rounding, permille, cap, parts) =>
    {
        var unit = currency switch { "JPY" => 1m, "KWD" => 0.001m, _ => 0.01m };
        var commission = Commission("commission", permille / 100m) with { Cap = cap == 0 ? [] : In(currency, cap * unit) };
        var program = Contoso.With(terms => terms with
        {
            Currencies = [new CurrencyTerms(currency, 1m)],
            Incentives = new IncentiveTerms([commission], Stacking.All, rounding),
        });
        var given = (Given.Received("firewall", "switch") with { Program = program }).CheckedClear().Did(new DealCommand.Approve(Given.Anna, null))
            .Did(Commands.Won(Given.System) with { NetAmount = new Money(1_000m, currency) });
        foreach (var (product, size) in parts.Where(part => part.Item2 != 0))
        {
            var number = $"R-{given.Deal.Closing!.Invoices.Count}";
            var command = new DealCommand.AddInvoice(Given.System, number, Day("2026-09-01"), [new NetLine(product, new Money(size * unit, currency))]);
            given = given.When(command) is Outcome.Changed changed ? given with { Deal = changed.Registration } : given;
            var invoices = given.Deal.Closing!.Invoices;
            var net = new Money(invoices.Sum(invoice => invoice.Net.Amount), currency);
            var whole = net.Percent(permille / 100m, rounding).Amount;
            Assert.True(net.Amount >= 0m);
            Assert.Equal(cap == 0 ? whole : Math.Min(whole, cap * unit), invoices.Sum(invoice => invoice.Adds.Commission!.Amount.Amount));
            Assert.Equal(net.Amount, invoices.Sum(invoice => invoice.Adds.Commission!.Base.Amount));
            Assert.All(invoices, invoice => Assert.True(invoice.Adds.Commission!.Amount.FitsCurrency));
        }
    });

    [Fact]
    public void AddInvoice_CreditAfterTheCap_TakesBackOnlyWhatIsBelowIt()
    {
        var given = Given.ReceivedByFabrikam().CheckedClear().Did(new DealCommand.Approve(new Actor(ActorKind.Approver, "dana"), null))
            .Did(new DealCommand.CloseWon(Given.System, Day("2026-07-27"), "PO-1", Usd(80_000m), []));
        foreach (var (number, net) in new[] { ("R-1", 80_000m), ("C-1", -20_000m), ("C-2", -20_000m), ("C-3", -40_000m) })
            given = given.Did(new DealCommand.AddInvoice(Given.System, number, Day("2026-09-01"), [new NetLine("array", Usd(net))]));

        Assert.Equal([Usd(5_000m), Usd(0m), Usd(-1_000m), Usd(-4_000m)], given.Deal.Closing!.Invoices.Select(invoice => invoice.Adds.Commission!.Amount));
    }

    [Fact]
    public void AddInvoice_CapReached_AddsNoMoreThanTheRest()
    {
        var given = Given.ReceivedByFabrikam().CheckedClear().Did(new DealCommand.Approve(new Actor(ActorKind.Approver, "dana"), null))
            .Did(new DealCommand.CloseWon(Given.System, Day("2026-07-27"), "PO-1", Usd(80_000m), []));
        foreach (var number in new[] { "R-1", "R-2", "R-3" })
            given = given.Did(new DealCommand.AddInvoice(Given.System, number, Day("2026-09-01"), [new NetLine("array", Usd(30_000m))]));

        Assert.Equal([Usd(3_000m), Usd(2_000m), Usd(0m)], given.Deal.Closing!.Invoices.Select(invoice => invoice.Adds.Commission!.Amount));
    }

    [Fact]
    public void AddInvoice_BonusThresholdReached_AddsTheBonusOnce()
    {
        var given = Given.ClosedWon().Did(Invoice("R-1", ("firewall", 60_000m))).Did(Invoice("R-2", ("firewall", 60_000m)))
            .Did(Invoice("R-3", ("firewall", 60_000m)));

        Assert.Equal([0, 1, 0], given.Deal.Closing!.Invoices.Select(invoice => invoice.Adds.Benefits.Count));
    }

    [Fact]
    public void AddInvoice_CreditBelowTheBonusThreshold_TakesTheBonusBack()
    {
        var given = Given.ClosedWon().Did(Invoice("R-1", ("firewall", 120_000m))).Did(Invoice("C-1", ("firewall", -60_000m)));

        Assert.Equal(Eur(-500m), Assert.Single(given.Deal.Closing!.Invoices[1].Adds.Benefits).Amount);
    }

    [Fact]
    public void AddInvoice_Points_AreAddedByTheFirstAndTakenBackWithTheWhole()
    {
        var given = Given.ClosedWon(38_400m, "storage").Did(Invoice("R-1", ("storage", 1_000m))).Did(Invoice("R-2", ("storage", 1_000m)))
            .Did(Invoice("C-1", ("storage", -2_000m)));

        Assert.Equal([10, 0, -10], given.Deal.Closing!.Invoices.Select(invoice => invoice.Adds.Benefits.Sum(benefit => benefit.Points ?? 0)));
    }

    [Fact]
    public void AddInvoice_NumberTwice_IsRefused() =>
        Given.ClosedWon().Did(Invoice("R-1", ("firewall", 1m))).RefusedState(Invoice("R-1", ("firewall", 2m)));

    [Fact]
    public void AddInvoice_SameNumberInOtherCase_IsRefused() =>
        Given.ClosedWon().Did(Invoice("R-1a", ("firewall", 1m))).RefusedState(Invoice("r-1A", ("firewall", 2m)));

    [Fact]
    public void AddInvoice_BeforeTheSignature_IsRefused() =>
        Given.ClosedWon().RefusedValue(Invoice("R-1", ("firewall", 1m)) with { InvoicedOn = Day("2026-07-26") }, "invoicedOn");

    [Fact]
    public void AddInvoice_OnTheDayOfTheSignature_IsTaken() =>
        Assert.Single(Given.ClosedWon().Did(Invoice("R-1", ("firewall", 1m)) with { InvoicedOn = Day("2026-07-27") }).Deal.Closing!.Invoices);

    [Fact]
    public void AddInvoice_BelowTheMinimumOfTheProgram_PaysOnTheNet() => Assert.Equal(
        Eur(8m), Given.ClosedWon(100m).Did(Invoice("R-1", ("firewall", 100m))).Deal.Closing!.Invoices[0].Adds.Commission!.Amount);

    [Fact]
    public void AddInvoice_CreditAboveWhatWasInvoiced_IsRefused() =>
        Given.ClosedWon().Did(Invoice("R-1", ("firewall", 1_000m))).RefusedValue(Invoice("C-1", ("firewall", -1_000.01m)), "lines");

    [Fact]
    public void AddInvoice_CreditOfEverything_IsTaken() => Assert.Equal(
        Eur(-80m),
        Given.ClosedWon().Did(Invoice("R-1", ("firewall", 1_000m))).Did(Invoice("C-1", ("firewall", -1_000m))).Deal.Closing!.Invoices[1].Adds.Commission!.Amount);

    [Fact]
    public void AddInvoice_CreditOnAProductAboveWhatWasInvoicedForIt_IsRefused() =>
        Given.ClosedWon(38_400m, "firewall", "switch").Did(Invoice("R-1", ("firewall", 1_000m))).RefusedValue(Invoice("C-1", ("switch", -500m)), "lines");

    [Fact]
    public void AddInvoice_NoLines_IsRefused() => Given.ClosedWon().RefusedValue(Invoice("R-1"), "lines");

    [Fact]
    public void AddInvoice_LineWithTooManyDigits_IsRefused() => Given.ClosedWon().RefusedValue(Invoice("R-1", ("firewall", 1.005m)), "lines");

    [Fact]
    public void AddInvoice_AnotherCurrency_IsRefused() => Given.ClosedWon().RefusedValue(
        Invoice("R-1") with { Lines = [new NetLine("firewall", Usd(1m))] }, "lines");

    [Fact]
    public void AddInvoice_ProductThatIsNotRegistered_IsRefused() => Given.ClosedWon().RefusedValue(Invoice("R-1", ("suite", 1m)), "lines");
}
