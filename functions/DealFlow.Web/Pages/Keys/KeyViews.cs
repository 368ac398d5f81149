using DealFlow.Web.Pages.Deals;

namespace DealFlow.Web.Pages.Keys;

/// <summary>The keys of a partner that lie within the reach of the one who looks.</summary>
/// <param name="Label">The field for the name of a new key.</param>
/// <param name="Good">Those that open doors, the newest first.</param>
/// <param name="Revoked">The last ones that do no more.</param>
public sealed record KeysView(PageReader Reader, FormInput Label, IReadOnlyList<KeyRow> Good, IReadOnlyList<KeyRow> Revoked)
{
    /// <summary>A key that was made just now; it is never shown again.</summary>
    public NewKey? Made { get; init; }

    /// <summary>What has just been done.</summary>
    public string? Done { get; init; }

    /// <summary>Why nothing was done.</summary>
    public string? Alert { get; init; }
}

/// <summary>A key itself, with its name.</summary>
public sealed record NewKey(string Key, string Label);

/// <summary>What is known of a key.</summary>
/// <param name="LastUse">When it was used last, in words.</param>
/// <param name="Reaches">The manufacturers by name.</param>
public sealed record KeyRow(string Id, string Label, string CreatedAt, string MadeBy, string LastUse, string Reaches, string? RevokedAt);
