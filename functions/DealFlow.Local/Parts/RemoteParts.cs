using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;
using DealFlow.Azure.Collateral;
using DealFlow.Azure.Cosmos;
using DealFlow.Azure.Mails;
using DealFlow.Local.Events;
using DealFlow.Local.Hosting;
using DealFlow.Local.Mails;
using DealFlow.Workflow;
using DealFlow.Workflow.Collateral;
using DealFlow.Workflow.Events;
using DealFlow.Workflow.Mails;
using DealFlow.Workflow.Programs;
using Microsoft.Azure.Cosmos;
using NodaTime;

namespace DealFlow.Local.Parts;

/// <summary>Makes the parts that are not this machine's, as the settings say; null for each that stays here.</summary>
internal sealed class RemoteParts(PartSettings settings) : IAsyncDisposable
{
    private readonly Lazy<TokenCredential> _credential = new(() => settings.Credential ?? new DefaultAzureCredential());
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private CosmosClient? _cosmos;
    private AmqpDealEvents? _events;

    /// <summary>The stores in Cosmos DB.</summary>
    public async Task<CosmosStores?> OpenCosmosAsync(IClock clock, CancellationToken cancellation)
    {
        if (settings.Registrations is not { } place)
            return null;
        var options = CosmosStores.ClientOptions();
        if (place.Endpoint?.Scheme == Uri.UriSchemeHttp || place.ConnectionString?.Contains("=http://", StringComparison.OrdinalIgnoreCase) is true)
            (options.ConnectionMode, options.LimitToEndpoint) = (ConnectionMode.Gateway, true); // an emulator on this machine
        if (settings.CosmosHttp is { } http)
            options.HttpClientFactory = http;
        try
        {
            _cosmos = place.ConnectionString is { } connection
                ? new CosmosClient(connection, options)
                : new CosmosClient(place.Endpoint!.ToString(), _credential.Value, options);
            var stores = new CosmosStores(_cosmos.GetContainer(place.Database, place.Container), clock, settings.CosmosTime);
            await stores.CheckAsync(cancellation);
            await stores.Reindexing.OpenAsync(cancellation);
            return stores;
        }
        catch (Exception e) when (e is CosmosException or StoreUnavailableException or ArgumentException or HttpRequestException or AuthenticationFailedException or UriFormatException)
        {
            throw new HostStartException(
                $"registrations: Cosmos DB does not answer for the container {place.Database}/{place.Container} ({(e as CosmosException)?.StatusCode.ToString() ?? e.GetType().Name}). "
                + "Is it there, and may this machine read and write it?");
        }
    }

    /// <summary>Sales material and news in Blob Storage.</summary>
    public (ICollateral Collateral, INews News)? OpenBlobs(IProgramCatalog programs, FileLinks links, ILoggerFactory loggers)
    {
        if (settings.Collateral is not { } place)
            return null;
        var service = new BlobServiceClient(place.Endpoint, _credential.Value, settings.BlobOptions);
        return (
            new BlobCollateral(service, place.Container, programs, place.ThroughHost ? links : null),
            new BlobNews(service.GetBlobContainerClient(place.Container), loggers.CreateLogger<BlobNews>()));
    }

    /// <summary>Mail by SendGrid or by a mail server.</summary>
    public IMailer? OpenMail(ISentMails sent, DealFlowSettings dealFlow, IClock clock) => settings switch
    {
        { SendGrid: { } sendGrid } => new SendGridMailer(
            SendGridMailer.CreateClient(_http, sendGrid.ApiKey, sendGrid.Host?.ToString().TrimEnd('/')), sent, dealFlow, clock, settings.MailRetries),
        { Smtp: { } smtp } => new SmtpMailer(smtp, sent, dealFlow, clock),
        _ => null,
    };

    /// <summary>Events to a broker.</summary>
    public IDealEvents? OpenEvents() => settings.Events is { } place ? _events = new AmqpDealEvents(place, settings.EventsTime) : null;

    public async ValueTask DisposeAsync()
    {
        if (_events is not null)
            await _events.DisposeAsync();
        _cosmos?.Dispose();
        _http.Dispose();
    }
}
