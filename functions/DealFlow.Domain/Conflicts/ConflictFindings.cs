using DealFlow.Domain.Registrations;

namespace DealFlow.Domain.Conflicts;

/// <summary>Everything that a conflict check found, before it is known which lines go together.</summary>
public sealed record ConflictFindings(IReadOnlyList<ConflictFinding> All)
{
    private const int MostCandidates = 20;

    /// <summary>The live registration that holds the customer in this scope, or null.</summary>
    public RegistrationId? HolderOf(string scope) => On([scope]).HeldBy;

    /// <summary>The report for a registration that holds these scopes: what concerns them, the strongest first.</summary>
    public ConflictReport On(IReadOnlyCollection<string> scopes)
    {
        var found = All
            .Where(finding => finding.Scopes is null || finding.Scopes.Any(scopes.Contains))
            .OrderByDescending(finding => finding.Candidate.Match.Verdict).ThenByDescending(finding => finding.Candidate.Match.Score)
            .ThenBy(finding => finding.Candidate.Id, StringComparer.Ordinal)
            .ToList();
        var holder = found.Where(finding => finding.HoldsSince is not null).MinBy(finding => finding.HoldsSince);
        return new ConflictReport(
            found.Count == 0 ? Verdict.None : found[0].Candidate.Match.Verdict,
            [.. found.Take(MostCandidates).Select(finding => finding.Candidate)],
            holder is null ? null : RegistrationId.Parse(holder.Candidate.Id), false);
    }
}

/// <summary>One candidate of a check.</summary>
/// <param name="Scopes">What it holds, as <see cref="Programs.DealProgram.ScopesOf"/> says; null for an account, which concerns every line.</param>
/// <param name="HoldsSince">The sequence of a live registration that is the same customer for certain and goes first; null for any other.</param>
public sealed record ConflictFinding(ConflictCandidate Candidate, IReadOnlyList<string>? Scopes, long? HoldsSince);
