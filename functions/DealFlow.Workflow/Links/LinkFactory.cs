using DealFlow.Domain.Approval;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Mails;
using NodaTime;
using NodaTime.Text;

namespace DealFlow.Workflow.Links;

/// <summary>The links in mails. Each can be made again from the registration, letter for letter.</summary>
public sealed class LinkFactory(DealFlowSettings settings, TokenSigner signer)
{
    // A decision, a new round or the person's leaving ends it long before; but it must outlive every reminder that repeats it.
    private static readonly Duration DecideLives = Duration.FromDays(1100);
    private static readonly Duration ReceiptLives = Duration.FromDays(3660);
    private static readonly Duration CollateralLives = Duration.FromDays(1100);

    /// <summary>The addresses that a mail on this deal may offer its reader. <paramref name="person"/>: the manufacturer's, or null.</summary>
    public DealLinks For(Registration deal, string? person) => new(
        person is not null && deal.Ask is { IsOpen: true } ask ? Address("/decide", DecideToken(deal, ask, person)) : null,
        deal.Decision is { Outcome: DecisionOutcome.Approve } && person is null ? Address("/collateral", CollateralToken(deal)) : null,
        person is null ? Address("/receipt", ReceiptToken(deal)) : null,
        $"{settings.PublicBaseUrl}/{(person is null ? "deals" : "inbox")}/{deal.Id}");

    /// <summary>The address of a path under the public base, with a token.</summary>
    public string Address(string path, SignedToken token) => $"{settings.PublicBaseUrl}{path}?t={signer.Sign(token)}";

    /// <summary>The purpose of a decision link, by what is asked.</summary>
    public static TokenPurpose PurposeOf(AskPurpose purpose) => purpose switch
    {
        AskPurpose.Decide => TokenPurpose.Decide,
        AskPurpose.Extension => TokenPurpose.Extension,
        _ => TokenPurpose.Confirm,
    };

    /// <summary>What a receipt vouches for: the id, its place in the order of acceptance, and the time.</summary>
    public static (string Id, string Sequence, string At) ReadReceipt(SignedToken token) =>
        token.Subject.Split(' ') is [var id, var sequence, var at] ? (id, sequence, at) : throw new FormatException("Not a receipt.");

    private static SignedToken DecideToken(Registration deal, Ask ask, string person) =>
        new(PurposeOf(ask.Purpose), deal.Id.Value, ask.Round, person, ask.RunningSince + DecideLives);

    private static SignedToken CollateralToken(Registration deal) =>
        new(TokenPurpose.Collateral, deal.Id.Value, 0, deal.Partner, deal.Decision!.At + CollateralLives);

    private static SignedToken ReceiptToken(Registration deal) => new(
        TokenPurpose.Receipt, $"{deal.Id} {deal.Sequence} {InstantPattern.ExtendedIso.Format(deal.ReceivedAt)}", 0, deal.Partner,
        deal.ReceivedAt + ReceiptLives);
}
