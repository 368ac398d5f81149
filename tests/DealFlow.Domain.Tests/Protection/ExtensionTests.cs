using DealFlow.Domain.Approval;
using DealFlow.Domain.Protection;
using DealFlow.Domain.Registrations;
using static DealFlow.Domain.Tests.Sample;

namespace DealFlow.Domain.Tests.Protection;

public sealed class ExtensionTests
{
    private static readonly DealCommand Request = new DealCommand.RequestExtension(Given.Partner, null);
    private static readonly DealCommand Grant = new DealCommand.Grant(Given.Anna);

    [Fact]
    public void RequestExtension_BeforeTheEnd_AsksAndMayLapse()
    {
        var given = Given.ExtensionPending();

        Assert.True(given.Deal.Extension!.IsPending);
        Assert.Equal(InBerlin("2026-11-02 00:00"), given.Deal.Extension.LapsesAt); // five business days after the end
        Assert.Equal((AskPurpose.Extension, 2, InBerlin("2026-10-27 10:00")), (given.Deal.Ask!.Purpose, given.Deal.Ask.Round, given.Deal.Ask.DueAt));
        Assert.Equal(Day("2026-10-25"), given.Deal.Protection!.LastDay);
    }

    [Fact]
    public void RequestExtension_OneIsPending_IsRefused() => Given.ExtensionPending().RefusedState(Request);

    [Fact]
    public void RequestExtension_AllUsed_IsRefused() => Given.ExtensionPending().Did(Grant).RefusedState(Request);

    [Fact]
    public void RequestExtension_RefusedBefore_MayBeAskedAgain() =>
        Assert.True(Given.ExtensionPending().Did(new DealCommand.Refuse(Given.Anna, "Why?")).Did(Request).Deal.Extension!.IsPending);

    [Fact]
    public void RequestExtension_LastProtectedMinute_IsTaken() =>
        Assert.True(Given.Approved().ClockThrough("2026-10-25 23:59").Did(Request).Deal.Extension!.IsPending);

    [Theory]
    [InlineData("2026-10-26 00:00")]
    [InlineData("2026-10-28 12:00")]
    public void RequestExtension_AfterTheEnd_IsRefused(string at) => Given.Approved().At(at).RefusedState(Request);

    [Fact]
    public void RequestExtension_ProgramWithoutExtensions_IsRefused() =>
        Given.ReceivedByFabrikam().CheckedClear().Did(new DealCommand.Approve(new Actor(ActorKind.Approver, "dana"), null)).RefusedState(Request);

    [Theory]
    [InlineData("2026-10-21 10:00")]
    [InlineData("2026-10-26 10:00")]
    [InlineData("2026-11-01 23:59")]
    public void Grant_Whenever_ProtectsFromTheOldEndOn(string at)
    {
        var granted = Given.ExtensionPending().ClockThrough(at).Did(Grant);

        Assert.Equal(Day("2026-12-24"), granted.Deal.Protection!.LastDay);
        Assert.Equal(InBerlin("2026-12-25 00:00"), granted.Deal.Protection.Until);
        Assert.Equal(InBerlin("2027-01-01 00:00"), granted.Deal.Protection.GraceUntil);
        Assert.Equal(InBerlin("2026-07-27 09:00"), granted.Deal.Protection.From);
        Assert.Equal((ExtensionOutcome.Granted, 1), (granted.Deal.Extension!.Outcome, granted.Deal.ExtensionsGranted));
        Assert.False(granted.Deal.Ask!.IsOpen);
    }

    [Fact]
    public void Refuse_BeforeTheEnd_LeavesTheEnd()
    {
        var refused = Given.ExtensionPending().At("2026-10-22 10:00").Did(new DealCommand.Refuse(Given.Anna, "No."));

        Assert.Equal(Given.Approved().Deal.Protection, refused.Deal.Protection);
        Assert.Equal((ExtensionOutcome.Refused, "No."), (refused.Deal.Extension!.Outcome, refused.Deal.Extension.Answer));
    }

    [Fact]
    public void Refuse_AfterTheEnd_IsTheEnd()
    {
        var refused = Given.ExtensionPending().ClockThrough("2026-10-28 12:00").Did(new DealCommand.Refuse(Given.Anna, null));

        Assert.Equal(InBerlin("2026-10-28 12:00"), refused.Deal.Protection!.Until);
        Assert.Equal(Day("2026-10-28"), refused.Deal.Protection.LastDay);
        Assert.Equal(InBerlin("2026-11-05 00:00"), refused.Deal.Protection.GraceUntil);
        refused.Did(Commands.Won(Given.Partner) with { SignedOn = Day("2026-10-28") });
    }

    [Fact]
    public void Pass_PendingAfterTheEnd_ProtectionGoesOn()
    {
        var given = Given.ExtensionPending().ClockThrough("2026-11-01 23:59");

        Assert.Equal(RegistrationStatus.Approved, given.Deal.Status);
        Assert.DoesNotContain(Happening.GraceStarted, given.Happened);
    }

    [Fact]
    public void Pass_PendingForTheProgramsDays_LapsesThenGraceThenExpired()
    {
        var lapsed = Given.ExtensionPending().ClockThrough("2026-11-02 00:00");
        var extension = lapsed.Deal.Extension!;

        Assert.Equal((ExtensionOutcome.Refused, InBerlin("2026-11-02 00:00")), (extension.Outcome, extension.DecidedAt));
        Assert.Equal(Day("2026-11-01"), lapsed.Deal.Protection!.LastDay);
        Assert.Equal([Happening.ExtensionRefused, Happening.GraceStarted], lapsed.Happened.TakeLast(2));
        Assert.Equal("clock", lapsed.Deal.Timeline[^2].By);
        Assert.Equal(RegistrationStatus.Approved, lapsed.ClockThrough("2026-11-08 23:59").Deal.Status);
        Assert.Equal(RegistrationStatus.Expired, lapsed.ClockThrough("2026-11-09 00:00").Deal.Status);
    }

    [Fact]
    public void RequestExtension_AskedEarly_GoesRoundEverybodyAndLapsesAfterTheEndOnly()
    {
        var asked = Given.ExtensionPending("2026-08-10 10:00");

        Assert.Equal(["anna", "bruno", "clara"], asked.ClockThrough("2026-10-25 12:00").Deal.Ask!.Persons);
        Assert.True(asked.ClockThrough("2026-11-01 23:59").Deal.Extension!.IsPending);
        Assert.False(asked.ClockThrough("2026-11-02 00:00").Deal.Extension!.IsPending);
    }

    [Fact]
    public void RequestExtension_TenMinutesBeforeTheEnd_GrantedTwoDaysLaterCountsFromTheOldEnd()
    {
        var asked = Given.Approved().ClockThrough("2026-10-25 23:50").Did(Request).Settled();
        var later = asked.ClockThrough("2026-10-27 15:00");

        Assert.DoesNotContain(later.Happened, what => what is Happening.GraceStarted or Happening.Expired);
        Assert.Equal(Day("2026-12-24"), later.Did(Grant).Deal.Protection!.LastDay);
    }

    [Theory]
    [InlineData("won")]
    [InlineData("lost")]
    [InlineData("withdrawn")]
    [InlineData("revoked")]
    public void Close_ExtensionPending_NobodyIsAskedAnyLonger(string ending)
    {
        var pending = Given.ExtensionPending().ClockThrough("2026-10-27 12:00");
        var ended = pending.Did(ending switch
        {
            "won" => Commands.Won(Given.System),
            "lost" => new DealCommand.CloseLost(Given.Partner, "price", null),
            "withdrawn" => new DealCommand.Withdraw(Given.Partner, null),
            _ => new DealCommand.Revoke(Given.System, "Wrong customer."),
        });

        Assert.False(ended.Deal.Ask!.IsOpen);
        ended.RefusedState(Grant);
        Assert.Null(Deadlines.Next(ended.Deal, ended.Program));
    }

    [Fact]
    public void CloseWon_ExtensionPendingAfterTheOldEnd_WinOfTodayIsProtected()
    {
        var won = Given.ExtensionPending().ClockThrough("2026-10-28 12:00").Did(Commands.Won(Given.Partner) with { SignedOn = Day("2026-10-28") });

        Assert.Equal(Domain.Closing.AtSignature.Protected, won.Deal.Closing!.AtSignature);
        Assert.False(won.Deal.Extension!.IsPending);
    }

    [Fact]
    public void Pass_LapsedInAnOutage_EndsAsIfItHadBeenOnTime()
    {
        var given = Given.ExtensionPending().ClockAt("2026-11-05 10:00");

        Assert.Equal(InBerlin("2026-11-02 00:00"), given.Deal.Protection!.Until);
        Assert.Equal(InBerlin("2026-11-09 00:00"), given.Deal.Protection.GraceUntil);
        Assert.Equal(RegistrationStatus.Approved, given.Deal.Status);
    }

    [Fact]
    public void Pass_ExtensionNotAnswered_RemindsAndAsksFurther() => Assert.Equal(
        [
            "AskExtension:person:anna", "RemindExtension:person:anna", "AskExtension:person:bruno", "AskExtension:person:clara",
            "RemindExtension:person:anna", "RemindExtension:person:bruno", "RemindExtension:person:clara",
        ],
        Given.Approved().ClockThrough("2026-08-03 10:00").Settled().Did(Request).ClockThrough("2026-08-12 10:00").Owed);

    [Fact]
    public void Grant_AfterTheOldEnd_SendsNoNoticeThatLiesBeforeTheGrant()
    {
        var short10 = Contoso.With(terms => terms with { Protection = terms.Protection with { Extension = new(1, 10, 5) } });
        var granted = (Given.ExtensionPending() with { Program = short10 }).ClockThrough("2026-10-30 12:00").Did(Grant).Settled();

        Assert.Equal(Day("2026-11-04"), granted.Deal.Protection!.LastDay);
        Assert.DoesNotContain(granted.Passed().Owed, owed => owed.StartsWith("ExpiryNotice", StringComparison.Ordinal));
        Assert.Equal(
            [1],
            granted.ClockThrough("2026-11-04 12:00").Deal.Owed.Where(effect => effect.Kind is EffectKind.ExpiryNotice).Select(effect => effect.Round));
    }
}
