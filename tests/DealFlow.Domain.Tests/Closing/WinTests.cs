using DealFlow.Domain.Amounts;
using DealFlow.Domain.Closing;
using DealFlow.Domain.Registrations;
using static DealFlow.Domain.Tests.Commands;
using static DealFlow.Domain.Tests.Sample;

namespace DealFlow.Domain.Tests.Closing;

public sealed class WinTests
{
    [Theory]
    [InlineData("2026-07-27", true)]
    [InlineData("2026-07-26", false)]
    public void CloseWon_SignedBeforeTheRegistration_IsRefused(string signedOn, bool taken)
    {
        var command = Commands.Won(Given.Partner) with { SignedOn = Sample.Day(signedOn) };
        if (taken)
            Given.Approved().Did(command);
        else
            Given.Approved().RefusedValue(command, "signedOn");
    }

    [Fact]
    public void CloseWon_ByPartner_KeepsItsFigures()
    {
        var closing = Given.WonReported().Deal.Closing!;

        Assert.Equal((ClosingOutcome.Won, Day("2026-07-27"), "PO-1"), (closing.Outcome, closing.SignedOn!.Value, closing.OrderNumber));
        Assert.Equal(Eur(3_072m), closing.Payout!.Commission!.Amount);
        Assert.Equal(AtSignature.Protected, closing.AtSignature);
        Assert.Equal("partner:alpen-it", closing.ReportedBy);
        Assert.Null(closing.ConfirmedBy);
    }

    [Fact]
    public void Confirm_ByApprover_NamesThePerson() =>
        Assert.Equal("approver:anna", Given.WonReported().Did(new DealCommand.Confirm(Given.Anna)).Deal.Closing!.ConfirmedBy);

    [Fact]
    public void CloseWon_BySystem_IsReportedAndConfirmedByIt()
    {
        var closing = Given.ClosedWon().Deal.Closing!;

        Assert.Equal(("system:contoso", "system:contoso"), (closing.ReportedBy, closing.ConfirmedBy));
    }

    [Fact]
    public void CloseWon_SignedTomorrow_IsRefused() =>
        Given.Approved().RefusedValue(Won(Given.Partner) with { SignedOn = Day("2026-07-28") }, "signedOn");

    [Fact]
    public void CloseWon_SignedTodayByTheLocalCalendar_IsTaken() =>
        Given.Approved().At("2026-07-28 00:30").Did(Won(Given.Partner) with { SignedOn = Day("2026-07-28") });

    [Theory]
    [InlineData("2026-10-25 23:59")]
    [InlineData("2026-10-26 00:00")]
    [InlineData("2026-11-01 23:59")]
    public void CloseWon_SignedOnTheLastProtectedDay_IsTakenThroughTheGrace(string reportedAt)
    {
        var won = Given.Approved().ClockThrough(reportedAt).Did(Won(Given.Partner) with { SignedOn = Day("2026-10-25") });

        Assert.Equal(RegistrationStatus.WonReported, won.Deal.Status);
        Assert.Equal(AtSignature.Protected, won.Deal.Closing!.AtSignature);
    }

    [Fact]
    public void CloseWon_SignedAfterTheLastProtectedDay_IsRefused() =>
        Given.InGrace().RefusedValue(Won(Given.Partner) with { SignedOn = Day("2026-10-26") }, "signedOn");

    [Fact]
    public void CloseWon_AfterTheGrace_IsRefusedByTheStatus() =>
        Given.Approved().ClockThrough("2026-11-02 00:00").RefusedState(Won(Given.Partner) with { SignedOn = Day("2026-10-25") });

    [Fact]
    public void CloseWon_CurrencyTheProgramDoesNotKnow_IsRefused() =>
        Given.Approved().RefusedValue(Won(Given.Partner) with { NetAmount = Usd(38_400m) }, "netAmount.currency");

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(38_400.005)] // euros have two digits
    public void CloseWon_AmountThatIsNoNet_IsRefused(double net) =>
        Given.Approved().RefusedValue(Won(Given.Partner) with { NetAmount = Eur((decimal)net) }, "netAmount.amount");

    [Fact]
    public void CloseWon_LineWithTooManyDigits_IsRefused() => Given.Approved("firewall", "switch").RefusedValue(
        Won(Given.Partner) with { Lines = Lines(("firewall", 38_399.995m), ("switch", 0.005m)) }, "lines");

    [Fact]
    public void CloseWon_LinesThatDoNotAddUp_AreRefused() => Given.Approved("firewall", "switch").RefusedValue(
        Won(Given.Partner) with { Lines = Lines(("firewall", 38_000m), ("switch", 399.99m)) }, "lines");

    [Fact]
    public void CloseWon_LinesThatAddUp_AreKept() => Assert.Equal(2, Given.Approved("firewall", "switch").Did(
        Won(Given.Partner) with { Lines = Lines(("firewall", 38_000m), ("switch", 400m)) }).Deal.Closing!.Lines.Count);

    [Fact]
    public void CloseWon_LineOfAProductThatIsNotRegistered_IsRefused() =>
        Given.Approved().RefusedValue(Won(Given.Partner) with { Lines = Lines(("suite", 38_400m)) }, "lines");

    [Fact]
    public void CloseWon_LineInAnotherCurrency_IsRefused() =>
        Given.Approved().RefusedValue(Won(Given.Partner) with { Lines = [new NetLine("firewall", Usd(38_400m))] }, "lines");

    [Fact]
    public void CloseWon_CommissionOnSomeOfItsProducts_NeedsLines()
    {
        var program = Contoso.With(terms => terms with
        {
            Incentives = terms.Incentives with { Items = [Commission("on-firewall", 8m) with { Products = ["firewall"] }] },
        });
        var approved = (Given.PendingDecision("firewall", "switch") with { Program = program }).Did(new DealCommand.Approve(Given.Anna, null));

        approved.RefusedValue(Won(Given.Partner), "lines");
        var won = approved.Did(Won(Given.Partner) with { Lines = Lines(("firewall", 30_000m), ("switch", 8_400m)) });
        Assert.Equal(Eur(2_400m), won.Deal.Closing!.Payout!.Commission!.Amount);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void Dispute_NoReason_IsRefused(string? reason) => Given.WonReported().RefusedValue(new DealCommand.Dispute(Given.Anna, reason), "reason");

    [Fact]
    public void Dispute_WhileProtected_LeavesProtectionAsItWas()
    {
        var disputed = Given.WonReported().Did(new DealCommand.Dispute(Given.Anna, "Other amount."));

        Assert.Equal(Given.Approved().Deal.Protection, disputed.Deal.Protection);
        Assert.Null(disputed.Deal.Closing);
        Assert.Equal("Other amount.", disputed.Deal.Timeline[^1].Text);
    }

    [Fact]
    public void Dispute_AfterTheGrace_LeavesTheGraceOnceMoreToReportAgain()
    {
        var won = Won(Given.Partner) with { SignedOn = Day("2026-10-20") };
        var disputed = Given.Approved().ClockThrough("2026-10-30 10:00").Did(won).ClockThrough("2026-11-10 10:00")
            .Did(new DealCommand.Dispute(Given.Bruno, "Order number?"));

        Assert.Equal(InBerlin("2026-11-18 00:00"), disputed.Deal.Protection!.GraceUntil);
        disputed.RefusedValue(won with { SignedOn = Day("2026-10-26") }, "signedOn");
        Assert.Equal(RegistrationStatus.WonReported, disputed.ClockThrough("2026-11-17 23:00").Did(won).Deal.Status);
        Assert.Equal(RegistrationStatus.Expired, disputed.ClockThrough("2026-11-18 00:00").Deal.Status);
    }

    [Fact]
    public void WonReported_NobodyAnswers_IsRemindedAndAskedFurtherButNeverExpires()
    {
        var given = Given.WonReported().Settled().ClockThrough("2027-03-01 10:00");

        Assert.Equal(RegistrationStatus.WonReported, given.Deal.Status);
        Assert.Equal(
            ["RemindConfirmation:person:anna", "AskConfirmation:person:bruno", "AskConfirmation:person:clara", "RemindConfirmation:person:anna"],
            given.Owed.Take(4));
    }

    [Fact]
    public void CloseWon_BrunoApproved_AsksBrunoToConfirm()
    {
        var won = Given.PendingDecision().Did(new DealCommand.Approve(Given.Bruno, null)).Settled().Did(Won(Given.Partner));

        Assert.Equal(["AskConfirmation:person:bruno"], won.Owed);
    }

    [Fact]
    public void CloseWon_ExtensionPendingAfterTheEnd_IsStillProtected()
    {
        var won = Given.ExtensionPending().ClockThrough("2026-10-28 12:00").Did(Won(Given.Partner) with { SignedOn = Day("2026-10-28") });

        Assert.Equal(AtSignature.Protected, won.Deal.Closing!.AtSignature);
        Assert.False(won.Deal.Extension!.IsPending);
    }

    [Fact]
    public void Dispute_SignedWhileAnExtensionWasPendingAfterTheEnd_MayBeReportedOnceMore()
    {
        var won = Won(Given.Partner) with { SignedOn = Day("2026-10-28") };
        var disputed = Given.ExtensionPending().ClockThrough("2026-10-28 12:00").Did(won).Did(new DealCommand.Dispute(Given.Anna, "Other amount."));

        Assert.Equal(RegistrationStatus.WonReported, disputed.ClockThrough("2026-10-30 12:00").Did(won).Deal.Status);
    }
}
