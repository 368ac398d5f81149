using DealFlow.Domain.Amounts;
using NodaTime;

namespace DealFlow.Workflow.Pipeline;

/// <summary>What a manufacturer's pipeline has done since a day, and what it holds now. Parts of one registration are registered, and valued, once.</summary>
/// <param name="Since">The first day of the time that is told of: a Monday.</param>
/// <param name="Weeks">Each week since, the current one too.</param>
/// <param name="OutcomesOfApproved">What was approved and has ended since.</param>
/// <param name="Protected">The value that is protected now, by the month in which protection ends.</param>
/// <param name="Expiring">Approved deals whose protection ends within <see cref="SoonDays"/>, the first to end first.</param>
/// <param name="Partners">By what they have registered, the most first.</param>
public sealed record PipelineFigures(
    LocalDate Since, IReadOnlyList<WeekFigure> Weeks, DecisionFigures Decisions, OutcomeFigures OutcomesOfApproved, IReadOnlyList<MonthFigure> Protected,
    IReadOnlyList<PipelineEntry> Expiring, IReadOnlyList<PartnerFigure> Partners)
{
    /// <summary>How many days ahead an end of protection is soon.</summary>
    public const int SoonDays = 30;
}

/// <summary>A week, by its Monday.</summary>
public sealed record WeekFigure(LocalDate Monday, int Registered);

/// <summary>The decisions since.</summary>
/// <param name="Approved">By persons and by rules.</param>
/// <param name="ByRule">Of both, those that a rule has made.</param>
/// <param name="Undecided">What waits for a decision now.</param>
/// <param name="Times">How long persons have taken: business days, each against the promise of its program.</param>
public sealed record DecisionFigures(int Approved, int Rejected, int ByRule, int Undecided, IReadOnlyList<TimeFigure> Times)
{
    /// <summary>Decisions of persons in the promised time.</summary>
    public int InTime => Times.Sum(time => time.InTime);

    /// <summary>Decisions of persons after it.</summary>
    public int Late => Times.Sum(time => time.Late);
}

/// <summary>Decisions that took more than the one before and at most so many business days; the last, null, has no upper bound.</summary>
public sealed record TimeFigure(int? Days, int InTime, int Late);

/// <summary>How approved deals have ended.</summary>
/// <param name="WonNet">By currency.</param>
/// <param name="Lost">By reason, the most frequent first.</param>
/// <param name="Withdrawn">Given up by the partner after the approval.</param>
public sealed record OutcomeFigures(int Won, IReadOnlyList<Money> WonNet, IReadOnlyList<(string Reason, int Count)> Lost, int Expired, int Revoked, int Withdrawn);

/// <summary>What protection ends in a month, by currency.</summary>
public sealed record MonthFigure(LocalDate Month, string Currency, int Deals, Money Value);

/// <summary>One partner: what it has registered and what has become of it since, and what is protected for it now.</summary>
public sealed record PartnerFigure(string Partner, int Registered, int Approved, int Rejected, int Won, int Lost, IReadOnlyList<Money> Protected);
