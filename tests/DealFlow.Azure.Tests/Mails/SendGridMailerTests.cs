using DealFlow.Azure.Mails;
using DealFlow.Azure.Tests.Events;
using DealFlow.Workflow.Mails;
using DealFlow.Workflow.Tests.Ports;
using NodaTime;

namespace DealFlow.Azure.Tests.Mails;

/// <summary>SendGrid's own client against an HTTP server on loopback.</summary>
public sealed class SendGridMailerTests : IDisposable
{
    private readonly HttpClient _http = new();
    private readonly PortClock _clock = new();
    private readonly MemorySentMails _sent = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task SendAsync_AMail_IsHandedOverWithoutTracking()
    {
        await using var server = await FakeSendGrid.StartAsync();

        await MailerOn(server).SendAsync(MailSamples.Mail(), Stop);

        var mail = Assert.Single(server.Mails);
        Assert.Equal("Bearer SG.key", Assert.Single(server.Keys));
        Assert.Equal("deals@contoso.example", mail.GetProperty("from").GetProperty("email").GetString());
        Assert.Equal("Contoso", mail.GetProperty("from").GetProperty("name").GetString());
        var to = mail.GetProperty("personalizations")[0].GetProperty("to")[0];
        Assert.Equal("anna.keller@contoso.example", to.GetProperty("email").GetString());
        Assert.Equal("Bitte entscheiden: Müller", mail.GetProperty("subject").GetString());
        Assert.Equal(["text/plain", "text/html"], mail.GetProperty("content").EnumerateArray().Select(part => part.GetProperty("type").GetString()));
        var tracking = mail.GetProperty("tracking_settings");
        Assert.All(
            ["click_tracking", "open_tracking", "subscription_tracking", "ganalytics"],
            name => Assert.False(tracking.GetProperty(name).GetProperty("enable").GetBoolean()));
        Assert.Equal("dealflow", mail.GetProperty("categories")[0].GetString());
        Assert.Equal("DR-0000-0001/3", mail.GetProperty("custom_args").GetProperty(SendGridMailer.MailArgument).GetString());
        Assert.Equal("DR-0000-0001 DR-0000-0002", mail.GetProperty("custom_args").GetProperty(SendGridMailer.DealsArgument).GetString());
        Assert.Equal("<thread/DR-0000-0001@contoso.example>", mail.GetProperty("headers").GetProperty("In-Reply-To").GetString());
        Assert.Equal("frist.ics", mail.GetProperty("attachments")[0].GetProperty("filename").GetString());
    }

    [Fact]
    public async Task SendAsync_TheSameAgain_IsNotSentTwice()
    {
        await using var server = await FakeSendGrid.StartAsync();

        await MailerOn(server).SendAsync(MailSamples.Mail(), Stop);
        await MailerOn(server).SendAsync(MailSamples.Mail(), Stop);
        await MailerOn(server).SendAsync(MailSamples.Mail("DR-0000-0001/4"), Stop);

        Assert.Equal(2, server.Mails.Count);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task SendAsync_NotTakenForAMoment_IsOfferedAgain(int status)
    {
        await using var server = await FakeSendGrid.StartAsync();
        server.Answer(status, status);

        await MailerOn(server).SendAsync(MailSamples.Mail(), Stop);

        Assert.Single(server.Mails);
        Assert.Equal(3, server.Keys.Count);
    }

    [Theory]
    [InlineData(400, 1)]
    [InlineData(401, 1)]
    [InlineData(429, 3)]
    [InlineData(503, 3)]
    public async Task SendAsync_NotTaken_SaysSoAndIsSentLater(int status, int attempts)
    {
        await using var server = await FakeSendGrid.StartAsync();
        server.Answer([.. Enumerable.Repeat(status, attempts)]);

        var refused = await Assert.ThrowsAsync<MailNotTakenException>(() => MailerOn(server).SendAsync(MailSamples.Mail(), Stop));

        Assert.Equal($"The mail service did not take the mail ({status}).", refused.Message);
        Assert.Equal(attempts, server.Keys.Count);
        await MailerOn(server).SendAsync(MailSamples.Mail(), Stop);
        Assert.Single(server.Mails);
    }

    [Fact]
    public async Task SendAsync_AnswerIsLost_WaitsForTheWordOfTheService()
    {
        await using var server = await FakeSendGrid.StartAsync();
        server.Answer(0);
        await Assert.ThrowsAnyAsync<Exception>(() => MailerOn(server).SendAsync(MailSamples.Mail(), Stop));

        await Assert.ThrowsAsync<MailInDoubtException>(() => MailerOn(server).SendAsync(MailSamples.Mail(), Stop));
        await _sent.SentAsync(MailSamples.Mail().Id, Stop); // as its webhook does
        await MailerOn(server).SendAsync(MailSamples.Mail(), Stop);

        Assert.Single(server.Mails);
    }

    [Fact]
    public async Task SendAsync_NoWordForLong_IsSentRatherThanLost()
    {
        await using var server = await FakeSendGrid.StartAsync();
        server.Answer(0);
        await Assert.ThrowsAnyAsync<Exception>(() => MailerOn(server).SendAsync(MailSamples.Mail(), Stop));

        _clock.Advance(SendingOnce.InDoubt);
        await MailerOn(server).SendAsync(MailSamples.Mail(), Stop);

        Assert.Equal(2, server.Mails.Count);
        await MailerOn(server).SendAsync(MailSamples.Mail(), Stop);
        Assert.Equal(2, server.Mails.Count);
    }

    private SendGridMailer MailerOn(FakeSendGrid server) => new(
        SendGridMailer.CreateClient(_http, "SG.key", server.Address), _sent, MailSamples.Settings, _clock,
        new SendGridRetries(3, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)) { Time = new NoWaiting() });
}

/// <summary>Marks in memory.</summary>
internal sealed class MemorySentMails : ISentMails
{
    private readonly Dictionary<string, (SentState State, Instant Since)> _mails = [];

    public Task<bool> TryBeginAsync(string id, Instant now, Duration inDoubt, CancellationToken cancellation)
    {
        var isBegun = !_mails.TryGetValue(id, out var mail) || mail.State is SentState.None || (mail.State is SentState.Begun && mail.Since + inDoubt <= now);
        if (isBegun)
            _mails[id] = (SentState.Begun, now);
        return Task.FromResult(isBegun);
    }

    public Task<SentState> FindAsync(string id, CancellationToken cancellation) => Task.FromResult(_mails.GetValueOrDefault(id).State);

    public Task SentAsync(string id, CancellationToken cancellation) => ChangeAsync(id, SentState.Sent);

    public Task GiveUpAsync(string id, CancellationToken cancellation) => ChangeAsync(id, SentState.None);

    private Task ChangeAsync(string id, SentState state)
    {
        if (_mails.TryGetValue(id, out var mail) && mail.State is SentState.Begun)
            _mails[id] = (state, mail.Since);
        return Task.CompletedTask;
    }
}
