using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DealFlow.Azure.Mails;
using DealFlow.Azure.Tests.Events;
using DealFlow.Azure.Tests.Mails;
using DealFlow.Local.Parts;
using DealFlow.Scenarios.Hosting;
using NodaTime;

namespace DealFlow.Azure.Tests.Parts;

/// <summary>The local host with its mail sent by SendGrid.</summary>
public sealed class MailPartTests : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose() => _key.Dispose();

    [Fact]
    public async Task Deal_MailsBySendGrid_AreSentOnceEach()
    {
        await using var server = await FakeSendGrid.StartAsync();
        await using var host = await PartHost.StartAsync(SettingsFor(server));

        await host.RegisterAsync(Keys.AlpenIt);
        await host.SettleAsync();

        Assert.Equal([People.Anna, People.AlpenIt], server.Mails.Select(Recipient).Order(StringComparer.Ordinal));
        await host.StartAgainAsync();
        await host.SettleAsync();
        Assert.Equal(2, server.Mails.Count);
    }

    [Fact]
    public async Task Deal_SendGridIsDown_WaitsWithALineOnTheTimelineAndLosesNothing()
    {
        await using var server = await FakeSendGrid.StartAsync();
        server.IsDown = true;
        await using var host = await PartHost.StartAsync(SettingsFor(server));

        var id = await host.RegisterAsync(Keys.AlpenIt);
        await host.AdvanceAsync(Duration.FromMinutes(40));
        Assert.Contains("deliveryFailed", await host.HappenedAsync(id));
        Assert.Empty(server.Mails);

        server.IsDown = false;
        await host.AdvanceAsync(Duration.FromHours(4));

        Assert.Equal("pendingDecision", await host.StatusAsync(id));
        Assert.Equal(2, server.Mails.Count);
        Assert.Equal(2, server.Mails.Select(mail => mail.GetProperty("custom_args").GetProperty(SendGridMailer.MailArgument).GetString()).Distinct().Count());
    }

    [Theory]
    [InlineData("bounce")]
    [InlineData("dropped")]
    public async Task Hook_AMailCameBack_IsOnTheTimelineOnce(string what)
    {
        await using var server = await FakeSendGrid.StartAsync();
        await using var host = await PartHost.StartAsync(SettingsFor(server));
        var id = await host.RegisterAsync(Keys.AlpenIt);
        await host.SettleAsync();
        var arguments = server.Mails.First(mail => Recipient(mail) == People.Anna).GetProperty("custom_args");
        var told = JsonSerializer.SerializeToUtf8Bytes(new[]
        {
            new Dictionary<string, string?>
            {
                ["email"] = People.Anna,
                ["event"] = what,
                [SendGridMailer.MailArgument] = arguments.GetProperty(SendGridMailer.MailArgument).GetString(),
                [SendGridMailer.DealsArgument] = arguments.GetProperty(SendGridMailer.DealsArgument).GetString(),
            },
        });

        Assert.Equal(HttpStatusCode.NoContent, await TellAsync(host, told, told));
        Assert.Equal(HttpStatusCode.NoContent, await TellAsync(host, told, told));

        Assert.Single(await host.HappenedAsync(id), line => line == "deliveryFailed");
        Assert.Equal(2, server.Mails.Count);
    }

    [Fact]
    public async Task Hook_NotSigned_IsRefusedAndChangesNothing()
    {
        await using var server = await FakeSendGrid.StartAsync();
        await using var host = await PartHost.StartAsync(SettingsFor(server));
        var id = await host.RegisterAsync(Keys.AlpenIt);
        var told = Encoding.UTF8.GetBytes($$"""[{"event":"bounce","{{SendGridMailer.MailArgument}}":"{{id}}/1","{{SendGridMailer.DealsArgument}}":"{{id}}"}]""");

        Assert.Equal(HttpStatusCode.Unauthorized, await TellAsync(host, told, [.. told, 32]));
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.SendAsync(HttpMethod.Post, "/hooks/mail", null, new ByteArrayContent(told))).Status);
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await host.SendAsync(HttpMethod.Post, "/hooks/mail", null, new ByteArrayContent(told), (SendGridWebhook.SignatureHeader, "%%"), (SendGridWebhook.TimestampHeader, "1"))).Status);

        Assert.DoesNotContain("deliveryFailed", await host.HappenedAsync(id));
    }

    [Fact]
    public async Task Hook_NothingIsSetUp_IsNotFound()
    {
        await using var host = await PartHost.StartAsync(PartSettings.None);

        Assert.Equal(HttpStatusCode.NotFound, (await host.SendAsync(HttpMethod.Post, "/hooks/mail", null, new ByteArrayContent("[]"u8.ToArray()))).Status);
    }

    private PartSettings SettingsFor(FakeSendGrid server) => new()
    {
        MailFrom = "deals@contoso.example",
        SendGrid = new SendGridSettings("SG.key", Convert.ToBase64String(_key.ExportSubjectPublicKeyInfo()), new Uri(server.Address)),
        MailRetries = SendGridRetries.Usual with { Time = new NoWaiting() },
    };

    private async Task<HttpStatusCode> TellAsync(PartHost host, byte[] body, byte[] signed)
    {
        var timestamp = DateTimeOffset.UnixEpoch.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] text = [.. Encoding.UTF8.GetBytes(timestamp), .. signed];
        var signature = Convert.ToBase64String(_key.SignData(text, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        return (await host.SendAsync(
            HttpMethod.Post, "/hooks/mail", null, new ByteArrayContent(body), (SendGridWebhook.SignatureHeader, signature), (SendGridWebhook.TimestampHeader, timestamp))).Status;
    }

    private static string? Recipient(JsonElement mail) => mail.GetProperty("personalizations")[0].GetProperty("to")[0].GetProperty("email").GetString();
}
