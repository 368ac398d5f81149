using DealFlow.Domain.Approval;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using static DealFlow.Domain.Tests.Sample;

namespace DealFlow.Domain.Tests.Approval;

/// <summary>People of the program who leave it while they are asked.</summary>
public sealed class LeavingTests
{
    [Fact]
    public void Pass_TheOnlyOneAskedLeaves_NextIsAskedAtOnceAndTheClockGoesOn()
    {
        var given = Without(Given.PendingDecision().Settled(), "anna").ClockAt("2026-07-27 13:00");

        Assert.Equal(["AskDecision:person:bruno"], given.Owed);
        Assert.Equal(["bruno"], given.Deal.Ask!.Persons);
        Assert.Equal(InBerlin("2026-07-29 09:00"), given.Deal.Ask.DueAt);
        Assert.Equal(InBerlin("2026-07-28 09:00"), Deadlines.Next(given.Deal, given.Program));
        Assert.Equal(
            ["RemindDecision:person:bruno", "AskDecision:person:clara"], given.Settled().ClockThrough("2026-07-29 09:00").Owed);
    }

    [Fact]
    public void Pass_AllApproversLeave_OwnerIsAsked() => Assert.Equal(
        ["AskDecision:person:clara"], Without(Given.PendingDecision().Settled(), "anna", "bruno").ClockAt("2026-07-27 13:00").Owed);

    [Fact]
    public void Pass_OneOfTwoLeaves_TheOtherStaysAskedAndTheClockGoesOn()
    {
        var given = Without(Given.PendingDecision().ClockThrough("2026-07-29 10:00").Settled(), "anna");

        Assert.Same(given.Deal, given.Passed().Deal);
        Assert.Equal(["AskDecision:person:clara"], given.ClockThrough("2026-07-30 09:00").Owed);
        Assert.Equal(["bruno", "clara"], given.ClockThrough("2026-07-30 09:00").Deal.Ask!.Persons);
    }

    [Theory]
    [InlineData("extending", "AskExtension:person:bruno")]
    [InlineData("wonReported", "AskConfirmation:person:bruno")]
    public void Pass_AskedOnAnotherMatterAndLeaves_NextIsAsked(string state, string owed) =>
        Assert.Contains(owed, Without(Given.In(state).Settled(), "anna").Passed().Owed);

    [Fact]
    public void Pass_WhoseQuestionWasAnsweredHasLeft_FirstIsAsked()
    {
        var given = Given.PendingDecision().ClockThrough("2026-07-29 10:00").Did(new DealCommand.RequestInformation(Given.Bruno, "Which?")).Settled();

        Assert.Equal(["AskDecision:person:anna"], Without(given, "bruno").Did(new DealCommand.Answer(Given.Partner, "The large one.")).Owed);
    }

    [Fact]
    public void Pass_AskedLeavesAndSilenceWouldDecide_AsksTheNextFirst()
    {
        var people = Fabrikam.People;
        var given = Given.ReceivedByFabrikam().CheckedClear().Settled();
        given = (given with { Program = Fabrikam with { People = new ProgramPeople([people.Approvers[1]], people.Approvers[1], []) } }).ClockAt("2026-07-29 08:00");

        Assert.Equal((RegistrationStatus.PendingDecision, "AskDecision:person:eli"), (given.Deal.Status, given.Owed[0]));
        Assert.Equal(RegistrationStatus.Approved, given.Settled().ClockThrough("2026-07-30 09:00").Deal.Status);
    }

    [Fact]
    public void Pass_NameAndMailReplaced_NobodyIsAskedAnew()
    {
        var given = Given.PendingDecision().Settled();
        var people = given.Program.People;
        given = given with
        {
            Program = given.Program with { People = people with { Approvers = [people.Approvers[0] with { Mail = "new@manufacturer.example" }, people.Approvers[1]] } },
        };

        Assert.Same(given.Deal, given.Passed().Deal);
    }

    private static Given Without(Given given, params string[] left) => given with
    {
        Program = given.Program with
        {
            People = new ProgramPeople(
                [.. given.Program.People.Approvers.Where(person => !left.Contains(person.Id))], given.Program.People.Owner, given.Program.People.Observers),
        },
    };
}
