using System.Text.Json;
using Azure.Core;
using Azure.Storage.Blobs;
using DealFlow.Azure.Mails;
using DealFlow.Local.Events;
using DealFlow.Local.Hosting;
using DealFlow.Local.Mails;
using DealFlow.Local.Telemetry;
using DealFlow.Workflow.Registrations;

namespace DealFlow.Local.Parts;

/// <summary>
/// Which parts are others than this machine's: each on its own, so that a company can grow into Azure part by part. Read from the file that
/// <c>--settings</c> names.
/// </summary>
public sealed record PartSettings
{
    /// <summary>Everything stays on this machine.</summary>
    public static PartSettings None { get; } = new();

    /// <summary>The sender's address of all mails.</summary>
    public string MailFrom { get; init; } = "deals@dealflow.example";

    internal CosmosSettings? Registrations { get; init; }
    internal BlobSettings? Collateral { get; init; }
    internal SendGridSettings? SendGrid { get; init; }
    internal SmtpSettings? Smtp { get; init; }
    internal AmqpSettings? Events { get; init; }

    /// <summary>The time that passes between attempts to publish; null: real time.</summary>
    internal TimeProvider? EventsTime { get; init; }
    internal TelemetrySettings? Telemetry { get; init; }

    /// <summary>How the parts on Azure know the product; null: as whoever is signed in on this machine.</summary>
    internal TokenCredential? Credential { get; init; }

    /// <summary>How SendGrid is offered a mail again at once.</summary>
    internal SendGridRetries MailRetries { get; init; } = SendGridRetries.Usual;

    /// <summary>How Blob Storage is reached; null: as its client does by itself.</summary>
    internal BlobClientOptions? BlobOptions { get; init; }

    /// <summary>The time that passes between attempts at Cosmos DB.</summary>
    internal TimeProvider CosmosTime { get; init; } = TimeProvider.System;

    /// <summary>How Cosmos DB is reached; null: as its client does by itself.</summary>
    internal Func<HttpClient>? CosmosHttp { get; init; }

    /// <summary>What takes in the mail service's events; null where none is set up.</summary>
    internal Func<byte[], string?, string?, CancellationToken, Task<bool>>? HookOf(ISentMails sent, DealDesk desk) =>
        SendGrid?.WebhookKey is { } key ? new SendGridWebhook(key, sent, desk).HandleAsync : null;

    /// <summary>Reads the file.</summary>
    /// <exception cref="HostStartException">It is not there, or something in it is wrong: the message names every setting that is, and never its value.</exception>
    public static PartSettings Read(string path)
    {
        JsonDocument json;
        try
        {
            json = JsonDocument.Parse(File.ReadAllText(path), new JsonDocumentOptions { AllowDuplicateProperties = false, CommentHandling = JsonCommentHandling.Skip });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HostStartException($"The settings {Path.GetFullPath(path)} cannot be read.");
        }
        catch (JsonException e)
        {
            throw new HostStartException($"The settings {Path.GetFullPath(path)} are no JSON: mind line {e.LineNumber + 1}.");
        }

        using (json)
        {
            var problems = new List<string>();
            var settings = Read(new SettingsReader(json.RootElement, "", problems));
            return problems.Count == 0
                ? settings
                : throw new HostStartException($"The settings {Path.GetFullPath(path)} cannot be used:\n- {string.Join("\n- ", problems)}");
        }
    }

    private static PartSettings Read(SettingsReader root)
    {
        root.Only("mail", "registrations", "collateral", "events", "telemetry");
        var mail = root.Section("mail");
        mail?.Only("from", "sendGrid", "smtp");
        var (sendGrid, smtp) = (mail?.Section("sendGrid"), mail?.Section("smtp"));
        if (mail is not null && sendGrid is null == smtp is null)
            mail.Problem("", "name either sendGrid or smtp");
        return new PartSettings
        {
            MailFrom = mail?.Mail("from") ?? None.MailFrom,
            SendGrid = sendGrid is null ? null : Parts.SendGridSettings.Read(sendGrid),
            Smtp = smtp is null ? null : ReadSmtp(smtp),
            Registrations = root.Section("registrations") is { } registrations ? CosmosSettings.Read(registrations) : null,
            Collateral = root.Section("collateral") is { } collateral ? BlobSettings.Read(collateral) : null,
            Events = root.Section("events") is { } events ? ReadAmqp(events) : null,
            Telemetry = root.Section("telemetry") is { } telemetry ? TelemetrySettings.Read(telemetry) : null,
        };
    }

    private static SmtpSettings ReadSmtp(SettingsReader smtp)
    {
        smtp.Only("host", "port", "security", "user", "password");
        var (user, password) = (smtp.Optional("user"), smtp.Optional("password"));
        if (user is null != password is null)
            smtp.Problem("password", "user and password belong together");
        return new SmtpSettings(smtp.Required("host"), smtp.Port("port", 587), smtp.OneOf("security", SmtpSettings.Securities), user, password);
    }

    private static AmqpSettings ReadAmqp(SettingsReader events)
    {
        events.Only("address", "target", "user", "password");
        var (user, password) = (events.Optional("user"), events.Optional("password"));
        if (user is null != password is null)
            events.Problem("password", "user and password belong together");
        return new AmqpSettings(events.Address("address", "amqp", "amqps"), events.Required("target"), user, password);
    }
}

/// <summary>Registrations in Cosmos DB: by an endpoint, or by a connection string.</summary>
internal sealed record CosmosSettings(Uri? Endpoint, string? ConnectionString, string Database, string Container)
{
    public static CosmosSettings Read(SettingsReader cosmos)
    {
        cosmos.Only("endpoint", "connectionString", "database", "container");
        var connection = cosmos.Optional("connectionString");
        if (cosmos.Has("endpoint") == connection is not null)
            cosmos.Problem("", "name either endpoint or connectionString");
        return new CosmosSettings(
            cosmos.Has("endpoint") ? cosmos.Address("endpoint", "https", "http") : null, connection,
            cosmos.Optional("database") ?? Azure.Cosmos.CosmosStores.Database, cosmos.Optional("container") ?? Azure.Cosmos.CosmosStores.Container);
    }

    public override string ToString() => Container; // not the connection string
}

/// <summary>Sales material and news in Blob Storage.</summary>
/// <param name="ThroughHost">Whether this host hands the files out, because partners do not reach the storage.</param>
internal sealed record BlobSettings(Uri Endpoint, string Container, bool ThroughHost = false)
{
    private static readonly string[] Ways = ["storage", "host"];

    public static BlobSettings Read(SettingsReader blobs)
    {
        blobs.Only("endpoint", "container", "through");
        return new BlobSettings(
            blobs.Address("endpoint", "https"), blobs.Optional("container") ?? "collateral", blobs.OneOf("through", Ways) == "host");
    }
}

/// <summary>Mail by SendGrid.</summary>
/// <param name="WebhookKey">What verifies its events; null: none are taken.</param>
internal sealed record SendGridSettings(string ApiKey, string? WebhookKey, Uri? Host)
{
    public static SendGridSettings Read(SettingsReader sendGrid)
    {
        sendGrid.Only("apiKey", "webhookKey", "host");
        var webhookKey = sendGrid.Optional("webhookKey");
        if (webhookKey is not null && !SendGridWebhook.IsKey(webhookKey))
            sendGrid.Problem("webhookKey", "the verification key is expected that SendGrid shows for the webhook");
        return new SendGridSettings(
            sendGrid.Required("apiKey"), webhookKey, sendGrid.Has("host") ? sendGrid.Address("host", "https", "http") : null);
    }

    public override string ToString() => "SendGrid"; // not the key
}
