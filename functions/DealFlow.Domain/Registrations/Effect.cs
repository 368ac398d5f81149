using NodaTime;

namespace DealFlow.Domain.Registrations;

/// <summary>
/// Something to be done in the world because of a change: a mail to somebody, an event, the freeing of a hold. It is written together with the
/// change, so it is never lost, and done once by its key.
/// </summary>
/// <param name="Ordinal">Counts the effects of one registration, from 1.</param>
/// <param name="To">An audience of <see cref="Audience"/>.</param>
/// <param name="Round">What it belongs to: the round of asking, the number of a follow-up, the days of a notice, the ordinal of an event,
/// those that were split off before.</param>
public sealed record Effect(int Ordinal, EffectKind Kind, string To, int Round)
{
    /// <summary>Of an event: what may be another thing by the time it is published. Null for mails.</summary>
    public EventFacts? Event { get; init; }
}

/// <summary>
/// What an event tells as of the change, besides what the change has fixed in the registration: so it says the same however late it is published.
/// </summary>
/// <param name="Revision">Of the registration with this change.</param>
/// <param name="At">When it happened.</param>
/// <param name="Manufacturer">The manufacturer's name.</param>
/// <param name="ProtectedUntil">The first instant after the protection; an extension may move it later.</param>
public sealed record EventFacts(
    int Revision, Instant At, string Manufacturer, string PartnerName, string? VendorNumber, Instant ProtectedUntil);

/// <summary>Whom an effect is for.</summary>
public static class Audience
{
    /// <summary>The partner that registered.</summary>
    public const string Partner = "partner";

    /// <summary>The manufacturer's observers.</summary>
    public const string Observers = "observers";

    /// <summary>Finance, by events.</summary>
    public const string Finance = "finance";

    /// <summary>Those who wait behind this registration.</summary>
    public const string Queue = "queue";

    private const string PersonPrefix = "person:";

    /// <summary>A person of the manufacturer.</summary>
    public static string Person(string id) => PersonPrefix + id;

    /// <summary>The id of the person, or null when the audience is another one.</summary>
    public static string? PersonOf(string audience) =>
        audience.StartsWith(PersonPrefix, StringComparison.Ordinal) ? audience[PersonPrefix.Length..] : null;
}

/// <summary>The kinds of effect: mails, or lines of the daily mail, but for the events for finance and the queue.</summary>
public enum EffectKind
{
    /// <summary>To the partner: received, with the signed receipt.</summary>
    Receipt,

    /// <summary>To the partner: another registration came first; the place in line.</summary>
    Queued,

    /// <summary>To the partner: its turn has come.</summary>
    MovedUp,

    /// <summary>To the partner: the one before was won; a person decides.</summary>
    HolderWon,

    /// <summary>To an approver: please decide.</summary>
    AskDecision,

    /// <summary>To an approver, in the daily mail: still to decide.</summary>
    RemindDecision,

    /// <summary>To the partner: a question.</summary>
    QuestionAsked,

    /// <summary>To the partner: approved, with incentives and collateral.</summary>
    Approved,

    /// <summary>To the partner: turned down, with the reason.</summary>
    Rejected,

    /// <summary>To the partner: ended for want of an answer.</summary>
    Incomplete,

    /// <summary>The partner has withdrawn: to the partner as confirmation, and to those who were asked or cared for it.</summary>
    Withdrawn,

    /// <summary>To the manufacturer's person, in the daily mail: follow up with the partner.</summary>
    FollowUp,

    /// <summary>To the partner, in the daily mail: how is it going, is help wanted?</summary>
    AskProgress,

    /// <summary>To the manufacturer's person: the partner wants help.</summary>
    HelpWanted,

    /// <summary>To the partner: protection ends in so many days.</summary>
    ExpiryNotice,

    /// <summary>To the partner: protection has ended, a win may still be reported.</summary>
    GraceStarted,

    /// <summary>Expired.</summary>
    Expired,

    /// <summary>To an approver: please decide an extension.</summary>
    AskExtension,

    /// <summary>To an approver, in the daily mail: an extension is still to decide.</summary>
    RemindExtension,

    /// <summary>To the partner: extended.</summary>
    ExtensionGranted,

    /// <summary>To the partner: not extended.</summary>
    ExtensionRefused,

    /// <summary>To an approver: please confirm a win.</summary>
    AskConfirmation,

    /// <summary>To an approver, in the daily mail: a win is still to confirm.</summary>
    RemindConfirmation,

    /// <summary>The win is confirmed.</summary>
    WinConfirmed,

    /// <summary>To the partner: the win is disputed, with the reason.</summary>
    WinDisputed,

    /// <summary>The deal is lost.</summary>
    Lost,

    /// <summary>To the partner: taken back by the manufacturer, with the reason.</summary>
    Revoked,

    /// <summary>To finance: accrue.</summary>
    ApprovedEvent,

    /// <summary>To finance: won and confirmed.</summary>
    ClosedEvent,

    /// <summary>To finance: an invoice or a credit.</summary>
    InvoicedEvent,

    /// <summary>The hold is free, its deal won, or what it holds split: those who wait behind it are looked at again.</summary>
    MoveQueue,

    /// <summary>To the partner, in the daily mail only: new marketing signals of the customer. The round is the day, as yyyymmdd.</summary>
    Signals,

    /// <summary>To the partner, in the daily mail only: news on the products. The round is the day of publication, as yyyymmdd.</summary>
    News,

    /// <summary>To the partner: the registration was split, with what became of each part. The round is how many were split off before.</summary>
    Split,

    /// <summary>To the partner, in the daily mail: the queue has moved on, with the place in line.</summary>
    QueueMoved,
}
