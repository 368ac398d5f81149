using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using static DealFlow.Domain.Tests.Sample;

namespace DealFlow.Domain.Tests.Registrations;

public sealed class SplittingTests
{
    private const string Network = "line:network";
    private const string Storage = "line:storage";
    private const string Software = "line:software";

    [Fact]
    public void AfterCheck_NothingFound_IsNotSplit()
    {
        var after = Checked(Given.Received("firewall", "storage"));

        Assert.Empty(after.SplitOff);
        Assert.False(after.Deal.IsPart());
        Assert.Equal(RegistrationStatus.PendingDecision, after.Deal.Status);
    }

    [Fact]
    public void AfterCheck_OneLineIsTaken_GoesOffWithItsProductsAndTheWholeLead()
    {
        var given = Given.Received("firewall", "storage", "switch", "suite");
        var after = Checked(given, Held(Network, by: 1));

        var part = Assert.Single(after.SplitOff);
        Assert.Equal(["storage", "suite"], after.Deal.Lead.Products);
        Assert.Equal(["firewall", "switch"], part.Lead.Products);
        Assert.Equal((RegistrationStatus.PendingDecision, RegistrationStatus.Queued), (after.Deal.Status, part.Status));
        Assert.Equal([part.Id], after.Deal.SplitInto);
        Assert.Equal(after.Deal.Id, part.SplitFrom);
        Assert.Equal(given.Deal.Lead with { Products = part.Lead.Products }, part.Lead);
        Assert.Equal((after.Deal.Sequence, after.Deal.ReceivedAt, after.Deal.TurnAt), (part.Sequence, part.ReceivedAt, part.TurnAt));
        Assert.Equal((null, Id(1)), (after.Deal.Conflict!.HeldBy, part.Conflict!.HeldBy));
        Assert.Empty(after.Deal.Conflict.Candidates);
    }

    [Fact]
    public void AfterCheck_Split_TellsThePartnerOnceAndLooksAfterTheQueue()
    {
        var after = Checked(Given.Received("firewall", "storage"), Held(Network, by: 1));

        Assert.Equal(
            [(EffectKind.Split, Audience.Partner), (EffectKind.MoveQueue, Audience.Queue), (EffectKind.AskDecision, "person:anna")],
            after.Deal.Owed.Select(effect => (effect.Kind, effect.To)));
        Assert.Empty(after.SplitOff[0].Owed);
        Assert.Equal(Enumerable.Range(1, 3), after.Deal.Owed.Select(effect => effect.Ordinal));
        Assert.Equal([Happening.Split, Happening.Checked, Happening.Asked], after.Deal.Timeline.Select(entry => entry.What));
        Assert.Equal([Happening.Split, Happening.Checked, Happening.Queued], after.SplitOff[0].Timeline.Select(entry => entry.What));
        Assert.DoesNotContain(after.Deal.Timeline.Concat(after.SplitOff[0].Timeline), entry => entry.Text.Contains(Id(1).Value, StringComparison.Ordinal));
    }

    [Fact]
    public void AfterCheck_ReceiptIsStillOwed_IsOwedByTheFirstOnly()
    {
        var given = Given.Received("firewall", "storage");
        var deal = Intake.Receive(given.Deal.Id, given.Program, given.Deal.Partner, given.Deal.Lead, given.Now);
        var after = Checked(given with { Deal = deal }, Held(Network, by: 1));

        Assert.Equal(EffectKind.Receipt, after.Deal.Owed[0].Kind);
        Assert.Empty(after.SplitOff[0].Owed);
        Assert.Equal(Happening.Received, after.SplitOff[0].Timeline[0].What);
    }

    [Fact]
    public void AfterCheck_EveryLineIsTakenByAnother_FirstLineStays()
    {
        var after = Checked(Given.Received("storage", "firewall", "suite"), Held(Network, by: 1), Held(Storage, by: 2), Held(Software, by: 3));

        Assert.Equal(["storage", "firewall", "suite"], after.SplitOff.Prepend(after.Deal).Select(deal => Assert.Single(deal.Lead.Products)));
        Assert.Equal([Id(2), Id(1), Id(3)], after.SplitOff.Prepend(after.Deal).Select(deal => deal.Conflict!.HeldBy!.Value));
        Assert.All(after.SplitOff.Prepend(after.Deal), deal => Assert.Equal(RegistrationStatus.Queued, deal.Status));
    }

    [Fact]
    public void AfterCheck_EveryLineIsTakenByTheSame_WaitsWhole()
    {
        var after = Checked(Given.Received("firewall", "storage"), Held([Network, Storage], by: 1));

        Assert.Empty(after.SplitOff);
        Assert.Equal(["Queued:partner"], after.Deal.Owed.Select(effect => $"{effect.Kind}:{effect.To}"));
    }

    [Fact]
    public void AfterCheck_TwoLinesTakenByTheSameOneFree_EachTakenLineIsOneOfItsOwn()
    {
        var after = Checked(Given.Received("firewall", "storage", "suite"), Held([Network, Storage], by: 1));

        Assert.Equal(["suite"], after.Deal.Lead.Products);
        Assert.Equal(["firewall", "storage"], after.SplitOff.Select(part => Assert.Single(part.Lead.Products)));
    }

    [Fact]
    public void AfterCheck_OneLineTakenOnePossible_OneWaitsAndAPersonDecidesOnTheRest()
    {
        var after = Checked(Given.Received("firewall", "storage"), Held(Network, by: 1), Possible(Storage, 2));

        Assert.Equal((RegistrationStatus.PendingDecision, Verdict.Possible), (after.Deal.Status, after.Deal.Conflict!.Verdict));
        Assert.Equal(RegistrationStatus.Queued, after.SplitOff[0].Status);
    }

    [Fact]
    public void AfterCheck_Account_ConcernsEveryPart()
    {
        var account = new ConflictFinding(Candidate(CandidateKind.Account, "A-1", Verdict.Certain), null, null);
        var after = Checked(Given.Received("firewall", "storage"), Held(Network, by: 1), account);

        Assert.Equal(RegistrationStatus.PendingDecision, after.Deal.Status);
        Assert.Equal(["A-1"], after.Deal.Conflict!.Candidates.Select(candidate => candidate.Id));
        Assert.Equal(["A-1", Id(1).Value], after.SplitOff[0].Conflict!.Candidates.Select(candidate => candidate.Id).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(10_000, "approved")]
    [InlineData(10_000.01, "pendingDecision")]
    public void AfterCheck_Split_RestIsJudgedByTheValueOfTheWhole(double value, string status)
    {
        var given = Given.Received("firewall", "storage");
        given = given with { Deal = given.Deal with { Lead = given.Deal.Lead with { EstimatedValue = Eur((decimal)value) } } };

        Assert.Equal(status, Words.Of(Checked(given, Held(Network, by: 1)).Deal.Status));
    }

    [Theory]
    [InlineData(ConflictOutcome.Reject, "rejected")]
    [InlineData(ConflictOutcome.Review, "pendingDecision")]
    public void AfterCheck_ProgramDoesNotQueue_TakenLineMeetsItsOwnAnswer(ConflictOutcome certain, string status)
    {
        var after = Checked(Given.Received("firewall", "storage") with { Program = With(certain) }, Held(Network, by: 1));

        Assert.Equal("pendingDecision", Words.Of(after.Deal.Status));
        Assert.Equal(status, Words.Of(after.SplitOff[0].Status));
        Assert.DoesNotContain(after.SplitOff[0].Owed, effect => effect.To == Audience.Partner);
    }

    [Fact]
    public void AfterCheck_ProgramRejectsAndEveryLineIsTaken_IsRejectedWhole()
    {
        var after = Checked(Given.Received("firewall", "storage") with { Program = With(ConflictOutcome.Reject) }, Held(Network, by: 1), Held(Storage, by: 2));

        Assert.Empty(after.SplitOff);
        Assert.Equal(RegistrationStatus.Rejected, after.Deal.Status);
    }

    [Fact]
    public void AfterCheck_ScopeIsTheProgram_IsNeverSplit()
    {
        var program = Contoso.With(terms => terms with { Conflicts = terms.Conflicts with { Scope = ConflictScope.Program } });
        var after = Checked(Given.Received("firewall", "storage") with { Program = program }, Held($"program:{program.Id}", by: 1));

        Assert.Empty(after.SplitOff);
        Assert.Equal(RegistrationStatus.Queued, after.Deal.Status);
    }

    [Fact]
    public void LookAgain_EverythingIsFree_MovesUpWhole()
    {
        var after = LookAgain(Waiting(), []);

        Assert.Empty(after.SplitOff);
        Assert.Equal(RegistrationStatus.Received, after.Deal.Status);
        Assert.Equal([EffectKind.MovedUp], after.Deal.Owed.Select(effect => effect.Kind));
    }

    [Fact]
    public void LookAgain_OneLineIsFree_ThatMovesUpAndTheOtherWaitsBehindTheNext()
    {
        var after = LookAgain(Waiting(), Held(Network, by: 2));

        Assert.Equal(RegistrationStatus.Received, after.Deal.Status);
        Assert.Equal(["storage"], after.Deal.Lead.Products);
        var part = Assert.Single(after.SplitOff);
        Assert.Equal((RegistrationStatus.Queued, Id(2)), (part.Status, part.Conflict!.HeldBy));
        Assert.Equal([EffectKind.Split, EffectKind.MoveQueue], after.Deal.Owed.Select(effect => effect.Kind));
        Assert.Empty(part.Owed);
    }

    [Fact]
    public void LookAgain_AnotherHoldsItAll_WaitsBehindThatOneAndIsTold()
    {
        var after = LookAgain(Waiting(), Held([Network, Storage], by: 2));

        Assert.Equal((RegistrationStatus.Queued, Id(2)), (after.Deal.Status, after.Deal.Conflict!.HeldBy));
        Assert.Equal(Happening.QueueMoved, after.Deal.Timeline[^1].What);
        Assert.Equal([EffectKind.QueueMoved], after.Deal.Owed.Select(effect => effect.Kind));
    }

    [Fact]
    public void LookAgain_SameHolder_ChangesNothing()
    {
        var waiting = Waiting();

        Assert.Same(waiting.Deal, LookAgain(waiting, Held([Network, Storage], by: 1)).Deal);
    }

    [Theory]
    [InlineData("approved")]
    [InlineData("withdrawn")]
    public void AfterCheckAndLookAgain_NoLongerWaiting_ChangeNothing(string state)
    {
        var given = Given.In(state);

        Assert.Same(given.Deal, Checked(given, Held(Network, by: 1)).Deal);
        Assert.Same(given.Deal, LookAgain(given, Held(Network, by: 1)).Deal);
    }

    [Fact]
    public void On_HoldersOfTwoScopes_NamesTheFirstOfBoth()
    {
        var found = new ConflictFindings([Held(Network, by: 2), Held(Storage, by: 1)]);

        Assert.Equal((Id(2), Id(1), null), (found.HolderOf(Network), found.HolderOf(Storage), found.HolderOf(Software)));
        Assert.Equal(Id(1), found.On([Network, Storage]).HeldBy);
        Assert.Single(found.On([Network]).Candidates);
    }

    private static Given Waiting()
    {
        var given = Given.Received("firewall", "storage");
        return (given with { Deal = Checked(given, Held([Network, Storage], by: 1)).Deal }).Settled();
    }

    private static SplitDeal Checked(Given given, params ConflictFinding[] found) =>
        Splitting.AfterCheck(given.Deal, new ConflictFindings(found), given.Context, Ids());

    private static SplitDeal LookAgain(Given given, params ConflictFinding[] found) =>
        Splitting.LookAgain(given.Deal, new ConflictFindings(found), given.Context, Ids());

    private static Func<RegistrationId> Ids()
    {
        var number = 100UL;
        return () => RegistrationId.From(number++);
    }

    private static RegistrationId Id(ulong number) => RegistrationId.From(number);

    private static DealProgram With(ConflictOutcome certain) => Contoso.With(terms => terms with { Conflicts = terms.Conflicts with { Certain = certain } });

    private static ConflictFinding Held(string scope, ulong by) => Held([scope], by);

    private static ConflictFinding Held(string[] scopes, ulong by) =>
        new(Candidate(CandidateKind.Registration, Id(by).Value, Verdict.Certain), scopes, (long)by);

    private static ConflictFinding Possible(string scope, ulong other) =>
        new(Candidate(CandidateKind.Registration, Id(other).Value, Verdict.Possible), [scope], null);

    private static ConflictCandidate Candidate(CandidateKind kind, string id, Verdict verdict) => new()
    {
        Kind = kind,
        Id = id,
        Customer = new CustomerFacts { Name = "Müller", Country = "DE" },
        State = "approved",
        Match = new Match(verdict, 1, [], []),
    };
}
