using DealFlow.Domain.Amounts;
using DealFlow.Domain.Approval;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using NodaTime;

namespace DealFlow.Workflow.Pipeline;

/// <summary>Makes figures of the entries of a manufacturer.</summary>
/// <param name="entries">Everything that was alive since the first day.</param>
/// <param name="find">A program of today by its id; decisions of one that was removed have no promise to be measured by.</param>
/// <param name="zone">In which days and weeks are counted.</param>
public sealed class PipelineReckoning(IReadOnlyList<PipelineEntry> entries, Func<string, DealProgram?> find, Instant now, DateTimeZone zone)
{
    private static readonly int?[] Bounds = [1, 2, 3, 5, 10, null];

    /// <summary>The Monday of so many weeks ago, the current week being the first of them.</summary>
    public static LocalDate SinceOf(int weeks, Instant now, DateTimeZone zone) => MondayOf(now.InZone(zone).Date).PlusWeeks(1 - weeks);

    /// <summary>The figures since a Monday.</summary>
    public PipelineFigures Since(LocalDate monday)
    {
        var start = zone.AtStartOfDay(monday).ToInstant();
        var registered = entries.Where(entry => entry.ReceivedAt >= start).DistinctBy(entry => entry.Sequence).ToList();
        var decided = entries.Where(entry => entry.Decision?.At >= start).ToList();
        var ended = entries.Where(entry => entry.ClosedAt >= start && entry.Decision is { Outcome: DecisionOutcome.Approve }).ToList();
        var alive = entries.Where(entry => entry.Status is RegistrationStatus.Approved or RegistrationStatus.WonReported).ToList();
        return new PipelineFigures(
            monday, Weeks(monday, registered), Decisions(decided), Outcomes(ended), Months(alive), Expiring(alive), Partners(registered, decided, ended, alive));
    }

    private List<WeekFigure> Weeks(LocalDate since, List<PipelineEntry> registered)
    {
        var counts = registered.CountBy(entry => MondayOf(entry.ReceivedAt.InZone(zone).Date)).ToDictionary();
        var weeks = new List<WeekFigure>();
        for (var monday = since; monday <= now.InZone(zone).Date; monday = monday.PlusWeeks(1))
            weeks.Add(new WeekFigure(monday, counts.GetValueOrDefault(monday)));
        return weeks;
    }

    private DecisionFigures Decisions(List<PipelineEntry> decided)
    {
        var taken = decided.Where(entry => entry.Decision!.By is not null).Select(Measured).OfType<(double Days, bool IsLate)>().ToList();
        var times = Bounds.Select((most, index) =>
        {
            var within = taken.Where(time => (index == 0 || time.Days > Bounds[index - 1]) && (most is null || time.Days <= most)).ToList();
            return new TimeFigure(most, within.Count(time => !time.IsLate), within.Count(time => time.IsLate));
        });
        return new DecisionFigures(
            decided.Count(entry => entry.Decision!.Outcome is DecisionOutcome.Approve), decided.Count(entry => entry.Decision!.Outcome is DecisionOutcome.Reject),
            decided.Count(entry => entry.Decision!.By is null), entries.Count(entry => entry.Status is RegistrationStatus.PendingDecision), [.. times]);
    }

    /// <summary>The business days that a decision took, without the time in which a question was open, and whether that was more than promised.</summary>
    private (double Days, bool IsLate)? Measured(PipelineEntry entry)
    {
        if (find(entry.Program) is not { } program)
            return null;
        var (at, question) = (entry.Decision!.At, entry.Question);
        var taken = question is { AnsweredAt: { } answered } && answered >= entry.TurnAt
            ? question.RunBefore + program.Calendar.Between(answered, at)
            : program.Calendar.Between(entry.TurnAt, at);
        return (taken.TotalDays, taken > Duration.FromDays(program.Terms.Approval.DecisionDays));
    }

    private static OutcomeFigures Outcomes(List<PipelineEntry> ended)
    {
        var won = ended.Where(entry => entry.Status is RegistrationStatus.ClosedWon).ToList();
        return new OutcomeFigures(
            won.Count, Sums(won.Select(entry => entry.Net).OfType<Money>()),
            [
                .. ended.Where(entry => entry.Status is RegistrationStatus.ClosedLost).CountBy(entry => entry.LossReason ?? "other")
                    .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value)),
            ],
            Count(RegistrationStatus.Expired), Count(RegistrationStatus.Revoked), Count(RegistrationStatus.Withdrawn));

        int Count(RegistrationStatus status) => ended.Count(entry => entry.Status == status);
    }

    private List<MonthFigure> Months(List<PipelineEntry> alive) =>
    [
        .. alive.Where(entry => entry.ProtectedUntil is not null).DistinctBy(entry => entry.Sequence)
            .GroupBy(entry => (Month: MonthOf(entry.ProtectedUntil!.Value), entry.Value.Currency))
            .OrderBy(group => group.Key.Currency, StringComparer.Ordinal).ThenBy(group => group.Key.Month)
            .Select(group => new MonthFigure(group.Key.Month, group.Key.Currency, group.Count(), Sums(group.Select(entry => entry.Value))[0])),
    ];

    private List<PipelineEntry> Expiring(List<PipelineEntry> alive) =>
    [
        .. alive.Where(entry => entry.Status is RegistrationStatus.Approved && entry.ProtectedUntil > now && entry.ProtectedUntil <= now + Duration.FromDays(PipelineFigures.SoonDays))
            .OrderBy(entry => entry.ProtectedUntil),
    ];

    private static List<PartnerFigure> Partners(List<PipelineEntry> registered, List<PipelineEntry> decided, List<PipelineEntry> ended, List<PipelineEntry> alive) =>
    [
        .. new[] { registered, decided, ended, alive }.SelectMany(some => some).Select(entry => entry.Partner).Distinct()
            .Select(partner => new PartnerFigure(
                partner, registered.Count(entry => entry.Partner == partner),
                decided.Count(entry => entry.Partner == partner && entry.Decision!.Outcome is DecisionOutcome.Approve),
                decided.Count(entry => entry.Partner == partner && entry.Decision!.Outcome is DecisionOutcome.Reject),
                ended.Count(entry => entry.Partner == partner && entry.Status is RegistrationStatus.ClosedWon),
                ended.Count(entry => entry.Partner == partner && entry.Status is RegistrationStatus.ClosedLost),
                Sums(alive.Where(entry => entry.Partner == partner).DistinctBy(entry => entry.Sequence).Select(entry => entry.Value))))
            .OrderByDescending(figure => figure.Registered).ThenBy(figure => figure.Partner, StringComparer.Ordinal),
    ];

    private static List<Money> Sums(IEnumerable<Money> amounts) =>
        [.. amounts.GroupBy(money => money.Currency).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => group.Aggregate((sum, next) => sum + next))];

    /// <summary>The month of the last protected day.</summary>
    private LocalDate MonthOf(Instant until)
    {
        var lastDay = until.Minus(Duration.Epsilon).InZone(zone).Date;
        return new LocalDate(lastDay.Year, lastDay.Month, 1);
    }

    private static LocalDate MondayOf(LocalDate day) => day.PlusDays(1 - (int)day.DayOfWeek);
}
