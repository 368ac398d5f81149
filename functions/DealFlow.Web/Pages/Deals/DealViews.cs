namespace DealFlow.Web.Pages.Deals;

/// <summary>The partner's registrations, newest first.</summary>
/// <param name="Filters">What the list is narrowed to.</param>
/// <param name="Waiting">Those that wait for an answer of the partner, before all others; on the first page of the whole list only.</param>
/// <param name="Next">The address of the next page, or null at the end.</param>
public sealed record DealListView(
    PageReader Reader, IReadOnlyList<FormInput> Filters, IReadOnlyList<DealCard> Waiting, IReadOnlyList<DealCard> Deals, string? Next);

/// <summary>A registration of the list.</summary>
/// <param name="Facts">Number, program and value in one line.</param>
/// <param name="Signal">The newest marketing signal of the customer, or null.</param>
public sealed record DealCard(
    string Address, string Customer, StandingPart Standing, string Facts, NextStep Next, ClockPart? Clock, IReadOnlyList<PageFact> Worth, string? Signal,
    PageLink? Collateral);

/// <summary>Where a deal stands, in a word and a tone: <c>good</c>, <c>act</c>, <c>wait</c> or <c>over</c>.</summary>
public sealed record StandingPart(string Word, string Tone);

/// <summary>What is expected next.</summary>
/// <param name="IsYours">Whether it is the partner's turn.</param>
public sealed record NextStep(string Text, bool IsYours, IReadOnlyList<PageLink> Actions);

/// <summary>A span of time that is running: the protection, or the time in which an answer is promised.</summary>
/// <param name="Percent">How much of it is over, from 0 to 100.</param>
/// <param name="IsShort">Whether little is left.</param>
public sealed record ClockPart(string Label, string Left, string Until, int Percent, bool IsShort);

/// <summary>A registration, with everything that its partner can do now.</summary>
/// <param name="Facts">Number, program and products in one line.</param>
/// <param name="Done">What has just been done, and what is known now.</param>
/// <param name="Alert">Why nothing was done.</param>
/// <param name="Known">What the conflict check found, and the place in line.</param>
/// <param name="Revision">What the forms were made for.</param>
public sealed record DealView(
    PageReader Reader, string Address, string Title, string Facts, StandingPart Standing, IReadOnlyList<string> Done, string? Alert, NextStep Next,
    IReadOnlyList<string> Known, IReadOnlyList<ClockPart> Clocks, IReadOnlyList<PageFact> Worth, IReadOnlyList<PageSection> Sections, PageLink? Collateral,
    IReadOnlyList<DealForm> Forms, int Revision, IReadOnlyList<DealEvent> Timeline)
{
    /// <summary>Marketing signals of the customer, newest first.</summary>
    public IReadOnlyList<SignalLine> Signals { get; init; } = [];

    /// <summary>News on the products, newest first.</summary>
    public IReadOnlyList<NewsEntry> News { get; init; } = [];

    /// <summary>The registrations that this one was split from or into.</summary>
    public IReadOnlyList<PageLink> Parts { get; init; } = [];

    /// <summary>What is wrong with what was typed, each with its field.</summary>
    public IReadOnlyList<PageLink> Wrong => [.. Forms.SelectMany(form => form.Fields).SelectMany(input => input.Problem)];
}

/// <summary>A form for one thing to do. <paramref name="Name"/> is that of the button.</summary>
public sealed record DealForm(string Name, string Title, string Text, string Button, bool IsOpen, IReadOnlyList<FormInput> Fields)
{
    /// <summary>What the form is an answer to, or null.</summary>
    public PageQuote? Quote { get; init; }
}

/// <summary>Something that happened.</summary>
public sealed record DealEvent(string At, string What);

/// <summary>What the customer was seen to do.</summary>
/// <param name="Address">http or https, or null.</param>
public sealed record SignalLine(string Day, string Kind, string Title, string? Address);

/// <summary>The form to register.</summary>
/// <param name="Key">Makes sending it twice one registration.</param>
/// <param name="Program">Of which the deal is where no product says so.</param>
/// <param name="Fields">By name.</param>
/// <param name="Products">The products as chips, a group for each program; none: there is no program to register in.</param>
/// <param name="Own">The partner's own registration that stands in the way.</param>
public sealed record RegisterView(
    PageReader Reader, string Key, string Program, IReadOnlyDictionary<string, FormInput> Fields, IReadOnlyList<FormInput> Products, string? Alert, PageLink? Own)
{
    /// <summary>What was found in a pasted text, or null.</summary>
    public string? Found { get; init; }

    /// <summary>What is wrong with what was typed, each with its field.</summary>
    public IReadOnlyList<PageLink> Wrong => [.. Products.Concat(Fields.Values).SelectMany(input => input.Problem)];

    /// <summary>Whether one of some fields has something in it, or is wrong.</summary>
    public bool IsUsed(params IEnumerable<string> names) => names.Select(name => Fields[name]).Any(input => input.Value.Length > 0 || input.Error is not null);
}
