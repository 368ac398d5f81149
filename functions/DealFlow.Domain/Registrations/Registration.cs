using System.Collections.Immutable;
using DealFlow.Domain.Approval;
using DealFlow.Domain.Closing;
using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Incentives;
using DealFlow.Domain.Protection;
using NodaTime;

namespace DealFlow.Domain.Registrations;

/// <summary>
/// One registered deal, whole: what the partner wrote, where it stands, and everything that happened to it. Immutable; each change is a
/// new one, written by the store on condition that the revision is still the one that was read.
/// </summary>
public sealed record Registration
{
    /// <summary>The public id.</summary>
    public required RegistrationId Id { get; init; }

    /// <summary>The id of the program.</summary>
    public required string Program { get; init; }

    /// <summary>The version of the terms that this registration was made under and keeps.</summary>
    public required string ProgramVersion { get; init; }

    /// <summary>The id of the manufacturer.</summary>
    public required string Manufacturer { get; init; }

    /// <summary>The id of the partner.</summary>
    public required string Partner { get; init; }

    /// <summary>Where it stands.</summary>
    public RegistrationStatus Status { get; init; }

    /// <summary>Counts what happened, from 1: every change that can be seen has its line on the timeline.</summary>
    public int Revision => Timeline.Count;

    /// <summary>The order of acceptance; a lower one wins a conflict. Given by the store.</summary>
    public long Sequence { get; init; }

    /// <summary>When the server accepted it.</summary>
    public required Instant ReceivedAt { get; init; }

    /// <summary>When its turn came: the receipt, or for one that waited the moment it moved up.</summary>
    public required Instant TurnAt { get; init; }

    /// <summary>What the partner wrote. Never edited by anybody else.</summary>
    public required Lead Lead { get; init; }

    /// <summary>The registration that this one was split from.</summary>
    public RegistrationId? SplitFrom { get; init; }

    /// <summary>The registrations that were split from this one.</summary>
    public ImmutableList<RegistrationId> SplitInto { get; init; } = [];

    /// <summary>What the conflict check found; null before the first check.</summary>
    public ConflictReport? Conflict { get; init; }

    /// <summary>What an approver is asked now, or was asked last.</summary>
    public Ask? Ask { get; init; }

    /// <summary>The question to the partner that is open, or was last.</summary>
    public Question? Question { get; init; }

    /// <summary>The decision.</summary>
    public Decision? Decision { get; init; }

    /// <summary>The incentives as they were promised at the approval.</summary>
    public ImmutableList<Incentive> Incentives { get; init; } = [];

    /// <summary>The partner's tier at the approval; null before it.</summary>
    public string? Tier { get; init; }

    /// <summary>How long the deal is protected; null before the approval.</summary>
    public ProtectionWindow? Protection { get; init; }

    /// <summary>The follow-ups and notices that are done.</summary>
    public FollowUpState FollowUp { get; init; } = FollowUpState.None;

    /// <summary>The extension that is pending, or was last.</summary>
    public Extension? Extension { get; init; }

    /// <summary>How many extensions were granted.</summary>
    public int ExtensionsGranted { get; init; }

    /// <summary>The win or loss.</summary>
    public DealClosing? Closing { get; init; }

    /// <summary>When the partner's membership ended, once this registration has taken note of it; null while it lasts.</summary>
    public Instant? PartnerEndedAt { get; init; }

    /// <summary>When it ended, in whatever way.</summary>
    public Instant? ClosedAt { get; init; }

    /// <summary>When the contact's data and what people wrote were erased last; null: never.</summary>
    public Instant? ContactErasedAt { get; init; }

    /// <summary>What is still to be done in the world because of what was decided, in order.</summary>
    public ImmutableList<Effect> Owed { get; init; } = [];

    /// <summary>How many effects there have been: the ordinal of the next is one more.</summary>
    public int EffectCount { get; init; }

    /// <summary>How many events finance has been owed; part of the events' ids.</summary>
    public int EventCount { get; init; }

    /// <summary>When it had to wait because its store could not be reached, the first time first.</summary>
    public ImmutableList<Outage> Outages { get; init; } = [];

    /// <summary>The audit log.</summary>
    public ImmutableList<TimelineEntry> Timeline { get; init; } = [];

    /// <summary>Whether it has come to one of its ends.</summary>
    public bool HasEnded => Status.IsTerminal();
}

/// <summary>Where a registration stands.</summary>
public enum RegistrationStatus
{
    /// <summary>Accepted, not yet checked.</summary>
    Received,

    /// <summary>An approver is asked.</summary>
    PendingDecision,

    /// <summary>The partner is asked; the decision clock stands still.</summary>
    NeedsInformation,

    /// <summary>Waits behind the registration that holds the customer.</summary>
    Queued,

    /// <summary>Approved and protected, grace included.</summary>
    Approved,

    /// <summary>The partner reports a win; the manufacturer is asked to confirm it.</summary>
    WonReported,

    /// <summary>Turned down.</summary>
    Rejected,

    /// <summary>A question was not answered in time.</summary>
    Incomplete,

    /// <summary>Taken back by the partner.</summary>
    Withdrawn,

    /// <summary>Won and confirmed.</summary>
    ClosedWon,

    /// <summary>Lost.</summary>
    ClosedLost,

    /// <summary>Not closed by the end of protection and grace.</summary>
    Expired,

    /// <summary>Taken back by the manufacturer.</summary>
    Revoked,
}

/// <summary>Facts about statuses.</summary>
public static class RegistrationStatuses
{
    /// <summary>Whether nothing leads out of this status.</summary>
    public static bool IsTerminal(this RegistrationStatus status) => status >= RegistrationStatus.Rejected;

    /// <summary>Whether it is still to be decided.</summary>
    public static bool IsUndecided(this RegistrationStatus status) => status <= RegistrationStatus.Queued;
}
