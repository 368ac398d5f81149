using Azure.Core;
using Azure.Messaging.ServiceBus;
using Azure.Storage.Blobs;
using DealFlow.Azure.Collateral;
using DealFlow.Azure.Cosmos;
using DealFlow.Azure.Mails;
using DealFlow.Functions.Events;
using DealFlow.Web.Endpoints;
using DealFlow.Web.Hosting;
using DealFlow.Web.Mails;
using DealFlow.Workflow.Collateral;
using DealFlow.Workflow.Hosting;
using DealFlow.Workflow.Links;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Registrations;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace DealFlow.Functions.Hosting;

/// <summary>The ports on Azure: Cosmos DB, Blob Storage, SendGrid and Service Bus. Nothing is asked of them until they are used.</summary>
internal sealed class AzureParts
{
    private readonly HostSettings _settings;
    private readonly IClock _clock;
    private readonly BlobServiceClient _blobs;
    private readonly ServiceBusSender _sender;
    private readonly TokenSigner _signer;

    /// <summary>Opens them.</summary>
    public AzureParts(HostSettings settings, TokenCredential credential, IClock clock)
    {
        (_settings, _clock) = (settings, clock);
        _signer = new TokenSigner(() => settings.LinkKeys.At(clock.GetCurrentInstant()));
        var cosmos = new CosmosClient(settings.Store.Endpoint.AbsoluteUri, credential, CosmosStores.ClientOptions());
        Stores = new CosmosStores(cosmos.GetContainer(settings.Store.Database, settings.Store.Container), clock);
        _blobs = new BlobServiceClient(settings.Collateral.Endpoint, credential);
        _sender = new ServiceBusClient(settings.Events.Namespace, credential, ServiceBusDealEvents.ClientOptions).CreateSender(settings.Events.Topic);
    }

    /// <summary>The stores.</summary>
    public CosmosStores Stores { get; }

    /// <summary>What the workflow needs.</summary>
    public Ports PortsFor(IProgramCatalog programs, IWaker waker, ILoggerFactory loggers) => new()
    {
        Registrations = Stores.Registrations,
        Contacts = Stores.Contacts,
        Accounts = Stores.Accounts,
        Candidates = Stores.Candidates,
        Aliases = Stores.Aliases,
        Partners = Stores.Partners,
        Signals = Stores.Signals,
        Daily = Stores.Daily,
        Composer = new MailComposer(),
        Mailer = new SendGridMailer(
            SendGridMailer.CreateClient(new HttpClient { Timeout = TimeSpan.FromSeconds(30) }, _settings.Mail.ApiKey), // one for the life of the host
            Stores.SentMails, _settings.Product, _clock, SendGridRetries.Usual),
        News = new BlobNews(_blobs.GetBlobContainerClient(_settings.Collateral.Container), loggers.CreateLogger<BlobNews>()),
        Events = new ServiceBusDealEvents(_sender, loggers.CreateLogger<ServiceBusDealEvents>()),
        Waker = waker,
        Programs = programs,
        Signer = _signer,
        Randomness = new SystemRandomness(),
        Clock = _clock,
        Loggers = loggers,
    };

    /// <summary>What the API and the pages need.</summary>
    public WebPorts WebPortsFor(IProgramCatalog programs)
    {
        var collateral = new BlobCollateral(
            _blobs, _settings.Collateral.Container, programs, _settings.Collateral.ThroughHost ? new FileLinks(_signer, _settings.Product) : null);
        return new()
        {
            Pipeline = Stores.Pipeline,
            Keys = Stores.Keys,
            SignIn = Stores.SignIn,
            Collateral = collateral,
            Files = _settings.Collateral.ThroughHost ? collateral : null,
            MailHook = desk => new MailHookEndpoint(
                SendGridWebhook.SignatureHeader, SendGridWebhook.TimestampHeader,
                _settings.Mail.WebhookKey is { } key ? new SendGridWebhook(key, Stores.SentMails, desk).HandleAsync : null),
            Health = [new("store", Stores.CheckAsync), new("candidates", Stores.Reindexing.LookAsync) { Progress = () => Stores.Reindexing.Progress }],
            Limits = _settings.Limits,
        };
    }
}
