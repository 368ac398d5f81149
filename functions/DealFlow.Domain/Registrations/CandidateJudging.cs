using DealFlow.Domain.Conflicts;
using NodaTime;

namespace DealFlow.Domain.Registrations;

/// <summary>A registration takes note of what the manufacturer's people say of a candidate that its conflict check has found.</summary>
public static class CandidateJudging
{
    /// <summary>The partner may read this line, so it says neither which candidate nor what was said.</summary>
    /// <param name="report">What the check finds now; null: it stands as it is, as it does once the registration is decided.</param>
    /// <param name="what"><see cref="Happening.AliasConfirmed"/> or <see cref="Happening.AliasUndone"/>.</param>
    public static Outcome TakeNote(Registration deal, ConflictReport? report, string what, Actor by, Instant now) =>
        (deal.Status is RegistrationStatus.PendingDecision or RegistrationStatus.NeedsInformation && report is not null ? deal with { Conflict = report } : deal)
        .Note(now, by, what, what == Happening.AliasUndone
            ? "What a person had said of the conflict check was taken back."
            : "A person has looked at what the conflict check found.");
}
