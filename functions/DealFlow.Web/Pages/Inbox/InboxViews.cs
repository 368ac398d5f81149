using DealFlow.Web.Pages.Deals;

namespace DealFlow.Web.Pages.Inbox;

/// <summary>The registrations of a manufacturer: what waits for an answer, then all of them.</summary>
/// <param name="Waiting">The most urgent first.</param>
/// <param name="Lead">How much waits, and for whom.</param>
/// <param name="Next">The address of the next page of the others, or null at the end.</param>
public sealed record InboxView(
    PageReader Reader, string Lead, IReadOnlyList<FormInput> Filters, IReadOnlyList<InboxRow> Waiting, IReadOnlyList<InboxRow> Deals, string? Next)
{
    /// <summary>Where more of what waits is shown, or null.</summary>
    public PageLink? MoreWaiting { get; init; }

    /// <summary>Whether the reader may invite partners.</summary>
    public bool MayInvite { get; init; }

    /// <summary>Where everything is shown again, where something is filtered.</summary>
    public string? Clear { get; init; }
}

/// <summary>A registration of the list.</summary>
/// <param name="Clock">The time that matters next, in words.</param>
public sealed record InboxRow(string Address, string Customer, string Id, PageLink Partner, string State, string Value, ClockText? Clock)
{
    /// <summary>What is asked, where it waits for an answer of the manufacturer.</summary>
    public string? Asked { get; init; }

    /// <summary>Whether the reader is one of those who are asked.</summary>
    public bool ForYou { get; init; }
}

/// <summary>A time that something is due at.</summary>
/// <param name="Left">How much of it is left, or how long it is over; null where that says nothing.</param>
public sealed record ClockText(string Due, string? Left, bool IsOver);

/// <summary>A registration, with all that the manufacturer knows of it and what the reader may do now.</summary>
/// <param name="Done">What has just been done, and what happens next.</param>
/// <param name="Alert">Why nothing was done.</param>
/// <param name="Clock">When the answer is due, where one is asked for.</param>
/// <param name="Decisions">The forms of what the reader is asked.</param>
/// <param name="Acts">The forms of what the reader may do for the manufacturer.</param>
public sealed record InboxDealView(
    PageReader Reader, string Address, string Title, IReadOnlyList<string> Done, string? Alert, IReadOnlyList<string> Lead, ClockText? Clock,
    PageLink Partner, IReadOnlyList<DealForm> Decisions, ConflictPart? Conflict, IReadOnlyList<PageSection> Sections, IReadOnlyList<DealForm> Acts)
{
    /// <summary>The matter at a glance, for one who is asked; null for anybody else.</summary>
    public SummaryPart? Summary { get; init; }

    /// <summary>Whether the reader may say which candidates are the same customer.</summary>
    public bool MayAct { get; init; }

    /// <summary>The fields in which something is wrong.</summary>
    public IReadOnlyList<FormInput> Wrong => [.. Decisions.Concat(Acts).SelectMany(form => form.Fields).Where(input => input.Error is not null)];

    /// <summary>What the forms were made for.</summary>
    public required string Revision { get; init; }

    /// <summary>The asking that the decisions answer.</summary>
    public required string Round { get; init; }

    /// <summary>All that happened, oldest first.</summary>
    public required IReadOnlyList<TimelineLine> Timeline { get; init; }
}

/// <summary>Something that happened. <paramref name="Text"/>: what somebody wrote with it.</summary>
public sealed record TimelineLine(string At, string What, string Who, string? Text);

/// <summary>A partner that is to be invited.</summary>
public sealed record InvitingView(PageReader Reader, DealForm Form, string? Alert)
{
    /// <summary>The fields in which something is wrong.</summary>
    public IReadOnlyList<FormInput> Wrong => [.. Form.Fields.Where(input => input.Error is not null)];
}

/// <summary>A membership with the partner's record and deals.</summary>
/// <param name="Form">Null where the reader only looks on.</param>
/// <param name="End">Null where there is nothing to end, or the reader only looks on.</param>
public sealed record MembershipPageView(
    PageReader Reader, string Address, string Title, string? Done, string? Alert, IReadOnlyList<string> Lead, IReadOnlyList<PageFact> Facts,
    IReadOnlyList<PageFact> Record, IReadOnlyList<InboxRow> Deals, string? Next, DealForm? Form, DealForm? End, string Revision)
{
    /// <summary>The fields in which something is wrong.</summary>
    public IReadOnlyList<FormInput> Wrong => [.. new[] { Form, End }.OfType<DealForm>().SelectMany(form => form.Fields).Where(input => input.Error is not null)];
}
