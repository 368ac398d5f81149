using DealFlow.Domain.Registrations;
using static DealFlow.Domain.Tests.Sample;

namespace DealFlow.Domain.Tests.Registrations;

public sealed class DeadlineTests
{
    [Theory]
    [InlineData("2026-09-25 07:59", "")]
    [InlineData("2026-09-25 08:00", "30")]
    [InlineData("2026-10-11 08:00", "30 14")]
    [InlineData("2026-10-18 08:00", "30 14 7")]
    [InlineData("2026-10-24 08:00", "30 14 7 1")]
    [InlineData("2026-10-31 08:00", "30 14 7 1")]
    public void Pass_BeforeTheEnd_GivesNoticeAtEightInTheMorning(string at, string days) =>
        Assert.Equal(days, Notices(Given.Approved().ClockThrough(at)));

    [Theory]
    [InlineData("2026-10-12 12:00", "14")]
    [InlineData("2026-10-25 12:00", "1")]
    public void Pass_OutageOverSeveralNotices_GivesTheLastOne(string at, string days) => Assert.Equal(days, Notices(Given.Approved().ClockAt(at)));

    [Fact]
    public void Pass_OutageIntoTheGrace_GivesNoNoticeOfAnEndThatIsPast()
    {
        var given = Given.Approved().ClockAt("2026-10-28 12:00");

        Assert.Equal("", Notices(given));
        Assert.Equal(Happening.GraceStarted, given.Happened.Single(what => what is Happening.GraceStarted or Happening.ExpiryNoticed));
    }

    [Fact]
    public void Pass_ApprovedShortlyBeforeTheEnd_GivesNoNoticeThatLiesBeforeTheApproval()
    {
        var late = Given.ReceivedByFabrikam().Checked(Given.MayBeAnother).ClockThrough("2026-09-15 10:00")
            .Did(new DealCommand.Approve(new Actor(ActorKind.Approver, "dana"), null));

        Assert.Equal("", Notices(late.Passed()));
        Assert.Equal("7 1", Notices(late.ClockThrough("2026-09-25 12:00"))); // protected through 09-25; 14 days before lies before the approval
    }

    [Fact]
    public void Pass_EndOfProtection_TellsOfTheGraceOnceThenExpires()
    {
        var grace = Given.Approved().ClockThrough("2026-10-26 00:00");
        var expired = grace.Settled().ClockThrough("2026-11-02 00:00");

        Assert.Equal((RegistrationStatus.Approved, Happening.GraceStarted), (grace.Deal.Status, grace.Happened[^1]));
        Assert.Equal(InBerlin("2026-11-02 00:00"), Deadlines.Next(grace.Deal, grace.Program));
        Assert.Equal(RegistrationStatus.Expired, expired.Deal.Status);
        Assert.Equal(["Expired:partner", "Expired:person:anna", "MoveQueue:queue"], expired.Owed);
        Assert.Equal(InBerlin("2026-11-02 00:00"), expired.Deal.ClosedAt);
        Assert.Equal(1, expired.Happened.Count(what => what == Happening.GraceStarted));
    }

    [Fact]
    public void Pass_OutageOverTheWholeProtection_JustExpires() =>
        Assert.Equal(["Expired:partner", "Expired:person:anna", "MoveQueue:queue"], Given.Approved().Settled().ClockAt("2027-01-10 12:00").Owed);

    [Fact]
    public void Pass_ProgramWithoutGrace_ExpiresAtTheEnd()
    {
        var program = Contoso.With(terms => terms with { Protection = terms.Protection with { GraceDays = 0 } });
        var given = (Given.PendingDecision() with { Program = program }).Did(new DealCommand.Approve(Given.Anna, null)).ClockThrough("2026-10-26 00:00");

        Assert.Equal(RegistrationStatus.Expired, given.Deal.Status);
        Assert.DoesNotContain(Happening.GraceStarted, given.Happened);
    }

    [Fact]
    public void Pass_NothingDue_IsTheSameRegistration()
    {
        var given = Given.Approved().At("2026-08-01 12:00");

        Assert.Same(given.Deal, given.Passed().Deal);
    }

    [Theory]
    [InlineData("received")]
    [InlineData("queued")]
    [InlineData("rejected")]
    [InlineData("incomplete")]
    [InlineData("withdrawn")]
    [InlineData("closedWon")]
    [InlineData("closedLost")]
    [InlineData("expired")]
    [InlineData("revoked")]
    public void Next_NothingWaitsForTheClock_IsNull(string state) => Assert.Null(Deadlines.Next(Given.In(state).Deal, Contoso));

    [Theory]
    [InlineData("pendingDecision", "2026-07-28 09:00")]
    [InlineData("needsInformation", "2026-08-03 09:00")]
    [InlineData("approved", "2026-08-17 09:00")]
    [InlineData("extending", "2026-10-21 10:00")] // the reminder of the approver
    [InlineData("grace", "2026-11-02 00:00")]
    [InlineData("wonReported", "2026-07-28 09:00")]
    public void Next_SomethingIsDue_IsTheFirst(string state, string next)
    {
        var given = state == "extending" ? Given.ExtensionPending().ClockAt("2026-10-20 10:00") : Given.In(state);

        Assert.Equal(InBerlin(next), Deadlines.Next(given.Deal, given.Program));
    }

    private static string Notices(Given given) =>
        string.Join(' ', given.Deal.Owed.Where(effect => effect.Kind is EffectKind.ExpiryNotice).Select(effect => effect.Round));
}
