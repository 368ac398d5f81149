namespace DealFlow.Web.Pages;

/// <summary>The start page.</summary>
/// <param name="Schemas">The names of the events' schemas.</param>
/// <param name="Notice">What the host adds.</param>
public sealed record HomeView(PageReader Reader, IReadOnlyList<string> Schemas, HomeNotice? Notice);

/// <summary>The explanation of every error.</summary>
public sealed record ProblemsView(PageReader Reader)
{
    /// <summary>Each kind with its status, as the types of problem details name them.</summary>
    public static IReadOnlyList<(string Kind, int Status)> Kinds { get; } =
    [
        ("unreadable", 400), ("key", 401), ("role", 403), ("origin", 403), ("not-found", 404), ("method", 405), ("state", 409), ("gone", 410), ("changed", 412), ("size", 413),
        ("values", 422), ("rate", 429), ("failure", 500), ("unavailable", 503),
    ];
}
