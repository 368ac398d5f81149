using DealFlow.Azure.Mails;
using DealFlow.Web.Limits;
using DealFlow.Workflow;
using DealFlow.Workflow.Links;
using Microsoft.Extensions.Configuration;

namespace DealFlow.Functions.Hosting;

/// <summary>
/// Reads the settings and finds everything that is wrong with them, and what contradicts each other, before anything starts.
/// </summary>
internal sealed class SettingsReader
{
    private const string Scheduler = "DURABLE_TASK_SCHEDULER_CONNECTION_STRING";
    private const string Backend = "AzureFunctionsJobHost__extensions__durableTask__storageProvider__type";
    private const string DurableStorage = "AzureWebJobsStorage__queueServiceUri";
    private readonly NamedSettings _settings;

    private SettingsReader(IConfiguration configuration) => _settings = new NamedSettings(configuration);

    /// <summary>Reads all of them.</summary>
    /// <exception cref="SettingsException">Something is wrong.</exception>
    public static HostSettings Read(IConfiguration configuration) => new SettingsReader(configuration).Read();

    private HostSettings Read()
    {
        var clientId = Identity();
        CheckBackend(clientId);
        var settings = new HostSettings(
            new DealFlowSettings(PublicBaseUrl(), _settings.MailAddress("Mail__From")),
            clientId,
            new StoreSettings(_settings.Https("Cosmos__Endpoint"), _settings.Text("Cosmos__Database", "dealflow"), _settings.Text("Cosmos__Container", "deals")),
            new CollateralSettings(_settings.Https("Collateral__Endpoint"), _settings.Text("Collateral__Container", "collateral"), _settings.IsChosen("Collateral__Through", "host", "storage")),
            new MailSettings(_settings.Secret("SendGrid__ApiKey"), _settings.Find("SendGrid__WebhookKey") is null ? null : WebhookKey("SendGrid__WebhookKey")),
            new EventSettings(_settings.HostName("Events__Namespace"), _settings.Text("Events__Topic", "deal-events")),
            LinkKeys(),
            new RateLimits(_settings.Count("RateLimits__PerKey", 1, 100), _settings.Count("RateLimits__PerAddress", 1, 200), _settings.Count("RateLimits__Proxies", 0, 1)),
            new TelemetrySettings(Telemetry("APPLICATIONINSIGHTS_CONNECTION_STRING"), _settings.Share("Telemetry__SampledShare", 0.1f)));
        return _settings.Errors.Count == 0 ? settings : throw new SettingsException(_settings.Errors);
    }

    private string? Identity()
    {
        const string Name = "Identity__ClientId";
        if (_settings.Find(Name) is { } id)
            return Guid.TryParse(id, out _) ? id : _settings.Wrong(Name, "is no client id of a managed identity (a GUID)");
        return _settings.Find("AZURE_FUNCTIONS_ENVIRONMENT") is "Development"
            ? null
            : _settings.Wrong(Name, "is missing; expected the client id of the managed identity that the app runs as");
    }

    /// <summary>What host.json and the durable extension read by themselves, and would complain of in their own words much later.</summary>
    private void CheckBackend(string? clientId)
    {
        if (_settings.Find("TASKHUB_NAME") is null)
            _settings.Wrong("TASKHUB_NAME", "is missing; expected the name of the task hub that deals run in");
        if (_settings.Find(Backend) is "AzureStorage")
        {
            if (_settings.Find(Scheduler) is not null)
                _settings.Wrong(Scheduler, $"is set although {Backend} says that deals run on Azure Storage; take one of them away");
            if (_settings.Find(DurableStorage) is null && _settings.Find("AzureWebJobsStorage") is null)
                _settings.Wrong(DurableStorage, "is missing; the durable tasks on Azure Storage need queues and tables");
            return;
        }

        if (_settings.Find(Backend) is not (null or "azureManaged"))
            _settings.Wrong(Backend, "is neither \"azureManaged\" nor \"AzureStorage\"");
        if (_settings.Find(Scheduler) is not { } connection)
            _settings.Wrong(Scheduler, "is missing; expected Endpoint=…;Authentication=ManagedIdentity;ClientID=…");
        else if (clientId is not null && !connection.Contains($"ClientID={clientId}", StringComparison.OrdinalIgnoreCase))
            _settings.Wrong(Scheduler, "names another identity than Identity__ClientId; the roles are held by one");
    }

    private string PublicBaseUrl()
    {
        const string Name = "PublicBaseUrl";
        var text = _settings.Required(Name, "the address that all links begin with, such as https://deals.contoso.com");
        if (text is not null && !(NamedSettings.TryHttps(text, out var uri) && uri is { PathAndQuery: "/", Fragment: "" } && !text.EndsWith('/')))
            _settings.Wrong(Name, "is not like https://deals.contoso.com: https, and nothing after the host name");
        return text ?? "";
    }

    private KeyRing LinkKeys()
    {
        const string Name = "Links__Keys";
        var json = _settings.Secret(Name);
        if (json.Length > 0)
        {
            try
            {
                return KeyRing.Read(json);
            }
            catch (FormatException e)
            {
                _settings.Wrong(Name, $"cannot be used: {e.Message}");
            }
        }

        return null!; // there is an error, so nobody sees it
    }

    private string WebhookKey(string name)
    {
        var text = _settings.Secret(name);
        if (text.Length > 0 && !SendGridWebhook.IsKey(text))
            _settings.Wrong(name, "is not the public key that SendGrid shows for its signed Event Webhook (base 64)");
        return text;
    }

    private string? Telemetry(string name) => _settings.Find(name) is { } text && !text.Split(';').Any(IsInstrumentationKey)
        ? _settings.Wrong(name, "is not a connection string of Application Insights (InstrumentationKey=…;IngestionEndpoint=…)")
        : _settings.Find(name);

    private static bool IsInstrumentationKey(string part) =>
        part.Split('=') is [var key, var value] && key.Trim().Equals("InstrumentationKey", StringComparison.OrdinalIgnoreCase) && Guid.TryParse(value, out _);
}
