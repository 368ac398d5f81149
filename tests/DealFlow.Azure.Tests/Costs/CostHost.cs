using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Azure.Core;
using Azure.Storage.Blobs;
using DealFlow.Azure.Collateral;
using DealFlow.Azure.Cosmos;
using DealFlow.Azure.Cosmos.Indexing;
using DealFlow.Azure.Mails;
using DealFlow.Azure.Tests.Collateral;
using DealFlow.Azure.Tests.Cosmos;
using DealFlow.Azure.Tests.Events;
using DealFlow.Azure.Tests.Mails;
using DealFlow.Embedded;
using DealFlow.Web.Endpoints;
using DealFlow.Web.Hosting;
using DealFlow.Web.Limits;
using DealFlow.Web.Mails;
using DealFlow.Workflow;
using DealFlow.Workflow.Durable;
using DealFlow.Workflow.Events;
using DealFlow.Workflow.Hosting;
using DealFlow.Workflow.Keys;
using DealFlow.Workflow.Links;
using DealFlow.Workflow.Partners;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Registrations;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace DealFlow.Azure.Tests.Costs;

/// <summary>
/// The product as the Azure host composes it, with every store in Cosmos DB, collateral in Blob Storage and mail by SendGrid, whose requests are all
/// counted; the embedded engine stands in for the durable backend, and its turns and activities are counted too.
/// </summary>
internal sealed partial class CostHost : IAsyncDisposable, IClock, IDealEvents
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dealflow-cost-");
    private readonly HttpClient _http = new();
    private readonly CommitQueue _commits;
    private Instant _now = Instant.FromUtc(2026, 3, 2, 9, 0);
    private (long Turns, long Activities) _before;
    private int _mails;
    private FakeSendGrid _mail = null!;
    private EmbeddedEngine _engine = null!;
    private LaterClient _client = null!;
    private Product _product = null!;

    private CostHost() => _commits = CommitQueue.Open(Database);

    public Ledger Ledger { get; } = new();

    public Waker Waker { get; private set; } = null!;

    public DealWork Work => _product.Work;

    public CosmosReindexing Reindexing { get; private set; } = null!;

    private string Database => Path.Combine(_folder.FullName, "engine.db");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<CostHost> StartAsync(CosmosPlace place, BlobServer blobs)
    {
        var host = new CostHost { _mail = await FakeSendGrid.StartAsync() };
        var stores = new CosmosStores(await place.ThroughAsync(await place.NewContainerAsync(), host.Ledger), host);
        await stores.Reindexing.RunAsync(TimeSpan.MaxValue, Stop); // at the start it is complete, and the first sweep has confirmed it
        await stores.Reindexing.RunAsync(TimeSpan.MaxValue, Stop);
        await host.OpenAsync(stores, await blobs.SettingsAsync($"t{Guid.NewGuid():N}", throughHost: false));
        host.Ledger.Take();
        return host;
    }

    public Instant GetCurrentInstant() => _now;

    public Task PublishAsync(DealEvent dealEvent, CancellationToken cancellation)
    {
        Ledger.Note("event");
        return Task.CompletedTask;
    }

    /// <summary>What was asked since the last time, the orchestration's turns and activities included.</summary>
    public Operations Take()
    {
        var (turns, activities) = CountWork();
        var taken = Ledger.Take() with { Turns = turns - _before.Turns, Activities = activities - _before.Activities };
        _before = (turns, activities);
        return taken with { Mails = taken.Mails + MailsSince() };
    }

    public async Task<JsonElement> CallAsync(string method, string route, object? body = null, string? id = null)
    {
        var context = new DefaultHttpContext { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };
        context.Request.Method = method;
        context.Request.Headers.Authorization = "Bearer key";
        context.Request.RouteValues["id"] = id;
        context.Request.Body = new MemoryStream(body is null ? [] : JsonSerializer.SerializeToUtf8Bytes(body));
        using var answer = new MemoryStream();
        context.Response.Body = answer;
        await _product.Runner.RunAsync(_product.Endpoints.Single(endpoint => endpoint.Route == route && endpoint.Method == method), context);
        await _client.FlushAsync();
        await _engine.WhenIdleAsync(Stop);
        var text = Encoding.UTF8.GetString(answer.ToArray());
        Assert.True(context.Response.StatusCode < 300, text);
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Decides by the newest link that a mail brought.</summary>
    public Task DecideAsync(string decision)
    {
        var token = _mail.Mails.Reverse().SelectMany(mail => mail.GetProperty("content").EnumerateArray())
            .SelectMany(part => Link().Matches(part.GetProperty("value").GetString()!)).First().Groups[1].Value;
        return CallAsync("POST", "/api/decisions", new { token, decision });
    }

    /// <summary>Time passes from deadline to deadline.</summary>
    public async Task PassAsync(Duration time)
    {
        var end = _now + time;
        while (_engine.NextDue is { } due && due <= end)
            await MoveToAsync(due);
        await MoveToAsync(end);
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        await _commits.DisposeAsync();
        await _mail.DisposeAsync();
        _http.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task OpenAsync(CosmosStores stores, Local.Parts.PartSettings parts)
    {
        parts.BlobOptions!.AddPolicy(Ledger.Blobs, HttpPipelinePosition.PerRetry);
        var service = new BlobServiceClient(parts.Collateral!.Endpoint, parts.Credential, parts.BlobOptions);
        var container = service.GetBlobContainerClient(parts.Collateral.Container);
        await container.CreateAsync(cancellationToken: Stop);
        await container.GetBlobClient("contoso-network/firewall/de/price-list.pdf").UploadAsync(BinaryData.FromString("%PDF"), Stop);
        await stores.Partners.SaveAsync(new Membership("contoso", "acme", "Acme GmbH", "gold", "de", "deals@acme.example", [], null, ["contoso-network"]), Stop);
        await stores.Keys.AddAsync(new ApiKey(ApiKey.HashOf("key"), new KeyOwner(KeyOwnerKind.Partner, "acme"), _now), Stop);
        var programs = await ProgramCatalog.OpenAsync(
            ProgramFolder.Read(Path.Combine(AppContext.BaseDirectory, "programs"), _now), stores.Programs, (_, _) => Task.CompletedTask, Stop);
        var settings = new DealFlowSettings("https://deals.contoso.example", "deals@contoso.example");
        var catalog = new OrchestrationCatalog(DealFlowJson.Options);
        _engine = new EmbeddedEngine(_commits, catalog, this, NullLogger<EmbeddedEngine>.Instance);
        _client = new LaterClient(_engine);
        Waker = new Waker(_client, stores.Registrations);
        Reindexing = stores.Reindexing;
        var ports = new Ports
        {
            Registrations = stores.Registrations,
            Contacts = stores.Contacts,
            Accounts = stores.Accounts,
            Candidates = stores.Candidates,
            Aliases = stores.Aliases,
            Partners = stores.Partners,
            Signals = stores.Signals,
            Daily = stores.Daily,
            Composer = new MailComposer(),
            Mailer = new SendGridMailer(
                SendGridMailer.CreateClient(_http, "SG.key", _mail.Address), stores.SentMails, settings, this, SendGridRetries.Usual with { Time = new NoWaiting() }),
            News = new BlobNews(container, NullLogger<BlobNews>.Instance),
            Events = this,
            Waker = Waker,
            Programs = programs,
            Signer = new TokenSigner(new TokenKeys("k1", new Dictionary<string, byte[]> { ["k1"] = new byte[32] })),
            Randomness = new SystemRandomness(),
            Clock = this,
            Loggers = NullLoggerFactory.Instance,
        };
        var web = new WebPorts
        {
            Pipeline = stores.Pipeline,
            Keys = stores.Keys,
            SignIn = stores.SignIn,
            Collateral = new BlobCollateral(service, container.Name, programs),
            MailHook = _ => new MailHookEndpoint("signature", "timestamp", null),
            Health = [],
            Limits = new RateLimits(),
        };
        _product = new Product(ports, web, settings);
        _product.Work.Activities.AddTo(catalog, _engine);
        await _engine.StartAsync(Stop);
    }

    private async Task MoveToAsync(Instant now)
    {
        _now = now;
        _engine.ClockMoved();
        await _engine.WhenIdleAsync(Stop);
    }

    private int MailsSince()
    {
        var sent = _mail.Mails.Count - _mails;
        _mails += sent;
        return sent;
    }

    private (long Turns, long Activities) CountWork()
    {
        using var database = new SqliteConnection($"Data Source={Database};Mode=ReadOnly;Pooling=False");
        database.Open();
        return (Scalar(database, "SELECT coalesce(sum(turns), 0) FROM engine_instances"),
            Scalar(database, "SELECT count(*) FROM engine_history, json_each(entries) WHERE value ->> 'kind' IN (3, 'ActivityCompleted')"));
    }

    private static long Scalar(SqliteConnection database, string sql)
    {
        using var command = database.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    [GeneratedRegex(@"decide\?t=([A-Za-z0-9_.-]+)")]
    private static partial Regex Link();
}
