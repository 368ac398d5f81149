using DealFlow.Domain.Approval;
using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Registrations;
using static DealFlow.Domain.Tests.Sample;

namespace DealFlow.Domain.Tests.Approval;

public sealed class SilenceTests
{
    private static readonly Actor Dana = new(ActorKind.Approver, "dana");

    [Fact]
    public void Pass_NothingFoundAndThreeBusinessDaysPassed_Approves()
    {
        var before = Given.ReceivedByFabrikam().CheckedClear().Settled().ClockThrough("2026-07-30 08:59").Settled();
        var after = before.ClockThrough("2026-07-30 09:00");

        Assert.Equal(RegistrationStatus.PendingDecision, before.Deal.Status);
        Assert.Equal(RegistrationStatus.Approved, after.Deal.Status);
        Assert.Equal(new Decision(DecisionOutcome.Approve, InNewYork("2026-07-30 09:00"), null, "silence", null), after.Deal.Decision);
        Assert.Equal(("rule:silence", "silence"), (after.Deal.Timeline[^1].By, after.Deal.Timeline[^1].Rule));
    }

    [Fact]
    public void Pass_SomethingFound_SilenceNeverDecides() => Assert.Equal(
        RegistrationStatus.PendingDecision, Given.ReceivedByFabrikam().Checked(Given.MayBeAnother).ClockThrough("2026-09-01 09:00").Deal.Status);

    [Fact]
    public void Pass_CheckFailed_SilenceNeverDecides() => Assert.Equal(
        RegistrationStatus.PendingDecision, Given.ReceivedByFabrikam().Checked(ConflictReport.CouldNotCheck).ClockThrough("2026-09-01 09:00").Deal.Status);

    [Fact]
    public void Pass_NoStrongKey_SilenceNeverDecides() =>
        Assert.Equal(RegistrationStatus.PendingDecision, AddressOnly(Given.ReceivedByFabrikam()).CheckedClear().ClockThrough("2026-09-01 09:00").Deal.Status);

    [Fact]
    public void Pass_MailCameBack_SilenceNeverDecides()
    {
        var asked = Given.ReceivedByFabrikam().CheckedClear();
        asked = (asked with { Deal = asked.Deal.DeliveryFailed(asked.Now) }).Settled();

        Assert.Equal(RegistrationStatus.PendingDecision, asked.ClockAt("2026-09-01 09:00").Deal.Status);
    }

    [Fact]
    public void Pass_MailNotYetHandedOver_SilenceWaitsUntilItIs()
    {
        var asked = Given.ReceivedByFabrikam().CheckedClear().ClockAt("2026-08-10 09:00");

        Assert.Equal(RegistrationStatus.PendingDecision, asked.Deal.Status);
        Assert.Equal(RegistrationStatus.Approved, asked.Settled().Passed().Deal.Status);
    }

    [Fact]
    public void Pass_QuestionBetween_SilenceWaitsForTheRest()
    {
        var given = Given.ReceivedByFabrikam().CheckedClear().ClockThrough("2026-07-28 15:00") // 30 of 72 hours
            .Did(new DealCommand.RequestInformation(Dana, "Which model?"))
            .ClockThrough("2026-08-03 12:00").Did(new DealCommand.Answer(Given.Partner, "The large one.")).Settled();

        Assert.Equal(RegistrationStatus.PendingDecision, given.ClockThrough("2026-08-05 05:59").Deal.Status);
        Assert.Equal(RegistrationStatus.Approved, given.ClockThrough("2026-08-05 05:59").Settled().ClockThrough("2026-08-05 06:00").Deal.Status);
    }

    [Fact]
    public void Pass_OutageOverTheEndOfSilence_ApprovesAndAsksNobodyMore()
    {
        var given = Given.ReceivedByFabrikam().CheckedClear().Settled().ClockAt("2026-08-10 12:00");

        Assert.Equal(["Approved:partner", "Approved:observers", "ApprovedEvent:finance"], given.Owed);
    }

    private static Given AddressOnly(Given given) => given with
    {
        Deal = given.Deal with { Lead = given.Deal.Lead with { Customer = given.Deal.Lead.Customer with { Domain = null } } },
    };
}
