using DealFlow.Workflow.Links;
using NodaTime;

namespace DealFlow.Workflow.SignIn;

/// <summary>
/// Sessions of people who have signed in. A session is a signed token; each request looks anew whether the person still belongs to the side, so
/// that somebody who is removed is out at once.
/// </summary>
public sealed class Sessions(TokenSigner signer, SideDirectory directory, ISignInStore store, IRandomness randomness, IClock clock)
{
    /// <summary>How long a session lasts; it is not prolonged.</summary>
    public static Duration Lives { get; } = Duration.FromHours(12);

    /// <summary>The session of a token, or null where it has expired, was ended, or the person no longer belongs there.</summary>
    public async Task<Session?> FindAsync(string? text, CancellationToken cancellation) =>
        PersonToken.Read(signer, text, TokenPurpose.Session, clock.GetCurrentInstant()) is { } token
        && !await store.IsUsedAsync(token.Id, cancellation)
        && await directory.FindAsync(token.Side, token.Mark, cancellation) is { } side
            ? new Session(token.Id, side, token.ExpiresAt)
            : null;

    /// <summary>Begins a session, and gives its token.</summary>
    public string Begin(Side side)
    {
        var expires = clock.GetCurrentInstant() + Lives;
        return new PersonToken(TokenPurpose.Session, NewId(), side.Key, SideDirectory.MarkOf(side.Address), expires).Sign(signer);
    }

    /// <summary>Goes on as the same person on another side: the session ends and another one begins, that lasts no longer. Null: the side is none of the person's.</summary>
    public async Task<string?> SwitchAsync(Session session, string sideKey, CancellationToken cancellation)
    {
        var mark = SideDirectory.MarkOf(session.Side.Address);
        if (await directory.FindAsync(sideKey, mark, cancellation) is not { } side)
            return null;
        await EndAsync(session, cancellation);
        return new PersonToken(TokenPurpose.Session, NewId(), side.Key, mark, session.ExpiresAt).Sign(signer);
    }

    /// <summary>Ends a session: its token is good for nothing from now on.</summary>
    public Task EndAsync(Session session, CancellationToken cancellation) => store.TryUseAsync(session.Id, session.ExpiresAt, cancellation);

    /// <summary>What the forms of a session carry, so that no other site can post them.</summary>
    public string FormToken(Session session) => new PersonToken(
        TokenPurpose.Csrf, session.Id, session.Side.Key, SideDirectory.MarkOf(session.Side.Address), session.ExpiresAt).Sign(signer);

    /// <summary>Whether a form is this session's, an earlier one's of the same person, or neither.</summary>
    public FormOrigin OriginOf(Session session, string? formToken)
    {
        // One of an earlier session has expired by its own time; it is told from a forged one all the same.
        if (PersonToken.Read(signer, formToken, TokenPurpose.Csrf, Instant.MinValue) is not { } token
            || token.Side != session.Side.Key || token.Mark != SideDirectory.MarkOf(session.Side.Address))
            return FormOrigin.Foreign;
        return token.Id == session.Id ? FormOrigin.ThisSession : FormOrigin.EarlierSession;
    }

    private string NewId() => Convert.ToHexStringLower(randomness.Bytes(16));
}

/// <summary>A person who has signed in, on one side.</summary>
public sealed record Session(string Id, Side Side, Instant ExpiresAt)
{
    /// <summary>The partner's id, where the person acts for one.</summary>
    public string? Partner => (Side as PartnerSide)?.Partner;

    /// <summary>The manufacturer's id, where the person acts for one.</summary>
    public string? Manufacturer => (Side as ManufacturerSide)?.Manufacturer.Id;
}

/// <summary>Where a posted form comes from.</summary>
public enum FormOrigin
{
    /// <summary>A page of this session.</summary>
    ThisSession,

    /// <summary>A page of the same person and side, before it signed in anew.</summary>
    EarlierSession,

    /// <summary>Nowhere that is known.</summary>
    Foreign,
}
