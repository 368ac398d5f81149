using DealFlow.Workflow.Links;
using DealFlow.Workflow.Mails;
using NodaTime;

namespace DealFlow.Workflow.SignIn;

/// <summary>
/// Signing in by a mailed link: it is good for one use within some minutes. Whether an address is known is told to nobody but its owner.
/// </summary>
public sealed class SignInDesk(
    TokenSigner signer, SideDirectory directory, Sessions sessions, ISignInStore store, IMailComposer composer, IMailer mailer,
    DealFlowSettings settings, IRandomness randomness, IClock clock)
{
    private const int MostForAnAddress = 5;
    private const int MostForAClient = 50;

    private static readonly Duration Within = Duration.FromMinutes(15);

    /// <summary>How long a mailed link can be used.</summary>
    public static Duration LinkLives { get; } = Duration.FromMinutes(15);

    /// <summary>Mails a link where the address is known, and within bounds. The caller learns nothing.</summary>
    /// <param name="client">From where it is asked, such as a network address.</param>
    /// <param name="returnTo">The local path to lead to afterwards, or null.</param>
    public async Task AskAsync(string address, string client, string? returnTo, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var until = Instant.FromUnixTimeSeconds((now.ToUnixTimeSeconds() / (long)Within.TotalSeconds + 1) * (long)Within.TotalSeconds);
        var isWithin = await store.TryCountAsync($"client {SideDirectory.MarkOf(client)}", MostForAClient, until, cancellation)
            && await store.TryCountAsync($"address {SideDirectory.MarkOf(address)}", MostForAnAddress, until, cancellation);
        if (!isWithin || await directory.OfAddressAsync(address, cancellation) is not [var side, ..])
            return;
        var id = Convert.ToHexStringLower(randomness.Bytes(16));
        var token = new PersonToken(TokenPurpose.SignIn, id, side.Key, SideDirectory.MarkOf(side.Address), now + LinkLives).Sign(signer);
        var link = $"{settings.PublicBaseUrl}/signin?t={token}{(returnTo is null ? "" : "&to=" + Uri.EscapeDataString(returnTo))}";
        var content = await composer.ComposeAsync(new SignInMail(side.Language, link, (int)LinkLives.TotalMinutes));
        await mailer.SendAsync(new OutgoingMail($"signin/{id}", "DealFlow", side.Name, side.Address, null, content), cancellation);
    }

    /// <summary>The sides that a link opens; empty where it is unknown, used or expired. Looks only.</summary>
    public async Task<IReadOnlyList<Side>> OpenAsync(string? text, CancellationToken cancellation) =>
        PersonToken.Read(signer, text, TokenPurpose.SignIn, clock.GetCurrentInstant()) is { } token
        && !await store.IsUsedAsync(token.Id, cancellation)
        && await directory.FindAsync(token.Side, token.Mark, cancellation) is { } side
            ? await directory.OfAddressAsync(side.Address, cancellation)
            : [];

    /// <summary>Uses a link up and begins a session on one of its sides. Null: the link is no longer good, or the side is none of its person's.</summary>
    public async Task<string?> SignInAsync(string? text, string? sideKey, CancellationToken cancellation)
    {
        if (PersonToken.Read(signer, text, TokenPurpose.SignIn, clock.GetCurrentInstant()) is not { } token
            || (await OpenAsync(text, cancellation)).FirstOrDefault(side => side.Key == sideKey) is not { } side)
            return null;
        return await store.TryUseAsync(token.Id, token.ExpiresAt, cancellation) ? sessions.Begin(side) : null;
    }
}
