namespace DealFlow.Web.Pages.Deals;

/// <summary>A field of a form, with what was typed and what is wrong with it.</summary>
/// <param name="Form">Tells the fields of several forms of a page apart.</param>
public sealed record FormInput(string Form, string Name, InputKind Kind, string Label)
{
    /// <summary>What is in it.</summary>
    public string Value { get; init; } = "";

    /// <summary>What to write, below the label.</summary>
    public string? Hint { get; init; }

    /// <summary>What is wrong, in the reader's language.</summary>
    public string? Error { get; init; }

    /// <summary>The most characters.</summary>
    public int Longest { get; init; } = 200;

    /// <summary>Whether it cannot be left out.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The type of a line, as HTML names it.</summary>
    public string Type { get; init; } = "text";

    /// <summary>What may be written, to choose from; anything else may be, too.</summary>
    public IReadOnlyList<string> Suggestions { get; init; } = [];

    /// <summary>The keyboard that a phone shows, where its usual one is not the best.</summary>
    public string? Keyboard => Name.Contains("mount", StringComparison.Ordinal) || Name.StartsWith("line.", StringComparison.Ordinal) ? "decimal" : null;

    /// <summary>What can be chosen or ticked.</summary>
    public IReadOnlyList<InputChoice> Choices { get; init; } = [];

    /// <summary>What is wrong, with a link to the field; none where nothing is.</summary>
    public IReadOnlyList<PageLink> Problem => Error is null ? [] : [PageLink.ToField(Id, Label, Error)];

    /// <summary>Its id on the page.</summary>
    public string Id => $"{Form}-{Name}".Replace('.', '-');

    /// <summary>The ids of what describes it, or null.</summary>
    public string? DescribedBy =>
        (Hint, Error) is (null, null) ? null : string.Join(' ', new[] { Hint is null ? null : Id + "-hint", Error is null ? null : Id + "-error" }.OfType<string>());
}

/// <summary>One of several values.</summary>
public sealed record InputChoice(string Value, string Label, bool IsChosen);

/// <summary>How a field is filled in.</summary>
public enum InputKind
{
    /// <summary>One line.</summary>
    Line,

    /// <summary>Several lines.</summary>
    Paragraph,

    /// <summary>A day.</summary>
    Day,

    /// <summary>One of some values.</summary>
    Choice,

    /// <summary>Any of some values.</summary>
    Ticks,

    /// <summary>One of a few values, all in view.</summary>
    Options,
}
