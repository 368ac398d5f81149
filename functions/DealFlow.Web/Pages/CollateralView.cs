namespace DealFlow.Web.Pages;

/// <summary>The files for a deal.</summary>
public sealed record CollateralView(PageReader Reader, string Title, string Lead, IReadOnlyList<CollateralLink> Files);

/// <summary>A file behind a link that makes the short-lived one at the click.</summary>
/// <param name="Language">Two letters, of the title too.</param>
public sealed record CollateralLink(string Title, string Address, string Language, string LanguageName, string Type, string Size);
