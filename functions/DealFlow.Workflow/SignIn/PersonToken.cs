using DealFlow.Workflow.Links;
using NodaTime;

namespace DealFlow.Workflow.SignIn;

/// <summary>A token that stands for a person on one side: a mailed link, a session, or a form of that session.</summary>
/// <param name="Id">Random, or that of the session that a form belongs to; by it the token is used up or ended.</param>
/// <param name="Side">The key of the side.</param>
/// <param name="Mark">The mark of the person's address.</param>
internal sealed record PersonToken(TokenPurpose Purpose, string Id, string Side, string Mark, Instant ExpiresAt)
{
    public string Sign(TokenSigner signer) => signer.Sign(new SignedToken(Purpose, $"{Id} {Side}", 0, Mark, ExpiresAt));

    /// <summary>Reads a token of this purpose that has not expired.</summary>
    public static PersonToken? Read(TokenSigner signer, string? text, TokenPurpose purpose, Instant now) =>
        signer.TryRead(text, out var token) && token.Purpose == purpose && token.ExpiresAt > now && token.Subject.Split(' ') is [var id, var side]
            ? new PersonToken(purpose, id, side, token.Person, token.ExpiresAt)
            : null;
}
