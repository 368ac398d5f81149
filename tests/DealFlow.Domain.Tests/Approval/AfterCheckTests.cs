using DealFlow.Domain.Amounts;
using DealFlow.Domain.Approval;
using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using static DealFlow.Domain.Tests.Sample;

namespace DealFlow.Domain.Tests.Approval;

public sealed class AfterCheckTests
{
    [Theory]
    [InlineData("gold", 10_000, "approved")]
    [InlineData("gold", 10_000.01, "pendingDecision")]
    [InlineData("silver", 5_000, "pendingDecision")]
    public void AfterCheck_NothingFound_ApprovesSmallDealsOfGoldPartners(string tier, double value, string status)
    {
        var given = (Worth(Given.Received(), Eur((decimal)value)) with { Tier = tier }).CheckedClear();

        Assert.Equal(status, Words.Of(given.Deal.Status));
        Assert.Equal(status == "approved" ? "small-gold" : null, given.Deal.Decision?.Rule);
    }

    [Fact]
    public void AfterCheck_CurrencyTheRuleDoesNotName_GoesToAPerson() =>
        Assert.Equal(RegistrationStatus.PendingDecision, Worth(Given.Received(), Usd(5_000m)).CheckedClear().Deal.Status);

    [Fact]
    public void AfterCheck_PossibleMatch_GoesToAPersonEvenIfSmall() =>
        Assert.Equal(RegistrationStatus.PendingDecision, Worth(Given.Received(), Eur(5_000m)).Checked(Given.MayBeAnother).Deal.Status);

    [Fact]
    public void AfterCheck_CheckFailed_GoesToAPersonEvenIfSmall() =>
        Assert.Equal(RegistrationStatus.PendingDecision, Worth(Given.Received(), Eur(5_000m)).Checked(ConflictReport.CouldNotCheck).Deal.Status);

    [Theory]
    [InlineData(ConflictOutcome.Queue, "queued")]
    [InlineData(ConflictOutcome.Reject, "rejected")]
    [InlineData(ConflictOutcome.Review, "pendingDecision")]
    public void AfterCheck_HeldByAnother_DoesWhatTheProgramSays(ConflictOutcome certain, string status)
    {
        var program = Contoso.With(terms => terms with { Conflicts = terms.Conflicts with { Certain = certain } });

        Assert.Equal(status, Words.Of((Given.Received() with { Program = program }).Checked(Given.HeldByAnother).Deal.Status));
    }

    [Theory]
    [InlineData(ConflictOutcome.Queue, "queued")]
    [InlineData(ConflictOutcome.Reject, "pendingDecision")]
    public void AfterCheck_HeldByAnotherButOnlyAnAddressIsKnown_IsTurnedDownByNoMachine(ConflictOutcome certain, string status)
    {
        var program = Contoso.With(terms => terms with { Conflicts = terms.Conflicts with { Certain = certain } });
        var given = Given.Received() with { Program = program };
        var lead = given.Deal.Lead with { Customer = given.Deal.Lead.Customer with { Domain = null, Address = new CustomerAddress("Am Zirbel 1", "80331", "München") } };

        Assert.Equal(status, Words.Of((given with { Deal = given.Deal with { Lead = lead } }).Checked(Given.HeldByAnother).Deal.Status));
    }

    [Fact]
    public void AfterCheck_HeldByAnother_NeverSaysByWhom() =>
        Assert.DoesNotContain(Given.Queued().Deal.Timeline, entry => entry.Text.Contains("DR-0000-0001", StringComparison.Ordinal));

    [Fact]
    public void AfterCheck_StillBehindAnother_ChangesNoStatusAndTellsNobodyTwice()
    {
        var again = Given.Queued().Settled().Checked(Given.HeldByAnother);

        Assert.Equal(RegistrationStatus.Queued, again.Deal.Status);
        Assert.Empty(again.Owed);
    }

    [Fact]
    public void MoveUp_HoldIsFree_IsCheckedAgainAndItsClockStartsThen()
    {
        var queued = Given.Queued().Settled().At("2026-09-01 14:00");
        var next = queued with { Deal = Deciding.MoveUp(queued.Deal, queued.Now) };

        Assert.Equal((RegistrationStatus.Received, null), (next.Deal.Status, next.Deal.Conflict));
        Assert.Equal(["MovedUp:partner"], next.Owed);
        Assert.Equal(InBerlin("2026-09-03 14:00"), next.CheckedClear().Deal.Ask!.DueAt);
    }

    [Fact]
    public void HolderWon_Queued_IsToldAndGoesToAPerson()
    {
        var queued = Given.Queued().Settled().At("2026-09-01 14:00");
        var asked = queued with { Deal = Deciding.HolderWon(queued.Deal, queued.Deal.Conflict!, queued.Context) };

        Assert.Equal(RegistrationStatus.PendingDecision, asked.Deal.Status);
        Assert.Equal(["HolderWon:partner", "AskDecision:person:anna"], asked.Owed);
        Assert.Equal(InBerlin("2026-09-03 14:00"), asked.Deal.Ask!.DueAt);
    }

    [Fact]
    public void Approve_AgainstALiveHolder_IsRefused() =>
        (Given.PendingDecision() with { HolderIsLive = true }).RefusedState(new DealCommand.Approve(Given.Anna, null));

    [Fact]
    public void Reject_AgainstALiveHolder_IsTaken() => Assert.Equal(
        RegistrationStatus.Rejected, (Given.PendingDecision() with { HolderIsLive = true }).Did(new DealCommand.Reject(Given.Anna, "Taken.")).Deal.Status);

    [Theory]
    [InlineData("withdrawn")]
    [InlineData("rejected")]
    [InlineData("closedWon")]
    public void AfterCheck_HasEndedMeanwhile_ChangesNothing(string state)
    {
        var ended = Given.In(state);

        Assert.Same(ended.Deal, ended.CheckedClear().Deal);
        Assert.Same(ended.Deal, Deciding.MoveUp(ended.Deal, ended.Now));
        Assert.Same(ended.Deal, Deciding.HolderWon(ended.Deal, ConflictReport.CouldNotCheck, ended.Context));
    }

    private static Given Worth(Given given, Money value) =>
        given with { Deal = given.Deal with { Lead = given.Deal.Lead with { EstimatedValue = value } } };
}
