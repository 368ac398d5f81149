using DealFlow.Workflow.SignIn;

namespace DealFlow.Web.Pages;

/// <summary>A person who has signed in.</summary>
/// <param name="FormToken">What every form of the session carries.</param>
public sealed record Visitor(Session Session, string FormToken)
{
    /// <summary>The path of the page that the person looks at.</summary>
    public string Path { get; init; } = "";

    /// <summary>The field of a form that carries the token.</summary>
    public const string TokenField = "csrf";

    /// <summary>Where the person begins.</summary>
    public string Home => HomeOf(Session.Side);

    /// <summary>The pages of the person's side.</summary>
    public IReadOnlyList<string> Pages => Session.Side is PartnerSide ? ["/deals", "/register", "/keys"] : ["/inbox", "/inbox/figures"];

    /// <summary>Where a person of a side begins.</summary>
    public static string HomeOf(Side side) => side is PartnerSide ? "/deals" : "/inbox";
}
