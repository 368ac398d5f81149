using DealFlow.Workflow.Links;
using NodaTime;

namespace DealFlow.Local.Instances;

/// <summary>
/// What a form that acts on an instance carries: signed, for one action on one instance, for an hour. Nobody signs in at the local pages, but a page of
/// somebody else can neither guess nor read it.
/// </summary>
internal sealed class InstanceTokens(TokenSigner signer, IClock clock)
{
    /// <summary>The field of the form.</summary>
    public const string Field = "csrf";

    private static readonly Duration GoodFor = Duration.FromHours(1);

    public string Of(string id, InstanceAction action) =>
        signer.Sign(new SignedToken(TokenPurpose.Csrf, SubjectOf(id, action), 0, "", clock.GetCurrentInstant() + GoodFor));

    public bool IsGood(string? token, string id, InstanceAction action) =>
        signer.TryRead(token, out var read) && read.Purpose is TokenPurpose.Csrf && read.Subject == SubjectOf(id, action)
        && read.ExpiresAt >= clock.GetCurrentInstant();

    private static string SubjectOf(string id, InstanceAction action) => $"instances/{action.Name}/{Uri.EscapeDataString(id)}";
}
