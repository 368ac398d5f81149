using DealFlow.Domain.Registrations;

namespace DealFlow.Domain.Conflicts;

/// <summary>What the conflict check found, and what it means. Candidates are for the manufacturer's eyes only.</summary>
/// <param name="Verdict">The strongest verdict of all candidates.</param>
/// <param name="HeldBy">The live registration with the lowest sequence that holds this customer for certain, or null.</param>
/// <param name="Failed">The check could not be completed: a person decides.</param>
public sealed record ConflictReport(Verdict Verdict, IReadOnlyList<ConflictCandidate> Candidates, RegistrationId? HeldBy, bool Failed)
{
    /// <summary>A check that could not be completed.</summary>
    public static ConflictReport CouldNotCheck { get; } = new(Verdict.Possible, [], null, true);
}

/// <summary>One other registration or imported account that may be the same customer.</summary>
public sealed record ConflictCandidate
{
    /// <summary>A registration, or an imported account.</summary>
    public required CandidateKind Kind { get; init; }

    /// <summary>The registration's or the account's id.</summary>
    public required string Id { get; init; }

    /// <summary>The customer as it is written there.</summary>
    public required CustomerFacts Customer { get; init; }

    /// <summary>The partner that registered it, or the manufacturer's person that owns the account.</summary>
    public string? Owner { get; init; }

    /// <summary>The registration's status, or the account's kind (customer, pipeline).</summary>
    public required string State { get; init; }

    /// <summary>Whether it is a win within the program's look-back, so that its hold stays but a person may decide.</summary>
    public bool Won { get; init; }

    /// <summary>How the two compare.</summary>
    public required Match Match { get; init; }
}

/// <summary>Where a candidate comes from.</summary>
public enum CandidateKind
{
    /// <summary>Another partner's registration.</summary>
    Registration,

    /// <summary>An account that the manufacturer imported.</summary>
    Account,
}
