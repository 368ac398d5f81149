using System.Text;
using DealFlow.Azure.Mails;
using DealFlow.Workflow;
using DealFlow.Workflow.Mails;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using NodaTime;

namespace DealFlow.Local.Mails;

/// <summary>Sends by a mail server of the company's own, each mail once.</summary>
internal sealed class SmtpMailer(SmtpSettings smtp, ISentMails sent, DealFlowSettings settings, IClock clock) : IMailer
{
    private readonly SendingOnce _once = new(sent, clock);

    public Task SendAsync(OutgoingMail mail, CancellationToken cancellation) => _once.SendAsync(mail.Id, () => HandOverAsync(mail, cancellation), cancellation);

    private async Task HandOverAsync(OutgoingMail mail, CancellationToken cancellation)
    {
        using var message = MessageOf(mail);
        using var client = new SmtpClient { Timeout = 30_000 };
        await ConnectAsync(client, cancellation);
        try
        {
            await client.SendAsync(message, cancellation);
        }
        catch (SmtpCommandException e)
        {
            throw new MailNotTakenException($"SMTP {(int)e.StatusCode}");
        }

        // It is taken; how the server says goodbye changes nothing.
        await client.DisconnectAsync(quit: false, CancellationToken.None);
    }

    /// <summary>Until the mail itself is sent, whatever fails has sent nothing.</summary>
    private async Task ConnectAsync(SmtpClient client, CancellationToken cancellation)
    {
        try
        {
            await client.ConnectAsync(smtp.Host, smtp.Port, smtp.SocketOptions, cancellation);
            if (smtp is { User: { } user, Password: { } password })
                await client.AuthenticateAsync(user, password, cancellation);
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException or AuthenticationException or SslHandshakeException
            or ProtocolException or CommandException or NotSupportedException)
        {
            throw new MailNotTakenException(e.GetType().Name);
        }
    }

    private MimeMessage MessageOf(OutgoingMail mail)
    {
        var message = new MimeMessage();
        message.From.Add(new MailboxAddress(mail.FromName, settings.MailFrom));
        message.To.Add(new MailboxAddress(mail.ToName, mail.ToAddress));
        message.Subject = mail.Content.Subject;
        foreach (var (name, value) in MailHeaders.Of(mail, settings.MailFrom))
            message.Headers.Replace(name, value);
        var body = new BodyBuilder { TextBody = mail.Content.Text, HtmlBody = mail.Content.Html };
        if (mail.Content.Calendar is { } calendar)
            body.Attachments.Add(calendar.Name, Encoding.UTF8.GetBytes(calendar.Content), ContentType.Parse(calendar.ContentType));
        message.Body = body.ToMessageBody();
        return message;
    }
}

/// <summary>A mail server.</summary>
/// <param name="Security"><c>startTls</c>, <c>tls</c> from the first byte, or <c>none</c>.</param>
internal sealed record SmtpSettings(string Host, int Port, string Security, string? User, string? Password)
{
    public static IReadOnlyList<string> Securities { get; } = ["startTls", "tls", "none"];

    public SecureSocketOptions SocketOptions => Security switch
    {
        "tls" => SecureSocketOptions.SslOnConnect,
        "none" => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };

    public override string ToString() => $"{Host}:{Port}"; // not the password
}
