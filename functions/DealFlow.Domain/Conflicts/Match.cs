namespace DealFlow.Domain.Conflicts;

/// <summary>Whether two descriptions mean the same customer.</summary>
public enum Verdict
{
    /// <summary>Nothing says so.</summary>
    None,

    /// <summary>They may: a person has to look. A machine never rejects on it.</summary>
    Possible,

    /// <summary>They do: by an identifier, by the domain, or by almost the same name in the same town.</summary>
    Certain,
}

/// <summary>One thing that speaks for or against a match.</summary>
/// <param name="Rule">Stable name, such as <c>sameVatId</c> or <c>otherCity</c>: what is shown in another language is chosen by it.</param>
/// <param name="Text">English words for a salesperson.</param>
public sealed record MatchReason(string Rule, string Text)
{
    /// <summary>The words of the names that it speaks of, in their order in the text.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];
}

/// <summary>The comparison of two customers. It does not depend on which of them comes first.</summary>
/// <param name="Verdict">What is concluded.</param>
/// <param name="Score">From 0 to 1. It puts candidates of one verdict in order and is no probability; 0 only for <see cref="Verdict.None"/>.</param>
/// <param name="MatchedKeys">The keys both have, as stored, strong kinds first.</param>
/// <param name="Reasons">What agrees, then what differs; empty if the verdict is none.</param>
public sealed record Match(Verdict Verdict, double Score, IReadOnlyList<string> MatchedKeys, IReadOnlyList<MatchReason> Reasons);
