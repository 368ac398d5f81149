using DealFlow.Domain.Registrations;
using NodaTime;
using static DealFlow.Domain.Tests.Sample;

namespace DealFlow.Domain.Tests.Protection;

public sealed class FollowingUpTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("2026-07-27")]
    [InlineData("2027-02-15")]
    public void ReportProgress_DayNotPast_IsKept(string? closeOn)
    {
        LocalDate? day = closeOn is null ? null : Day(closeOn);

        Assert.Equal(day, Given.Approved().Did(new DealCommand.ReportProgress(Given.Partner, "Offer sent.", day, false)).Deal.FollowUp.Progress!.ExpectedCloseOn);
    }

    [Fact]
    public void ReportProgress_DayPast_IsRefused() => Given.Approved().RefusedValue(
        new DealCommand.ReportProgress(Given.Partner, "Offer sent.", Day("2026-07-26"), false), "expectedCloseOn");

    [Fact]
    public void ReportProgress_PastInTheProgramsZoneThoughNotInUtc_IsRefused() => Given.Approved().At("2026-07-28 00:30").RefusedValue(
        new DealCommand.ReportProgress(Given.Partner, "Offer sent.", Day("2026-07-27"), false), "expectedCloseOn");

    [Fact]
    public void ReportProgress_HelpWanted_GoesToWhoApproved() => Assert.Equal(
        ["HelpWanted:person:bruno"],
        Given.PendingDecision().Did(new DealCommand.Approve(Given.Bruno, null)).Settled().Did(new DealCommand.ReportProgress(Given.Partner, "Stuck.", null, true)).Owed);

    [Fact]
    public void ReportProgress_HelpWantedAndApproverHasLeft_GoesToTheFirstApprover()
    {
        var given = Given.PendingDecision().Did(new DealCommand.Approve(Given.Bruno, null)).Settled();
        given = given with { Program = given.Program with { People = given.Program.People with { Approvers = [given.Program.People.Approvers[0]] } } };

        Assert.Equal(["HelpWanted:person:anna"], given.Did(new DealCommand.ReportProgress(Given.Partner, "Stuck.", null, true)).Owed);
    }

    [Fact]
    public void Pass_EveryThreeWeeks_RemindsBothSides()
    {
        var given = Given.Approved().Settled().ClockThrough("2026-08-17 09:00");

        Assert.Equal(["FollowUp:person:anna", "AskProgress:partner"], given.Owed);
        Assert.Equal([1, 1], given.Deal.Owed.Select(effect => effect.Round));
        Assert.Equal(InBerlin("2026-09-07 09:00"), Deadlines.Next(given.Deal, given.Program));
    }

    [Fact]
    public void Pass_OutageOverSeveralFollowUps_RemindsOnceAndKeepsTheRhythm()
    {
        var given = Given.Approved().Settled().ClockAt("2026-09-10 12:00");

        Assert.Equal(["FollowUp:person:anna", "AskProgress:partner"], given.Owed);
        Assert.Equal(2, given.Deal.FollowUp.Done);
        Assert.Equal(InBerlin("2026-09-25 08:00"), Deadlines.Next(given.Deal, given.Program)); // the first notice
        Assert.Equal(3, given.ClockThrough("2026-09-28 09:00").Deal.FollowUp.Done);
    }

    [Fact]
    public void Pass_WholeProtection_FollowsUpFourTimes() => Assert.Equal(
        4, Given.Approved().ClockThrough("2026-11-30 09:00").Happened.Count(what => what == Happening.FollowedUp));
}
