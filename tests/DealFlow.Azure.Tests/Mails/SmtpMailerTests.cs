using System.Net;
using System.Net.Sockets;
using System.Text;
using DealFlow.Azure.Mails;
using DealFlow.Local.Mails;
using DealFlow.Workflow.Tests.Ports;
using MimeKit;

namespace DealFlow.Azure.Tests.Mails;

/// <summary>Mails over SMTP to a server on loopback.</summary>
public sealed class SmtpMailerTests
{
    private readonly MemorySentMails _sent = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SendAsync_AMail_ArrivesWholeAndOnce()
    {
        await using var server = new FakeSmtpServer();

        await MailerOn(server.Port).SendAsync(MailSamples.Mail(), Stop);
        await MailerOn(server.Port).SendAsync(MailSamples.Mail(), Stop);

        using var mail = MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(Assert.Single(server.Mails))), Stop);
        Assert.Equal("\"Contoso\" <deals@contoso.example>", mail.From.ToString());
        Assert.Equal("\"Anna Keller\" <anna.keller@contoso.example>", mail.To.ToString());
        Assert.Equal("Bitte entscheiden: Müller", mail.Subject);
        Assert.Equal("Bitte entscheiden", mail.TextBody!.Trim());
        Assert.Contains("decide?t=abc", mail.HtmlBody!, StringComparison.Ordinal);
        Assert.Equal("DR-0000-0001/3@contoso.example", mail.MessageId);
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
        Assert.Equal("frist.ics", Assert.Single(mail.Attachments).ContentDisposition!.FileName);
    }

    [Fact]
    public async Task SendAsync_ServerRefuses_SaysSoAndIsSentLater()
    {
        await using var server = new FakeSmtpServer { Refuses = 1 };

        var refused = await Assert.ThrowsAsync<MailNotTakenException>(() => MailerOn(server.Port).SendAsync(MailSamples.Mail(), Stop));
        Assert.Equal("The mail service did not take the mail (SMTP 550).", refused.Message);
        await MailerOn(server.Port).SendAsync(MailSamples.Mail(), Stop);

        Assert.Single(server.Mails);
    }

    [Fact]
    public async Task SendAsync_NobodyListens_SaysSo() =>
        await Assert.ThrowsAsync<MailNotTakenException>(() => MailerOn(1).SendAsync(MailSamples.Mail(), Stop));

    private SmtpMailer MailerOn(int port) =>
        new(new SmtpSettings("127.0.0.1", port, "none", null, null), _sent, MailSamples.Settings, new PortClock());

    /// <summary>As much of a mail server as takes mails.</summary>
    private sealed class FakeSmtpServer : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly Task _running;

        public FakeSmtpServer()
        {
            _listener.Start();
            _running = RunAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public List<string> Mails { get; } = [];

        /// <summary>So many recipients are refused.</summary>
        public int Refuses { get; set; }

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _running;
        }

        private async Task RunAsync()
        {
            try
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync();
                    await ServeAsync(client.GetStream());
                }
            }
            catch (Exception e) when (e is SocketException or InvalidOperationException or ObjectDisposedException)
            {
                // Stopped.
            }
        }

        private async Task ServeAsync(NetworkStream stream)
        {
            using var reader = new StreamReader(stream, Encoding.UTF8);
            await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 mail.example");
            while (await reader.ReadLineAsync() is { } line)
                await writer.WriteLineAsync(await AnswerAsync(line, reader, writer));
        }

        private async Task<string> AnswerAsync(string line, StreamReader reader, StreamWriter writer)
        {
            if (line.StartsWith("RCPT", StringComparison.Ordinal) && Refuses > 0)
            {
                Refuses--;
                return "550 no such mailbox";
            }

            if (line != "DATA")
                return "250 mail.example";
            await writer.WriteLineAsync("354 go on");
            var mail = new StringBuilder();
            while (await reader.ReadLineAsync() is { } text && text != ".")
                mail.Append(text.StartsWith('.') ? text[1..] : text).Append("\r\n");
            Mails.Add(mail.ToString());
            return "250 taken";
        }
    }
}
