using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Mails;

namespace DealFlow.Web.Mails;

/// <summary>
/// Writes every mail in German or English; readers of another language get English. Safe for use by several at once, and depends on neither the
/// culture nor the time zone of the machine.
/// </summary>
public sealed class MailComposer : IMailComposer
{
    /// <summary>The kinds of effect that are mails, and not only lines of the daily one.</summary>
    internal static IReadOnlyList<EffectKind> Kinds { get; } =
        [.. Enum.GetValues<EffectKind>().Except([EffectKind.ApprovedEvent, EffectKind.ClosedEvent, EffectKind.InvoicedEvent, EffectKind.MoveQueue, EffectKind.Signals, EffectKind.News])];

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The effect is no mail, or none for this reader.</exception>
    public Task<MailContent> ComposeAsync(DealMail mail) => WriteAsync(Body(mail));

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">One of the effects is no mail, or none for this reader.</exception>
    public Task<MailContent> ComposeAsync(DailyMail mail) => WriteAsync(DailyMails.Daily(mail, Body));

    /// <inheritdoc/>
    public Task<MailContent> ComposeAsync(InvitationMail mail) => WriteAsync(MembershipMails.Invitation(mail));

    /// <inheritdoc/>
    public Task<MailContent> ComposeAsync(MembershipEndMail mail) => WriteAsync(MembershipMails.End(mail));

    /// <inheritdoc/>
    public Task<MailContent> ComposeAsync(SignInMail mail) => WriteAsync(SignInMails.Link(mail));

    private static async Task<MailContent> WriteAsync(MailBody body) => new(body.Subject, await HtmlWriter.WriteAsync(body), PlainTextWriter.Write(body))
    {
        Calendar = body.Deadline is { } deadline ? DeadlineCalendar.Write(deadline) : null,
    };

    private static MailBody Body(DealMail mail) => mail.Reader.Role is ReaderRole.Partner ? ForPartner(mail) : ForManufacturer(mail);

    private static MailBody ForPartner(DealMail mail) => mail.Kind switch
    {
        EffectKind.Receipt => ReceivingMails.Receipt(mail),
        EffectKind.Split => ReceivingMails.Split(mail),
        EffectKind.Queued => ReceivingMails.Queued(mail),
        EffectKind.QueueMoved => ReceivingMails.QueueMoved(mail),
        EffectKind.MovedUp => ReceivingMails.MovedUp(mail),
        EffectKind.HolderWon => ReceivingMails.HolderWon(mail),
        EffectKind.QuestionAsked => ReceivingMails.QuestionAsked(mail),
        EffectKind.Incomplete => ReceivingMails.Incomplete(mail),
        EffectKind.Approved => DecidedMails.Approved(mail),
        EffectKind.Rejected => DecidedMails.Rejected(mail),
        EffectKind.AskProgress => ProtectionMails.AskProgress(mail),
        EffectKind.ExpiryNotice => ProtectionMails.ExpiryNotice(mail),
        EffectKind.GraceStarted => ProtectionMails.GraceStarted(mail),
        EffectKind.ExtensionGranted => ExtensionMails.Granted(mail),
        EffectKind.ExtensionRefused => ExtensionMails.Refused(mail),
        EffectKind.WinConfirmed => ClosingMails.Confirmed(mail),
        EffectKind.WinDisputed => ClosingMails.Disputed(mail),
        EffectKind.Withdrawn => EndingMails.Withdrawn(mail),
        EffectKind.Expired => EndingMails.Expired(mail),
        EffectKind.Lost => EndingMails.Lost(mail),
        EffectKind.Revoked => EndingMails.Revoked(mail),
        _ => throw NoSuchMail(mail),
    };

    private static MailBody ForManufacturer(DealMail mail) => mail.Kind switch
    {
        EffectKind.AskDecision => DecisionMails.Ask(mail),
        EffectKind.RemindDecision => DecisionMails.Remind(mail),
        EffectKind.Approved => DecidedMails.ApprovedForObserver(mail),
        EffectKind.FollowUp => ProtectionMails.FollowUp(mail),
        EffectKind.HelpWanted => ProtectionMails.HelpWanted(mail),
        EffectKind.AskExtension => ExtensionMails.Ask(mail),
        EffectKind.RemindExtension => ExtensionMails.Remind(mail),
        EffectKind.AskConfirmation => ClosingMails.Ask(mail),
        EffectKind.RemindConfirmation => ClosingMails.Remind(mail),
        EffectKind.WinConfirmed => ClosingMails.ConfirmedForObserver(mail),
        EffectKind.Withdrawn => EndingMails.WithdrawnForManufacturer(mail),
        EffectKind.Expired => EndingMails.ExpiredForManufacturer(mail),
        EffectKind.Lost => EndingMails.LostForManufacturer(mail),
        _ => throw NoSuchMail(mail),
    };

    private static ArgumentException NoSuchMail(DealMail mail) =>
        new($"There is no mail of kind {mail.Kind} for a reader who is {mail.Reader.Role}.", nameof(mail));
}
