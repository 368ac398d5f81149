using DealFlow.Local.Hosting;
using DealFlow.Local.Parts;
using OpenTelemetry.Exporter;

namespace DealFlow.Azure.Tests.Parts;

/// <summary>The file that says which parts are elsewhere.</summary>
public sealed class PartSettingsTests : IDisposable
{
    private const string Secret = "SG.very-secret";
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Read_Empty_LeavesEverythingOnThisMachine() => Assert.Equal(PartSettings.None, Read("{}"));

    [Fact]
    public void Read_EachPart_IsTaken()
    {
        var settings = Read(
            """
            {
              // sales material first, the rest later
              "mail": { "from": "deals@contoso.example", "smtp": { "host": "mail.contoso.example", "user": "dealflow", "password": "secret" } },
              "registrations": { "endpoint": "https://contoso.documents.azure.com:443/" },
              "collateral": { "endpoint": "https://contoso.blob.core.windows.net" },
              "events": { "address": "amqps://contoso.servicebus.windows.net", "target": "deal-events", "user": "send", "password": "secret" },
              "telemetry": { "endpoint": "http://collector:4317", "headers": "api-key=secret" }
            }
            """);

        Assert.Equal("deals@contoso.example", settings.MailFrom);
        Assert.Equal(("mail.contoso.example", 587, "startTls"), (settings.Smtp!.Host, settings.Smtp.Port, settings.Smtp.Security));
        Assert.Equal(("dealflow", "deals"), (settings.Registrations!.Database, settings.Registrations.Container));
        Assert.Equal("collateral", settings.Collateral!.Container);
        Assert.Equal((4317, OtlpExportProtocol.Grpc), (settings.Telemetry!.Endpoint.Port, settings.Telemetry.Protocol));
        Assert.Equal((5671, "AMQPS"), (settings.Events!.ToAddress().Port, settings.Events.ToAddress().Scheme.ToUpperInvariant()));
    }

    [Fact]
    public void Read_FromTheEnvironment_IsTakenFromThere()
    {
        Environment.SetEnvironmentVariable("DEALFLOW_TEST_KEY", Secret);

        var settings = Read("""{ "mail": { "from": "a@b.example", "sendGrid": { "apiKey": "env:DEALFLOW_TEST_KEY" } } }""");

        Assert.Equal(Secret, settings.SendGrid!.ApiKey);
    }

    [Theory]
    [InlineData("""{ "mails": {} }""", "mails: unknown; expected mail, registrations, collateral, events, telemetry.")]
    [InlineData("""[]""", "settings: an object is expected.")]
    [InlineData("""{ "mail": { "from": "a@b.example" } }""", "mail: name either sendGrid or smtp.")]
    [InlineData("""{ "mail": { "from": "a@b.example", "smtp": { "host": "h" }, "sendGrid": { "apiKey": "k" } } }""", "mail: name either sendGrid or smtp.")]
    [InlineData("""{ "mail": { "from": "nobody", "smtp": { "host": "h" } } }""", "mail.from: a mail address is expected.")]
    [InlineData("""{ "mail": { "from": "a@b.example", "smtp": { "host": "h", "port": 0 } } }""", "mail.smtp.port: a number from 1 to 65535 is expected.")]
    [InlineData("""{ "mail": { "from": "a@b.example", "smtp": { "host": "h", "security": "ssl" } } }""", "mail.smtp.security: expected startTls, tls, none.")]
    [InlineData("""{ "mail": { "from": "a@b.example", "smtp": { "host": "h", "user": "u" } } }""", "mail.smtp.password: user and password belong together.")]
    [InlineData("""{ "mail": { "from": "a@b.example", "sendGrid": {} } }""", "mail.sendGrid.apiKey: is missing.")]
    [InlineData("""{ "mail": { "from": "a@b.example", "sendGrid": { "apiKey": "env:DEALFLOW_NOT_SET" } } }""", "mail.sendGrid.apiKey: the environment variable DEALFLOW_NOT_SET is not set.")]
    [InlineData("""{ "mail": { "from": "a@b.example", "sendGrid": { "apiKey": "SG.very-secret", "webhookKey": "SG.very-secret" } } }""", "mail.sendGrid.webhookKey: the verification key is expected that SendGrid shows for the webhook.")]
    [InlineData("""{ "registrations": { } }""", "registrations: name either endpoint or connectionString.")]
    [InlineData("""{ "collateral": { "endpoint": "http://insecure.example" } }""", "collateral.endpoint: an address is expected that begins with https://, without user and password.")]
    [InlineData("""{ "events": { "address": "amqps://user:SG.very-secret@host", "target": "t" } }""", "events.address: an address is expected that begins with amqp:// or amqps://, without user and password.")]
    [InlineData("""{ "events": { "address": "amqps://host" } }""", "events.target: is missing.")]
    [InlineData("""{ "events": { "address": 5, "target": "t" } }""", "events.address: a text is expected.")]
    [InlineData("""{ "telemetry": { } }""", "telemetry.endpoint: is missing.")]
    [InlineData("""{ "telemetry": { "endpoint": "http://collector:4317", "protocol": "json" } }""", "telemetry.protocol: expected grpc, http.")]
    [InlineData("""{ "telemetry": { "endpoint": "http://collector:4317", "headers": "SG.very-secret" } }""", "telemetry.headers: name=value is expected, several separated by commas.")]
    public void Read_Wrong_NamesTheSettingAndNotItsValue(string json, string expected)
    {
        var wrong = Assert.Throws<HostStartException>(() => Read(json));

        Assert.Contains($"- {expected}", wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoJsonOrNoFile_SaysSo()
    {
        Assert.Contains("no JSON: mind line 2", Assert.Throws<HostStartException>(() => Read("{\n \"mail\": }")).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read", Assert.Throws<HostStartException>(() => PartSettings.Read(_file + ".none")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_OfAnyPart_ShowsNoSecret()
    {
        var settings = Read(
            $$"""
            { "mail": { "from": "a@b.example", "sendGrid": { "apiKey": "{{Secret}}" } }, "registrations": { "connectionString": "{{Secret}}" },
              "events": { "address": "amqp://host", "target": "t", "user": "u", "password": "{{Secret}}" } }
            """);

        Assert.DoesNotContain(Secret, $"{settings} {settings.SendGrid} {settings.Registrations} {settings.Events}", StringComparison.Ordinal);
    }

    private PartSettings Read(string json)
    {
        File.WriteAllText(_file, json);
        return PartSettings.Read(_file);
    }
}
