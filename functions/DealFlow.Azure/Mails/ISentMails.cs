using NodaTime;

namespace DealFlow.Azure.Mails;

/// <summary>Which mails were handed over, so that nothing is sent twice. Writes are durable on return.</summary>
public interface ISentMails
{
    /// <summary>
    /// Begins to send a mail, and says how it stood before. It is begun where it was <see cref="SentState.None"/>, or has been begun longer ago than
    /// <paramref name="inDoubt"/> without word of what became of it; of two at once one begins.
    /// </summary>
    Task<bool> TryBeginAsync(string id, Instant now, Duration inDoubt, CancellationToken cancellation);

    /// <summary>How a mail stands.</summary>
    Task<SentState> FindAsync(string id, CancellationToken cancellation);

    /// <summary>The mail was handed over.</summary>
    Task SentAsync(string id, CancellationToken cancellation);

    /// <summary>The mail was not handed over, for certain: it may be begun again.</summary>
    Task GiveUpAsync(string id, CancellationToken cancellation);
}

/// <summary>The states of a mail.</summary>
public enum SentState
{
    /// <summary>Never begun, or given up.</summary>
    None,

    /// <summary>Begun; what became of it is not known.</summary>
    Begun,

    /// <summary>Handed over.</summary>
    Sent,
}

/// <summary>
/// Sends a mail once. One whose handing over was broken off, so that nobody knows, is left alone for a while: the mail service's own word settles it;
/// without one it is sent after that, because a lost question to an approver is worse than one asked twice.
/// </summary>
public sealed class SendingOnce(ISentMails sent, IClock clock)
{
    /// <summary>How long a mail of unknown fate is left alone.</summary>
    public static Duration InDoubt { get; } = Duration.FromMinutes(15);

    /// <summary>Sends, unless it was sent before.</summary>
    /// <param name="handOver">Throws <see cref="MailNotTakenException"/> where the mail was not taken, for certain.</param>
    /// <exception cref="MailInDoubtException">Whether it was sent is not known; ask again later.</exception>
    public async Task SendAsync(string id, Func<Task> handOver, CancellationToken cancellation)
    {
        if (!await sent.TryBeginAsync(id, clock.GetCurrentInstant(), InDoubt, cancellation))
        {
            if (await sent.FindAsync(id, cancellation) is SentState.Sent)
                return;
            throw new MailInDoubtException();
        }

        try
        {
            await handOver();
        }
        catch (MailNotTakenException)
        {
            await sent.GiveUpAsync(id, CancellationToken.None);
            throw;
        }

        await sent.SentAsync(id, CancellationToken.None);
    }
}

/// <summary>A mail service did not take a mail. Says no more than its status: what it writes may quote the mail.</summary>
public sealed class MailNotTakenException(string status) : Exception($"The mail service did not take the mail ({status}).");

/// <summary>Whether a mail was sent is not known yet.</summary>
public sealed class MailInDoubtException() : Exception("Sending the mail was broken off; it waits for the mail service's word on it.");
