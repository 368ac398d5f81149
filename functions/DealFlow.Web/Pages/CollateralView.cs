namespace DealFlow.Web.Pages;

/// <summary>The files for a deal, and the news.</summary>
public sealed record CollateralView(PageReader Reader, string Title, string Lead, IReadOnlyList<CollateralLink> Files)
{
    /// <summary>Newest first.</summary>
    public IReadOnlyList<NewsEntry> News { get; init; } = [];
}

/// <summary>A short text on a product.</summary>
/// <param name="Language">Two letters, of title and text.</param>
/// <param name="Date">As <c>yyyy-MM-dd</c>; <paramref name="Day"/> is the same for the reader.</param>
public sealed record NewsEntry(string Title, string Text, string Language, string Date, string Day, string Product);

/// <summary>A file behind a link that makes the short-lived one at the click.</summary>
/// <param name="Language">Two letters, of the title too.</param>
public sealed record CollateralLink(string Title, string Address, string Language, string LanguageName, string Type, string Size);
