using DealFlow.Domain.Conflicts;
using DealFlow.Web.Pages.Inbox;

namespace DealFlow.Web.Pages;

/// <summary>The decision page: the matter at a glance, the ways to answer, what the conflict check found, and everything else.</summary>
/// <param name="Clock">When the answer is due.</param>
/// <param name="Conflict">Null where the matter is not the registration itself.</param>
public sealed record DecideView(
    PageReader Reader, string Title, SummaryPart Summary, IReadOnlyList<string> Lead, ClockText? Clock, IReadOnlyList<PageSection> Sections, ConflictPart? Conflict,
    DecideForm Form);

/// <summary>A matter at a glance.</summary>
/// <param name="Conflict">What the check found; null where that is not the matter.</param>
/// <param name="Consequences">What the answer costs and starts.</param>
public sealed record SummaryPart(
    string Customer, string Place, string Worth, string WorthLabel, string Products, string Partner, string Record, ToneText? Conflict,
    IReadOnlyList<PageFact> Consequences);

/// <summary>A sentence with a tone: <c>good</c> or <c>act</c>.</summary>
public sealed record ToneText(string Text, string Tone);

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

/// <summary>The ways to answer.</summary>
/// <param name="Token">The authority: whoever has it is the person that it was made for.</param>
/// <param name="Choices">In the order in which they are offered; the one that is taken already is open.</param>
/// <param name="Alert">Why nothing was decided yet.</param>
public sealed record DecideForm(string Token, IReadOnlyList<FormChoice> Choices, string? Alert)
{
    /// <summary>Where something is wrong, in the order of the page.</summary>
    public IReadOnlyList<FormField> Wrong => [.. Choices.Where(choice => choice.IsOpen).Select(choice => choice.Field).OfType<FormField>().Where(input => input.Error is not null)];
}

/// <summary>A way to answer. <paramref name="Value"/> is the word of the API.</summary>
/// <param name="Label">Of what opens it.</param>
/// <param name="Text">What it does.</param>
/// <param name="Confirm">Of the button that does it; null: it cannot be done, and the text says why.</param>
/// <param name="Field">What is to be written with it, or null.</param>
public sealed record FormChoice(string Value, string Label, string Text, string? Confirm, FormField? Field, bool IsOpen)
{
    /// <summary>Whether it says no.</summary>
    public bool IsRefusal => Value is "reject" or "refuse" or "dispute";
}

/// <summary>A text to be written, with suggestions that are sent in the partner's language.</summary>
/// <param name="Id">On the page.</param>
public sealed record FormField(string Id, string Name, string Label, string Hint, string Value, string? Error, IReadOnlyList<FormSuggestion> Suggestions)
{
    /// <summary>The ids of what describes it.</summary>
    public string DescribedBy => Error is null ? $"{Id}-hint" : $"{Id}-hint {Id}-error";
}

/// <summary>A sentence that is ready to be sent.</summary>
public sealed record FormSuggestion(string Value, string Label, bool IsChosen);

/// <summary>What was typed, and what is wrong with it by the name of the field.</summary>
internal sealed record TypedDecision(
    string? Choice, string? Reason, string? Question, IReadOnlyCollection<string> Picked, IReadOnlyDictionary<string, string> Errors, string? Alert)
{
    /// <summary>Nothing typed yet, perhaps with a choice from the mail.</summary>
    public static TypedDecision Choosing(string? choice) => new(choice, null, null, [], new Dictionary<string, string>(), null);
}
