using DealFlow.Domain.Amounts;
using DealFlow.Domain.Approval;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Pipeline;
using DealFlow.Workflow.Tests.Programs;
using NodaTime;

namespace DealFlow.Workflow.Tests.Pipeline;

/// <summary>Figures are counted by the program's days, and nothing is counted twice.</summary>
public sealed class PipelineReckoningTests
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    // A Wednesday, 11:00 in Berlin.
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 18, 10, 0);
    private static readonly DealProgram Program = SamplePrograms.Read(SamplePrograms.Contoso).Program!.Program;

    private int _number;

    [Fact]
    public void Weeks_OverMidnightOfSunday_CountByTheLocalDayAndEachRegistrationOnce()
    {
        var sunday = Instant.FromUtc(2026, 3, 8, 22, 59);
        var figures = Reckon(
            3, Entry(sunday), Entry(sunday + Duration.FromMinutes(2)), Entry(Now) with { Sequence = 70 }, Entry(Now) with { Sequence = 70 }, Entry(Now - Duration.FromDays(60)));

        Assert.Equal(new LocalDate(2026, 3, 2), figures.Since);
        Assert.Equal(
            [new WeekFigure(new LocalDate(2026, 3, 2), 1), new WeekFigure(new LocalDate(2026, 3, 9), 1), new WeekFigure(new LocalDate(2026, 3, 16), 1)], figures.Weeks);
    }

    [Fact]
    public void Decisions_AgainstThePromise_CountBusinessTimeWithoutQuestions()
    {
        // Promised are two business days.
        var friday = Instant.FromUtc(2026, 3, 13, 9, 0);
        var overTheWeekend = Decided(Entry(friday), friday + Duration.FromDays(4)); // until Tuesday: two business days
        var late = Decided(Entry(friday), friday + Duration.FromDays(4) + Duration.FromHours(1));
        var withQuestion = Decided(
            Entry(friday) with { Question = new PipelineQuestion(Duration.FromHours(30), Now - Duration.FromHours(18)) }, Now - Duration.FromHours(1));
        var byRule = Decided(Entry(friday), friday, by: null);
        var rejected = Decided(Entry(friday), friday + Duration.FromHours(3), DecisionOutcome.Reject);
        var ofARemovedProgram = Decided(Entry(friday) with { Program = "gone" }, friday + Duration.FromHours(3));

        var decisions = Reckon(13, overTheWeekend, late, withQuestion, byRule, rejected, ofARemovedProgram, Entry(Now) with { Status = RegistrationStatus.PendingDecision }).Decisions;

        Assert.Equal((5, 1, 1, 1), (decisions.Approved, decisions.Rejected, decisions.ByRule, decisions.Undecided));
        Assert.Equal((3, 1), (decisions.InTime, decisions.Late));
        Assert.Equal(
            [new TimeFigure(1, 1, 0), new TimeFigure(2, 2, 0), new TimeFigure(3, 0, 1), new TimeFigure(5, 0, 0), new TimeFigure(10, 0, 0), new TimeFigure(null, 0, 0)], decisions.Times);
    }

    [Fact]
    public void Outcomes_OfApprovedDeals_AreSummedByCurrencyAndReason()
    {
        var before = Now - Duration.FromDays(20);
        var figures = Reckon(
            13,
            Ended(before, RegistrationStatus.ClosedWon) with { Net = new Money(100.50m, "EUR") }, Ended(before, RegistrationStatus.ClosedWon) with { Net = new Money(1m, "EUR") },
            Ended(before, RegistrationStatus.ClosedWon) with { Net = new Money(7m, "USD") }, Ended(before, RegistrationStatus.ClosedLost) with { LossReason = "price" },
            Ended(before, RegistrationStatus.ClosedLost) with { LossReason = "budget" }, Ended(before, RegistrationStatus.ClosedLost) with { LossReason = "price" },
            Ended(before, RegistrationStatus.Expired), Ended(before, RegistrationStatus.Revoked), Ended(before, RegistrationStatus.Withdrawn),
            Ended(before, RegistrationStatus.Withdrawn) with { Decision = null }, Ended(Now - Duration.FromDays(200), RegistrationStatus.Expired));

        var outcomes = figures.OutcomesOfApproved;
        Assert.Equal((3, 1, 1, 1), (outcomes.Won, outcomes.Expired, outcomes.Revoked, outcomes.Withdrawn));
        Assert.Equal([new Money(101.50m, "EUR"), new Money(7m, "USD")], outcomes.WonNet);
        Assert.Equal([("price", 2), ("budget", 1)], outcomes.Lost);
    }

    [Fact]
    public void Protected_ByMonthOfTheLastDay_CountsTheValueOfAWholeOnce()
    {
        var endOfMarch = Berlin.AtStartOfDay(new LocalDate(2026, 4, 1)).ToInstant();
        var part = Protected(endOfMarch) with { Sequence = 90 };

        var figures = Reckon(13, part, part with { Id = Id(99), Status = RegistrationStatus.WonReported }, Protected(endOfMarch), Protected(endOfMarch + Duration.FromDays(40)));

        Assert.Equal(
            [
                new MonthFigure(new LocalDate(2026, 3, 1), "EUR", 2, new Money(2000m, "EUR")), new MonthFigure(new LocalDate(2026, 5, 1), "EUR", 1, new Money(1000m, "EUR")),
            ],
            figures.Protected);
        Assert.Equal(2, figures.Expiring.Count); // no reported win
        Assert.Equal(new PartnerFigure("alpen-it", 0, 0, 0, 0, 0, [new Money(3000m, "EUR")]).Protected, figures.Partners.Single().Protected);
    }

    [Fact]
    public void Partners_EachByItself_TheMostRegisteredFirst()
    {
        var figures = Reckon(
            13, Entry(Now) with { Partner = "b" }, Entry(Now) with { Partner = "b" }, Decided(Entry(Now - Duration.FromDays(1)) with { Partner = "a" }, Now, DecisionOutcome.Reject),
            Ended(Now - Duration.FromDays(3), RegistrationStatus.ClosedLost) with { Partner = "c" });

        Assert.Equal(
            [("b", 2, 0, 0, 0, 0), ("a", 1, 0, 1, 0, 0), ("c", 1, 1, 0, 0, 1)],
            figures.Partners.Select(figure => (figure.Partner, figure.Registered, figure.Approved, figure.Rejected, figure.Won, figure.Lost)));
    }

    [Fact]
    public void Nothing_AtAll_IsNothingEverywhere()
    {
        var figures = Reckon(13);

        Assert.Equal(13, figures.Weeks.Count);
        Assert.Equal((0, 0), (figures.Decisions.InTime + figures.Decisions.Late, figures.Partners.Count + figures.Protected.Count + figures.Expiring.Count));
    }

    private static PipelineFigures Reckon(int weeks, params PipelineEntry[] entries) =>
        new PipelineReckoning(entries, id => id == Program.Id ? Program : null, Now, Berlin).Since(PipelineReckoning.SinceOf(weeks, Now, Berlin));

    private static RegistrationId Id(int number) => RegistrationId.From((ulong)number);

    private PipelineEntry Entry(Instant at) => new(
        Id(++_number), _number, Program.Id, "alpen-it", RegistrationStatus.Received, at, at, new Money(1000m, "EUR"));

    private static PipelineEntry Decided(PipelineEntry entry, Instant at, DecisionOutcome outcome = DecisionOutcome.Approve, string? by = "anna") =>
        entry with { Decision = new PipelineDecision(outcome, at, by) };

    private PipelineEntry Ended(Instant at, RegistrationStatus status) =>
        Decided(Entry(at - Duration.FromDays(2)), at - Duration.FromDays(1)) with { Status = status, ClosedAt = at };

    private PipelineEntry Protected(Instant until) =>
        Decided(Entry(Now - Duration.FromDays(200)), Now - Duration.FromDays(199)) with { Status = RegistrationStatus.Approved, ProtectedUntil = until };
}
