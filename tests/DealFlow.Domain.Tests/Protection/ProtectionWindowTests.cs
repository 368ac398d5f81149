using CsCheck;
using DealFlow.Domain.Protection;
using DealFlow.Domain.Registrations;
using NodaTime;
using static DealFlow.Domain.Tests.Sample;

namespace DealFlow.Domain.Tests.Protection;

public sealed class ProtectionWindowTests
{
    [Fact]
    public void Starting_NinetyDaysInBerlin_EndsAfterTheDayOf25Hours()
    {
        var window = ProtectionWindow.Starting(InBerlin("2026-07-27 09:00"), 90, 7, Berlin);

        Assert.Equal(Day("2026-10-25"), window.LastDay);
        Assert.Equal(Utc("2026-10-25T23:00:00Z"), window.Until);
        Assert.Equal(Utc("2026-11-01T23:00:00Z"), window.GraceUntil);
    }

    [Theory]
    [InlineData("2026-07-27 00:00")]
    [InlineData("2026-07-27 23:59")]
    public void Starting_AnyTimeOfADay_EndsAtTheSameInstant(string from) =>
        Assert.Equal(Utc("2026-10-25T23:00:00Z"), ProtectionWindow.Starting(InBerlin(from), 90, 0, Berlin).Until);

    [Fact]
    public void Starting_NoGrace_GraceEndsWithProtection() =>
        Assert.Equal(Utc("2026-10-25T23:00:00Z"), ProtectionWindow.Starting(InBerlin("2026-07-27 09:00"), 90, 0, Berlin).GraceUntil);

    [Fact]
    public void Through_LastDayOf23Hours_EndsAtLocalMidnight() =>
        Assert.Equal(Utc("2027-03-28T22:00:00Z"), ProtectionWindow.Through(InBerlin("2027-01-01 09:00"), Day("2027-03-28"), 3, Berlin).Until);

    [Fact]
    public void Starting_Always_UntilIsTheFirstInstantOfTheDayAfterTheLast() =>
        Gen.Select(Gen.Int[0, 700 * 24 * 60], Gen.Int[0, 400], Gen.Int[0, 30]).Sample((minutes, days, grace) =>
        {
            var window = ProtectionWindow.Starting(Utc("2026-01-01T00:00:00Z") + Duration.FromMinutes(minutes), days, grace, NewYork);
            return window.Until.InZone(NewYork).Date == window.LastDay.PlusDays(1)
                && (window.Until - Duration.Epsilon).InZone(NewYork).Date == window.LastDay
                && (window.GraceUntil - Duration.Epsilon).InZone(NewYork).Date == window.LastDay.PlusDays(grace);
        });

    [Fact]
    public void Approve_ProgramFromApproval_CountsFromTheDecision()
    {
        var approved = Given.PendingDecision().At("2026-07-28 16:00").Did(new DealCommand.Approve(Given.Anna, null));

        Assert.Equal(InBerlin("2026-07-28 16:00"), approved.Deal.Protection!.From);
        Assert.Equal(Day("2026-10-26"), approved.Deal.Protection.LastDay);
    }

    [Fact]
    public void Approve_ProgramFromRegistration_CountsFromTheReceipt()
    {
        var approved = Given.ReceivedByFabrikam().CheckedClear().At("2026-07-28 08:00").Did(new DealCommand.Approve(new Actor(ActorKind.Approver, "dana"), null));

        Assert.Equal(InNewYork("2026-07-27 09:00"), approved.Deal.Protection!.From);
        Assert.Equal(Day("2026-09-25"), approved.Deal.Protection.LastDay);
        Assert.Equal(InNewYork("2026-09-29 00:00"), approved.Deal.Protection.GraceUntil);
    }

    [Theory]
    [InlineData("2026-09-25 23:59", true)]
    [InlineData("2026-09-26 00:00", false)]
    [InlineData("2026-12-01 12:00", false)]
    public void Approve_ProgramFromRegistrationAndTheEndIsPast_IsRefused(string at, bool taken)
    {
        var approve = new DealCommand.Approve(new Actor(ActorKind.Approver, "dana"), null);
        var given = Given.ReceivedByFabrikam().Checked(Given.MayBeAnother).At(at);

        if (taken)
            Assert.Equal(Day("2026-09-25"), given.Did(approve).Deal.Protection!.LastDay);
        else
            Assert.Contains("2026-09-25", given.Refused(approve).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Approve_MovedUpInAProgramFromRegistration_CountsFromItsTurn()
    {
        var queued = Given.ReceivedByFabrikam() with { Program = Fabrikam.With(terms => terms with { Conflicts = Contoso.Terms.Conflicts }) };
        queued = queued.Checked(Given.HeldByAnother).At("2026-08-10 10:00");
        var next = queued with { Deal = Domain.Approval.Deciding.MoveUp(queued.Deal, queued.Now) };
        var approved = next.CheckedClear().Did(new DealCommand.Approve(new Actor(ActorKind.Approver, "dana"), null));

        Assert.Equal(RegistrationStatus.Queued, queued.Deal.Status);
        Assert.Equal(InNewYork("2026-08-10 10:00"), approved.Deal.Protection!.From);
        Assert.Equal(InNewYork("2026-08-11 10:00"), next.CheckedClear().Deal.Ask!.DueAt);
    }
}
