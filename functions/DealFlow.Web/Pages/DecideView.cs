using DealFlow.Domain.Conflicts;

namespace DealFlow.Web.Pages;

/// <summary>The decision page: the matter, what the conflict check found, and the form.</summary>
/// <param name="Conflict">Null where the matter is not the registration itself.</param>
public sealed record DecideView(
    PageReader Reader, string Title, IReadOnlyList<string> Lead, IReadOnlyList<PageSection> Sections, ConflictPart? Conflict, DecideForm Form);

/// <summary>The conflict report explained.</summary>
public sealed record ConflictPart(IReadOnlyList<string> Sentences, IReadOnlyList<CandidatePart> Candidates)
{
    /// <summary>What people have said of this customer and others.</summary>
    public IReadOnlyList<AliasPart> Said { get; init; } = [];
}

/// <summary>What was said of two customers, and can be taken back.</summary>
public sealed record AliasPart(string Id, string Sentence);

/// <summary>A candidate beside the registration.</summary>
/// <param name="Origin">What it is, whose, and where it stands.</param>
/// <param name="Reasons">What agrees, then what differs.</param>
public sealed record CandidatePart(string Title, string Origin, string Match, IReadOnlyList<string> Reasons, IReadOnlyList<ComparedFact> Rows)
{
    /// <summary>Which candidate it is.</summary>
    public required (CandidateKind Kind, string Id) Key { get; init; }
}

/// <summary>One detail of both; null where it was not given.</summary>
public sealed record ComparedFact(string Label, string? This, string? Other);

/// <summary>The form of the decision page.</summary>
/// <param name="Token">The authority: whoever has it is the person that it was made for.</param>
/// <param name="Fields">The one that is needed first comes first.</param>
/// <param name="Choices">The one that is taken already comes first.</param>
/// <param name="Alert">Why nothing was decided yet.</param>
public sealed record DecideForm(string Token, IReadOnlyList<FormField> Fields, IReadOnlyList<FormChoice> Choices, string? Alert);

/// <summary>A text to be written.</summary>
public sealed record FormField(string Name, string Label, string Hint, string Value, string? Error);

/// <summary>A button. <paramref name="Value"/> is the word of the API.</summary>
public sealed record FormChoice(string Value, string Label);

/// <summary>What was typed, and what is wrong with it by the name of the field.</summary>
internal sealed record TypedDecision(string? Choice, string? Reason, string? Question, IReadOnlyDictionary<string, string> Errors, string? Alert)
{
    /// <summary>Nothing typed yet, perhaps with a choice from the mail.</summary>
    public static TypedDecision Choosing(string? choice) => new(choice, null, null, new Dictionary<string, string>(), null);
}
