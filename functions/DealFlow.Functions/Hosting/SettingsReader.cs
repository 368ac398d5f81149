using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Mail;
using DealFlow.Azure.Mails;
using DealFlow.Web.Limits;
using DealFlow.Workflow;
using DealFlow.Workflow.Links;
using Microsoft.Extensions.Configuration;

namespace DealFlow.Functions.Hosting;

/// <summary>
/// Reads the settings and finds everything that is wrong with them before anything starts. Names are those of the application settings
/// (<c>Cosmos__Endpoint</c>); no value is ever repeated, because some are secrets.
/// </summary>
internal sealed class SettingsReader
{
    private const string Scheduler = "DURABLE_TASK_SCHEDULER_CONNECTION_STRING";
    private const string Backend = "AzureFunctionsJobHost__extensions__durableTask__storageProvider__type";
    private const string DurableStorage = "AzureWebJobsStorage__queueServiceUri";
    private readonly IConfiguration _configuration;
    private readonly List<string> _errors = [];

    private SettingsReader(IConfiguration configuration) => _configuration = configuration;

    /// <summary>Reads all of them.</summary>
    /// <exception cref="SettingsException">Something is wrong.</exception>
    public static HostSettings Read(IConfiguration configuration) => new SettingsReader(configuration).Read();

    private HostSettings Read()
    {
        var clientId = Identity();
        CheckBackend(clientId);
        var settings = new HostSettings(
            new DealFlowSettings(PublicBaseUrl(), MailAddress("Mail__From")),
            clientId,
            new StoreSettings(Https("Cosmos__Endpoint"), Text("Cosmos__Database", "dealflow"), Text("Cosmos__Container", "deals")),
            new CollateralSettings(Https("Collateral__Endpoint"), Text("Collateral__Container", "collateral"), IsChosen("Collateral__Through", "host", "storage")),
            new MailSettings(Secret("SendGrid__ApiKey"), Find("SendGrid__WebhookKey") is null ? null : WebhookKey("SendGrid__WebhookKey")),
            new EventSettings(HostName("Events__Namespace"), Text("Events__Topic", "deal-events")),
            LinkKeys(),
            new RateLimits(Count("RateLimits__PerKey", 1, 100), Count("RateLimits__PerAddress", 1, 200), Count("RateLimits__Proxies", 0, 1)),
            new TelemetrySettings(Telemetry("APPLICATIONINSIGHTS_CONNECTION_STRING"), Share("Telemetry__SampledShare", 0.1f)));
        return _errors.Count == 0 ? settings : throw new SettingsException(_errors);
    }

    private string? Identity()
    {
        const string Name = "Identity__ClientId";
        if (Find(Name) is { } id)
            return Guid.TryParse(id, out _) ? id : Wrong(Name, "is no client id of a managed identity (a GUID)");
        return Find("AZURE_FUNCTIONS_ENVIRONMENT") is "Development"
            ? null
            : Wrong(Name, "is missing; expected the client id of the managed identity that the app runs as");
    }

    /// <summary>What host.json and the durable extension read by themselves, and would complain of in their own words much later.</summary>
    private void CheckBackend(string? clientId)
    {
        if (Find("TASKHUB_NAME") is null)
            Wrong("TASKHUB_NAME", "is missing; expected the name of the task hub that deals run in");
        if (Find(Backend) is "AzureStorage")
        {
            if (Find(Scheduler) is not null)
                Wrong(Scheduler, $"is set although {Backend} says that deals run on Azure Storage; take one of them away");
            if (Find(DurableStorage) is null && Find("AzureWebJobsStorage") is null)
                Wrong(DurableStorage, "is missing; the durable tasks on Azure Storage need queues and tables");
            return;
        }

        if (Find(Backend) is not (null or "azureManaged"))
            Wrong(Backend, "is neither \"azureManaged\" nor \"AzureStorage\"");
        if (Find(Scheduler) is not { } connection)
            Wrong(Scheduler, "is missing; expected Endpoint=…;Authentication=ManagedIdentity;ClientID=…");
        else if (clientId is not null && !connection.Contains($"ClientID={clientId}", StringComparison.OrdinalIgnoreCase))
            Wrong(Scheduler, "names another identity than Identity__ClientId; the roles are held by one");
    }

    private string PublicBaseUrl()
    {
        const string Name = "PublicBaseUrl";
        var text = Required(Name, "the address that all links begin with, such as https://deals.contoso.com");
        if (text is not null && !(TryHttps(text, out var uri) && uri is { PathAndQuery: "/", Fragment: "" } && !text.EndsWith('/')))
            Wrong(Name, "is not like https://deals.contoso.com: https, and nothing after the host name");
        return text ?? "";
    }

    private string MailAddress(string name)
    {
        var text = Required(name, "the address that mails come from; its domain must be authenticated with SendGrid");
        if (text is not null && !(System.Net.Mail.MailAddress.TryCreate(text, out var address) && address.Address == text))
            Wrong(name, "is not a mail address");
        return text ?? "";
    }

    private KeyRing LinkKeys()
    {
        const string Name = "Links__Keys";
        var json = Secret(Name);
        if (json.Length > 0)
        {
            try
            {
                return KeyRing.Read(json);
            }
            catch (FormatException e)
            {
                Wrong(Name, $"cannot be used: {e.Message}");
            }
        }

        return null!; // there is an error, so nobody sees it
    }

    /// <summary>A reference to Key Vault that the platform could not resolve arrives as it was written.</summary>
    private string Secret(string name)
    {
        var text = Required(name, "a secret, from Key Vault");
        if (text?.StartsWith("@Microsoft.KeyVault(", StringComparison.OrdinalIgnoreCase) is true)
        {
            Wrong(name, "is a reference to Key Vault that could not be resolved: is the secret there, and has the identity the role Key Vault Secrets User?");
            return "";
        }

        return text ?? "";
    }

    private string WebhookKey(string name)
    {
        var text = Secret(name);
        if (text.Length > 0 && !SendGridWebhook.IsKey(text))
            Wrong(name, "is not the public key that SendGrid shows for its signed Event Webhook (base 64)");
        return text;
    }

    private Uri Https(string name)
    {
        if (Required(name, "an https address") is { } text)
            return TryHttps(text, out var uri) ? uri : NoUri(name);
        return null!;
    }

    private Uri NoUri(string name)
    {
        Wrong(name, "is not an https address");
        return null!;
    }

    private string HostName(string name)
    {
        var text = Required(name, "the host name of the Service Bus namespace, such as contoso.servicebus.windows.net");
        if (text is not null && Uri.CheckHostName(text) is not UriHostNameType.Dns)
            Wrong(name, "is not a host name (no sb://, no path)");
        return text ?? "";
    }

    private int Count(string name, int least, int otherwise)
    {
        if (Find(name) is not { } text)
            return otherwise;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= least)
            return count;
        Wrong(name, $"is not a whole number from {least} up");
        return otherwise;
    }

    private float Share(string name, float otherwise)
    {
        if (Find(name) is not { } text)
            return otherwise;
        if (float.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1)
            return share;
        Wrong(name, "is not a share from 0 to 1, such as 0.1");
        return otherwise;
    }

    /// <summary>Whether the first of two words is set; the other one is meant where nothing is.</summary>
    private bool IsChosen(string name, string word, string otherwise)
    {
        if (Find(name) is { } text && text != word && text != otherwise)
            Wrong(name, $"is neither \"{word}\" nor \"{otherwise}\"");
        return Find(name) == word;
    }

    private string? Telemetry(string name) => Find(name) is { } text && !text.Split(';').Any(IsInstrumentationKey)
        ? Wrong(name, "is not a connection string of Application Insights (InstrumentationKey=…;IngestionEndpoint=…)")
        : Find(name);

    private static bool IsInstrumentationKey(string part) =>
        part.Split('=') is [var key, var value] && key.Trim().Equals("InstrumentationKey", StringComparison.OrdinalIgnoreCase) && Guid.TryParse(value, out _);

    private string Text(string name, string otherwise) => Find(name) ?? otherwise;

    private string? Required(string name, string expected) => Find(name) ?? Wrong(name, $"is missing; expected {expected}");

    private string? Find(string name) => _configuration[name.Replace("__", ":", StringComparison.Ordinal)] is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    private string? Wrong(string name, string why)
    {
        _errors.Add($"{name} {why}.");
        return null;
    }

    private static bool TryHttps(string text, [NotNullWhen(true)] out Uri? uri) =>
        Uri.TryCreate(text, UriKind.Absolute, out uri) && uri.Scheme == Uri.UriSchemeHttps;
}
