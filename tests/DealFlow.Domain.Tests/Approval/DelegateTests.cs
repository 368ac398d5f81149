using System.Collections.Immutable;
using DealFlow.Domain.Approval;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using static DealFlow.Domain.Tests.Sample;

namespace DealFlow.Domain.Tests.Approval;

/// <summary>Who acts for somebody who is away. The first approver is anna, then bruno, then the owner clara.</summary>
public sealed class DelegateTests
{
    private static readonly DealCommand Approve = new DealCommand.Approve(Given.Bruno, null);

    [Fact]
    public void Ask_FirstApproverIsAway_AsksTheDelegateInsteadAndThenTheOneAfter()
    {
        var given = Away(Given.Received(), ("anna", "bruno", "2026-07-27", "2026-08-07")).CheckedClear();

        Assert.Equal(["AskDecision:person:bruno"], given.Owed);
        Assert.Equal([new StandIn("bruno", "anna")], given.Deal.Ask!.StandIns);
        Assert.Equal("bruno is asked in place of anna, who is away.", given.Deal.Timeline[^1].Text);
        Assert.Equal(
            ["RemindDecision:person:bruno", "AskDecision:person:clara", "RemindDecision:person:bruno", "RemindDecision:person:clara"],
            given.Settled().ClockThrough("2026-07-30 09:00").Owed);
    }

    [Fact]
    public void Approve_ByADelegate_IsTheDelegatesAndSaysInWhosePlace()
    {
        var given = Away(Given.Received(), ("anna", "bruno", "2026-07-27", "2026-08-07")).CheckedClear().Did(Approve);

        Assert.Equal("bruno", given.Deal.Decision!.By);
        Assert.Equal([Happening.Approved, Happening.Delegated], given.Happened.TakeLast(2));
        Assert.Equal(("approver:bruno", "bruno has answered in place of anna."), (given.Deal.Timeline[^1].By, given.Deal.Timeline[^1].Text));
    }

    [Fact]
    public void Pass_DelegationBeginsWhileAsked_AsksTheDelegateAtTheNextStepAndLeavesTheLink()
    {
        var given = Away(Given.PendingDecision().Settled(), ("anna", "bruno", "2026-07-28", "2026-08-07")).ClockThrough("2026-07-28 09:00");

        Assert.Equal(["AskDecision:person:bruno"], given.Owed); // anna is away, so she is not reminded
        Assert.Equal(["anna", "bruno"], given.Deal.Ask!.Persons);
        Assert.Equal(["AskDecision:person:clara"], given.Settled().ClockThrough("2026-07-29 09:00").Owed);
        Assert.Equal(["RemindDecision:person:bruno", "RemindDecision:person:clara"], given.ClockThrough("2026-07-29 09:00").Settled().ClockThrough("2026-07-30 09:00").Owed);
        Assert.Equal(RegistrationStatus.Approved, given.Did(new DealCommand.Approve(Given.Anna, null)).Deal.Status);
    }

    [Fact]
    public void Pass_DelegationEnds_ThePersonIsAskedAsTheNextOne() => Assert.Equal(
        ["RemindDecision:person:bruno", "AskDecision:person:anna", "AskDecision:person:clara"],
        Away(Given.Received(), ("anna", "bruno", "2026-07-27", "2026-07-28")).CheckedClear().Settled().ClockThrough("2026-07-30 09:00").Owed);

    [Fact]
    public void Ask_DelegateIsAwayToo_AsksTheEndOfTheChain()
    {
        var given = Away(Given.Received(), ("anna", "bruno", "2026-07-27", "2026-08-07"), ("bruno", "clara", "2026-07-27", "2026-08-07")).CheckedClear();

        Assert.Equal(["AskDecision:person:clara"], given.Owed);
        Assert.All(given.Settled().ClockThrough("2026-08-05 09:00").Deal.Owed, effect => Assert.Equal(("person:clara", EffectKind.RemindDecision), (effect.To, effect.Kind)));
    }

    [Fact]
    public void Ask_AllOfACircleAreAway_AsksThePersonItself()
    {
        var given = Away(Given.Received(), ("anna", "bruno", "2026-07-27", "2026-08-07"), ("bruno", "anna", "2026-07-27", "2026-08-07")).CheckedClear();

        Assert.Equal(["AskDecision:person:anna"], given.Owed);
        Assert.Equal(["RemindDecision:person:anna"], given.Settled().ClockThrough("2026-07-28 09:00").Owed);
    }

    [Fact]
    public void Ask_DelegateBelongsToThePartner_GoesToTheNextWhoMay()
    {
        var given = Away(Given.Received(), ("anna", "bruno", "2026-07-27", "2026-08-07")) with { OfPartner = ["bruno"] };

        Assert.Equal(["AskDecision:person:clara"], given.CheckedClear().Owed);
    }

    [Fact]
    public void Ask_FirstApproverBelongsToThePartner_IsNeverAsked()
    {
        var given = (Given.Received() with { OfPartner = ["anna"] }).CheckedClear().ClockThrough("2026-08-05 09:00");

        Assert.DoesNotContain("person:anna", given.Deal.Owed.Select(effect => effect.To));
        Assert.Equal(["bruno", "clara"], given.Deal.Ask!.Persons);
    }

    [Fact]
    public void Pass_PersonJoinsThePartnerWhileAsked_NextOneIsAskedAtTheNextStep()
    {
        var given = (Given.PendingDecision().Settled() with { OfPartner = ["anna"] }).ClockThrough("2026-07-28 09:00");

        Assert.Equal(["AskDecision:person:bruno"], given.Owed);
        Assert.Equal(["bruno"], given.Deal.Ask!.Persons);
    }

    [Fact]
    public void Ask_EverybodyBelongsToThePartner_TellsTheOwnerAndSilenceNeverDecides()
    {
        var given = (Given.ReceivedByFabrikam() with { OfPartner = ["dana", "eli"] }).CheckedClear();

        Assert.Equal(["AskDecision:person:dana"], given.Owed);
        Assert.Equal(Happening.DeliveryFailed, given.Happened[^1]);
        Assert.Equal(RegistrationStatus.PendingDecision, given.Settled().ClockAt("2026-09-01 09:00").Deal.Status);
    }

    [Fact]
    public void RequestExtension_WhoApprovedIsAway_AsksTheDelegate()
    {
        var given = Away(Given.Approved().Settled(), ("anna", "clara", "2026-10-01", "2026-10-31")).At("2026-10-20 10:00");

        Assert.Equal(["AskExtension:person:clara"], given.Did(new DealCommand.RequestExtension(Given.Partner, null)).Owed);
        Assert.Equal(["AskConfirmation:person:clara"], given.Did(Commands.Won(Given.Partner)).Owed);
        Assert.Equal(["HelpWanted:person:clara"], given.Did(new DealCommand.ReportProgress(Given.Partner, "Stuck.", null, true)).Owed);
    }

    [Fact]
    public void Answer_WhoAskedIsAwayByThen_AsksTheDelegateOnce()
    {
        var given = Away(Given.NeedsInformation().Settled(), ("anna", "bruno", "2026-07-28", "2026-08-07")).At("2026-07-29 10:00");

        Assert.Equal(["AskDecision:person:bruno"], given.Did(new DealCommand.Answer(Given.Partner, "The large one.")).Owed);
    }

    [Fact]
    public void ActingFor_NoDates_IsThePersonItself() => Assert.Equal(
        "anna", With(Given.Received(), "anna", new Delegation("bruno", null, null)).Program.People.ActingFor(Contoso.People.InOrder[0], Day("2026-07-27")).Id);

    private static Given Away(Given given, params (string Person, string To, string From, string Until)[] delegations) => delegations.Aggregate(
        given, (away, entry) => With(away, entry.Person, new Delegation(entry.To, Day(entry.From), Day(entry.Until))));

    private static Given With(Given given, string person, Delegation delegation)
    {
        var people = given.Program.People;
        Person Change(Person one) => one.Id == person ? one with { Delegates = [delegation] } : one;
        return given with { Program = given.Program with { People = new([.. people.Approvers.Select(Change)], Change(people.Owner), people.Observers) } };
    }
}
