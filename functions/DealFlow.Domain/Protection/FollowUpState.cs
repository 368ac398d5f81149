using NodaTime;

namespace DealFlow.Domain.Protection;

/// <summary>What was already done while protected.</summary>
/// <param name="Done">The number of the last follow-up.</param>
/// <param name="LastNotice">The days of the last expiry notice that was sent, or that an extension came too late for; null: none yet.</param>
/// <param name="GraceTold">Whether the partner was told that the grace has begun.</param>
/// <param name="Progress">What the partner reported last.</param>
public sealed record FollowUpState(int Done, int? LastNotice, bool GraceTold, ProgressReport? Progress)
{
    /// <summary>Nothing yet.</summary>
    public static FollowUpState None { get; } = new(0, null, false, null);
}

/// <summary>How the deal is going, in the partner's words.</summary>
public sealed record ProgressReport(Instant At, string Note, LocalDate? ExpectedCloseOn, bool HelpWanted);

/// <summary>A request for more time.</summary>
/// <param name="LapsesAt">While it is pending protection goes on, until this instant at the most; then it counts as refused.</param>
/// <param name="Outcome">Null while it is pending.</param>
public sealed record Extension(Instant RequestedAt, string? Reason, Instant LapsesAt, Instant? DecidedAt = null, ExtensionOutcome? Outcome = null)
{
    /// <summary>Why it was refused.</summary>
    public string? Answer { get; init; }

    /// <summary>Whether it waits for an answer.</summary>
    public bool IsPending => Outcome is null;
}

/// <summary>Granted or not.</summary>
public enum ExtensionOutcome
{
    /// <summary>Protection ends later.</summary>
    Granted,

    /// <summary>Protection ends as it would have.</summary>
    Refused,
}
