namespace DealFlow.Web.Pages.Deals;

/// <summary>The partner's registrations, newest first.</summary>
/// <param name="Filters">What the list is narrowed to.</param>
/// <param name="Next">The address of the next page, or null at the end.</param>
public sealed record DealListView(PageReader Reader, IReadOnlyList<FormInput> Filters, IReadOnlyList<DealRow> Deals, string? Next);

/// <summary>A registration of the list.</summary>
public sealed record DealRow(string Address, string Customer, string Id, string State, string? Deadline, string Value, string Program);

/// <summary>A registration, with everything that its partner can do now.</summary>
/// <param name="Done">What has just been done.</param>
/// <param name="Alert">Why nothing was done.</param>
/// <param name="Revision">What the forms were made for.</param>
public sealed record DealView(
    PageReader Reader, string Address, string Title, string? Done, string? Alert, IReadOnlyList<string> Lead, IReadOnlyList<PageSection> Sections,
    PageLink? Collateral, IReadOnlyList<DealForm> Forms, int Revision, IReadOnlyList<DealEvent> Timeline);

/// <summary>A form for one thing to do. <paramref name="Name"/> is that of the button.</summary>
public sealed record DealForm(string Name, string Title, string Text, string Button, bool IsOpen, IReadOnlyList<FormInput> Fields);

/// <summary>Something that happened.</summary>
public sealed record DealEvent(string At, string What);

/// <summary>The form to register.</summary>
/// <param name="Key">Makes sending it twice one registration.</param>
/// <param name="Own">The partner's own registration that stands in the way.</param>
public sealed record RegisterView(PageReader Reader, string Key, string? Alert, PageLink? Own, IReadOnlyList<FormPart> Parts);

/// <summary>Fields under a heading.</summary>
public sealed record FormPart(string Title, IReadOnlyList<FormInput> Fields);
