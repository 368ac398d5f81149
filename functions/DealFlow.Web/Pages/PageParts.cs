using DealFlow.Web.Reading;

namespace DealFlow.Web.Pages;

/// <summary>A labelled value on a page.</summary>
public sealed record PageFact(string Label, string Value);

/// <summary>Something that a person wrote, as it was written.</summary>
public sealed record PageQuote(string Label, string Text);

/// <summary>A link on a page of ours, or of a path below it.</summary>
public sealed record PageLink(string Text, string Address)
{
    /// <summary>A link to a field of the same page that says what is wrong there.</summary>
    public static PageLink ToField(string id, string label, string? error) => new($"{label}: {error}", "#" + id);
}

/// <summary>A part of a page under a heading of its own.</summary>
public sealed record PageSection(string Title, IReadOnlyList<PageFact> Facts, IReadOnlyList<PageQuote> Quotes);

/// <summary>A page that says something: what happened, and what to do next.</summary>
public sealed record MessageView(PageReader Reader, string Title, IReadOnlyList<string> Paragraphs)
{
    /// <summary>Whether it tells of something that did not go as wished.</summary>
    public bool IsAlert { get; init; }

    /// <summary>Facts below the text.</summary>
    public IReadOnlyList<PageFact> Facts { get; init; } = [];

    /// <summary>What people wrote, below the facts.</summary>
    public IReadOnlyList<PageQuote> Quotes { get; init; } = [];

    /// <summary>Where to go next.</summary>
    public PageLink? Next { get; init; }
}

/// <summary>What a host adds to the start page, such as what to try first.</summary>
public sealed record HomeNotice(string Title, IReadOnlyList<HomeNoticeLine> Lines);

/// <summary>A line of a notice; with an address it is a link.</summary>
public sealed record HomeNoticeLine(string Text, string? Address = null);

/// <summary>Collects facts and leaves out what is not known.</summary>
internal sealed class FactList(ReaderTexts texts)
{
    private readonly List<PageFact> _facts = [];

    public IReadOnlyList<PageFact> Facts => _facts;

    /// <summary>Adds a fact by the name of its label, unless it has no value.</summary>
    public FactList Add(string name, string? value) => AddAs(texts.Get("Fact_" + name), value);

    public FactList AddAs(string label, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
            _facts.Add(new PageFact(label, value));
        return this;
    }
}
