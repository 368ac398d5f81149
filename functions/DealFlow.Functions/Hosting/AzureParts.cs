using Azure.Core;
using Azure.Messaging.ServiceBus;
using Azure.Storage.Blobs;
using DealFlow.Azure.Collateral;
using DealFlow.Azure.Cosmos;
using DealFlow.Azure.Mails;
using DealFlow.Domain.Programs;
using DealFlow.Functions.Events;
using DealFlow.Web.Endpoints;
using DealFlow.Workflow.Programs;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace DealFlow.Functions.Hosting;

/// <summary>The ports on Azure: Cosmos DB, Blob Storage, SendGrid and Service Bus.</summary>
internal sealed class AzureParts
{
    private readonly CosmosStores _stores;

    private AzureParts(CosmosStores stores, Ports ports) => (_stores, Ports) = (stores, ports);

    /// <summary>All of them.</summary>
    public Ports Ports { get; }

    /// <summary>What is kept of programs.</summary>
    public IProgramStore Programs => _stores.Programs;

    /// <summary>Opens them. Nothing is asked of them yet.</summary>
    public static AzureParts Open(HostSettings settings, TokenCredential credential, IClock clock)
    {
        var cosmos = new CosmosClient(settings.Store.Endpoint.AbsoluteUri, credential, CosmosStores.ClientOptions());
        var stores = new CosmosStores(cosmos.GetContainer(settings.Store.Database, settings.Store.Container), clock);
        var blobs = new BlobServiceClient(settings.Collateral.Endpoint, credential);
        var container = blobs.GetBlobContainerClient(settings.Collateral.Container);
        var bus = new ServiceBusClient(settings.Events.Namespace, credential, ServiceBusDealEvents.ClientOptions);
        var sender = bus.CreateSender(settings.Events.Topic);
        var mail = SendGridMailer.CreateClient(new HttpClient { Timeout = TimeSpan.FromSeconds(30) }, settings.Mail.ApiKey); // one for the life of the host
        return new AzureParts(stores, new Ports
        {
            Registrations = stores.Registrations,
            Contacts = stores.Contacts,
            Accounts = stores.Accounts,
            Candidates = stores.Candidates,
            Aliases = stores.Aliases,
            Pipeline = stores.Pipeline,
            Partners = stores.Partners,
            Keys = stores.Keys,
            SignIn = stores.SignIn,
            Signals = stores.Signals,
            Daily = stores.Daily,
            Mailer = new SendGridMailer(mail, stores.SentMails, settings.Product, clock, SendGridRetries.Usual),
            Collateral = programs => new BlobCollateral(blobs, settings.Collateral.Container, programs),
            News = loggers => new BlobNews(container, loggers.CreateLogger<BlobNews>()),
            Events = loggers => new ServiceBusDealEvents(sender, loggers.CreateLogger<ServiceBusDealEvents>()),
            MailHook = desk => new MailHookEndpoint(
                SendGridWebhook.SignatureHeader, SendGridWebhook.TimestampHeader,
                settings.Mail.WebhookKey is { } key ? new SendGridWebhook(key, stores.SentMails, desk).HandleAsync : null),
            Health = [new("store", stores.CheckAsync)],
        });
    }

    /// <summary>Lets the open deals of a program look again.</summary>
    public Task LookAgainAsync(DealProgram program, CancellationToken cancellation) =>
        _stores.Registrations.MarkToBeWokenAsync(program.Manufacturer.Id, program.Id, cancellation);
}
