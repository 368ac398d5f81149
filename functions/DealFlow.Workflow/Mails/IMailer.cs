using DealFlow.Domain.Registrations;
using NodaTime;

namespace DealFlow.Workflow.Mails;

/// <summary>Sends mail. A mail of an id that was sent already is not sent again.</summary>
public interface IMailer
{
    /// <summary>Sends, durable on return. Throws when it could not be handed over: the caller tries again later.</summary>
    /// <exception cref="ContactErasedException">A mailer that keeps mails: it quotes a contact that was erased while it was written.</exception>
    Task SendAsync(OutgoingMail mail, CancellationToken cancellation);
}

/// <summary>A mail on its way to one person.</summary>
/// <param name="Id">The effect's key: the same mail is sent once.</param>
/// <param name="FromName">The display name: the manufacturer's.</param>
/// <param name="Thread">What it belongs to, so that the mails of one deal form one thread; null for none.</param>
public sealed record OutgoingMail(
    string Id, string FromName, string ToName, string ToAddress, string? Thread, MailContent Content)
{
    /// <summary>The registrations that it may quote, as they were when it was written.</summary>
    public IReadOnlyList<QuotedDeal> Quotes { get; init; } = [];

    /// <summary>
    /// The ids of the items that a daily mail gathers. A mailer that keeps mails in the store of the items notes them as done in the same write, so that
    /// no later mail repeats them, whatever happens in between.
    /// </summary>
    public IReadOnlyList<string> DailyItems { get; init; } = [];
}

/// <summary>A registration that a mail quotes, and when its contact had been erased last by then; null: never.</summary>
public sealed record QuotedDeal(RegistrationId Deal, Instant? ErasedAt);

/// <summary>The contact was erased while a mail was being written: it is not sent, and is written again without.</summary>
public sealed class ContactErasedException() : Exception("The contact was erased while the mail was being written; it is written again.");
