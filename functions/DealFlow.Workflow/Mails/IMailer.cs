namespace DealFlow.Workflow.Mails;

/// <summary>Sends mail. A mail of an id that was sent already is not sent again.</summary>
public interface IMailer
{
    /// <summary>Sends, durable on return. Throws when it could not be handed over: the caller tries again later.</summary>
    Task SendAsync(OutgoingMail mail, CancellationToken cancellation);
}

/// <summary>A mail on its way to one person.</summary>
/// <param name="Id">The effect's key: the same mail is sent once.</param>
/// <param name="FromName">The display name: the manufacturer's.</param>
/// <param name="Thread">What it belongs to, so that the mails of one deal form one thread; null for none.</param>
public sealed record OutgoingMail(
    string Id, string FromName, string ToName, string ToAddress, string? Thread, MailContent Content);
