using DealFlow.Workflow.SignIn;

namespace DealFlow.Web.Pages.SignIn;

/// <summary>The question for the mail address.</summary>
/// <param name="To">The page to go on to, or null.</param>
public sealed record SignInView(PageReader Reader, string Mail, string? Error, string? To);

/// <summary>What a mailed link offers: a button for each side.</summary>
public sealed record SignInLinkView(PageReader Reader, string Token, string? To, IReadOnlyList<Side> Sides);

/// <summary>The other sides of somebody who has signed in.</summary>
public sealed record SidesView(PageReader Reader, Visitor Visitor, IReadOnlyList<Side> Others, string? To);

/// <summary>A form that was not taken, with everything that was typed.</summary>
public sealed record ResendView(PageReader Reader, string Title, string Text, string Action, FormBody Form)
{
    /// <summary>Whether to offer signing in beside it.</summary>
    public bool SignIn { get; init; }

    /// <summary>What makes the form good when it is sent again; null: it cannot be.</summary>
    public string? FormToken { get; init; }

    /// <summary>What was typed, without the token of the form.</summary>
    public IReadOnlyList<(string Name, string Text)> Fields => [.. Form.All.Where(sent => sent.Name != Visitor.TokenField)];
}
