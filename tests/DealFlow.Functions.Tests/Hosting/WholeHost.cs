using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Azure.Messaging.ServiceBus;
using DealFlow.Azure.Tests.Parts;
using DealFlow.Embedded;
using DealFlow.Functions.Events;
using DealFlow.Functions.Hosting;
using DealFlow.Functions.Web;
using DealFlow.Local.Candidates;
using DealFlow.Local.Hosting;
using DealFlow.Local.Stores;
using DealFlow.Web.Endpoints;
using DealFlow.Web.Hosting;
using DealFlow.Web.Mails;
using DealFlow.Workflow.Collateral;
using DealFlow.Workflow.Hosting;
using DealFlow.Workflow.Keys;
using DealFlow.Workflow.Links;
using DealFlow.Workflow.Mails;
using DealFlow.Workflow.Partners;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Registrations;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using NodaTime;

namespace DealFlow.Functions.Tests.Hosting;

/// <summary>
/// The product as this host composes it, entered through what its triggers call: the stores of the local host, the embedded engine behind the
/// Durable Task client, and a Service Bus sender that does as it is told.
/// </summary>
internal sealed partial class WholeHost : IAsyncDisposable, IClock
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dealflow-functions-");
    private readonly CommitQueue _commits;
    private Instant _now = Instant.FromUtc(2026, 3, 2, 9, 0);
    private AccountIndexing _accounts = null!;
    private ClaimIndexing _claims = null!;
    private EmbeddedEngine _engine = null!;
    private SdkOverEngine _client = null!;
    private DurableProduct _product = null!;

    private WholeHost() => _commits = CommitQueue.Open(Path.Combine(_folder.FullName, "dealflow.db"));

    /// <summary>What was sent to Service Bus, by message id.</summary>
    public List<string> Sent { get; } = [];

    /// <summary>What Service Bus answers; null: it takes the message.</summary>
    public Func<Exception?> ServiceBus { get; set; } = () => null;

    /// <summary>What the mail service answers; null: it takes the mail.</summary>
    public Func<Exception?> MailService { get; set; } = () => null;

    /// <summary>What the store of registrations answers to a call; null: it does what is asked.</summary>
    public Func<string, Exception?> Store { get; set; } = _ => null;

    /// <summary>What indexing customers anew does.</summary>
    public Func<Task> Reindexing { get; set; } = () => Task.CompletedTask;

    /// <summary>The numbers of the log messages that alerts can be set on.</summary>
    public ErrorNumbers Errors { get; } = new();

    public Mailbox Mailbox { get; private set; } = null!;

    /// <summary>What the timers call.</summary>
    public RegularWork Work => _product.Work;

    public Instant GetCurrentInstant() => _now;

    public static async Task<WholeHost> StartAsync(CancellationToken cancellation)
    {
        var host = new WholeHost();
        await host.OpenAsync(cancellation);
        return host;
    }

    /// <summary>Calls a route as its trigger does, and lets everything come to rest.</summary>
    public async Task<JsonElement> CallAsync(string method, string route, string? body, string? key = "key", string? id = null)
    {
        var context = new DefaultHttpContext { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };
        context.Request.Method = method;
        context.Request.Headers.Authorization = $"Bearer {key}";
        context.Request.RouteValues["id"] = id;
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body ?? ""));
        using var answer = new MemoryStream();
        context.Response.Body = answer;
        var result = method == "GET" ? _product.Web.Look(context.Request, route) : _product.Web.Do(context.Request, route, _client);
        await result.ExecuteAsync(context);
        await IdleAsync();
        var text = Encoding.UTF8.GetString(answer.ToArray());
        Assert.True(context.Response.StatusCode < 300, text);
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>The token of the newest link to decide.</summary>
    public string DecideToken() => Mailbox.List().SelectMany(mail => Link().Matches(mail.Html)).Select(match => match.Groups[1].Value).First();

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
        await _claims.DisposeAsync();
        await _accounts.DisposeAsync();
        await _commits.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task OpenAsync(CancellationToken cancellation)
    {
        await LocalDatabase.OpenAsync(_commits);
        _accounts = AccountIndexing.Open(_commits, DataFolder.CandidatesIn(_folder.FullName), NullLogger<AccountIndexing>.Instance);
        _claims = await ClaimIndexing.OpenAsync(_commits, NullLogger<ClaimIndexing>.Instance);
        await Task.WhenAll(_accounts.Made, _claims.Made);
        var settings = Settings.Read();
        var store = FailingStore.Around(new SqliteRegistrationStore(_commits, this), call => Store(call));
        var partners = new SqlitePartnerStore(_commits);
        await partners.SaveAsync(new Membership("contoso", "acme", "Acme GmbH", "gold", "de", "deals@acme.example", [], null, ["contoso-network"]), cancellation);
        var keys = new SqliteKeyStore(_commits, this);
        await keys.AddAsync(new ApiKey(ApiKey.HashOf("key"), new KeyOwner(KeyOwnerKind.Partner, "acme"), _now), cancellation);
        Mailbox = new Mailbox(_commits, this, settings.Product);
        var sender = new Mock<ServiceBusSender>();
        sender.Setup(to => to.SendMessageAsync(It.IsAny<ServiceBusMessage>(), It.IsAny<CancellationToken>())).Returns((ServiceBusMessage message, CancellationToken _) =>
        {
            if (ServiceBus() is { } failure)
                return Task.FromException(failure);
            Sent.Add(message.MessageId);
            return Task.CompletedTask;
        });
        var mailer = new Mock<IMailer>();
        mailer.Setup(to => to.SendAsync(It.IsAny<OutgoingMail>(), It.IsAny<CancellationToken>())).Returns((OutgoingMail mail, CancellationToken stop) =>
            MailService() is { } failure ? Task.FromException(failure) : Mailbox.SendAsync(mail, stop));
        var loggers = LoggerFactory.Create(logging => logging.AddProvider(Errors));
        var loaded = ProgramFolder.Read(LocalOptions.SampleFolder, _now);
        var programs = await ProgramCatalog.OpenAsync(loaded, new ProgramsInMemory(), (_, _) => Task.CompletedTask, cancellation);
        Ports PortsFor(IWaker waker) => new()
        {
            Registrations = store,
            Partners = partners,
            Composer = new MailComposer(),
            Mailer = mailer.Object,
            Contacts = new SqliteContactStore(_commits, this),
            Accounts = new SqliteAccountStore(_commits, _accounts),
            Candidates = _accounts.Index,
            Aliases = new SqliteAliasStore(_commits),
            Signals = new SqliteSignalStore(_commits),
            Daily = new SqliteDailyMailStore(_commits),
            News = Mock.Of<INews>(news => news.ListAsync(It.IsAny<Domain.Programs.DealProgram>(), It.IsAny<CancellationToken>()) == Task.FromResult<IReadOnlyList<NewsItem>>(Array.Empty<NewsItem>())),
            Events = new ServiceBusDealEvents(sender.Object, loggers.CreateLogger<ServiceBusDealEvents>()),
            Waker = waker,
            Programs = programs,
            Signer = new TokenSigner(() => settings.LinkKeys.At(_now)),
            Randomness = new SystemRandomness(),
            Clock = this,
            Loggers = loggers,
        };
        var web = new WebPorts
        {
            Pipeline = new SqlitePipelineStore(_commits),
            Keys = keys,
            SignIn = new SqliteSignInStore(_commits, this),
            Collateral = Mock.Of<ICollateral>(),
            MailHook = _ => new MailHookEndpoint("signature", "timestamp", null),
            Health = [],
            Limits = settings.Limits,
        };
        _product = new DurableProduct(store, PortsFor, web, _ => Reindexing(), settings.Product, loggers);
        _engine = new EmbeddedEngine(_commits, _product.Catalog, this, NullLogger<EmbeddedEngine>.Instance);
        _client = new SdkOverEngine(_engine);
        await _engine.StartAsync(cancellation);
    }

    private async Task MoveToAsync(Instant now)
    {
        _now = now;
        _engine.ClockMoved();
        await IdleAsync();
    }

    private async Task IdleAsync() => await _engine.WhenIdleAsync(TestContext.Current.CancellationToken);

    [GeneratedRegex(@"decide\?t=([A-Za-z0-9_.-]+)")]
    private static partial Regex Link();

    private sealed class ProgramsInMemory : IProgramStore
    {
        private readonly Dictionary<string, string> _kept = [];

        public Task KeepTermsAsync(string version, string json, CancellationToken cancellation) => KeepAsync(version, json);

        public Task<string?> FindTermsAsync(string version, CancellationToken cancellation) => Task.FromResult(_kept.GetValueOrDefault(version));

        public Task<string?> FindFileAsync(string program, CancellationToken cancellation) => Task.FromResult(_kept.GetValueOrDefault("file:" + program));

        public Task KeepFileAsync(string program, string json, CancellationToken cancellation) => KeepAsync("file:" + program, json);

        private Task KeepAsync(string name, string json)
        {
            _kept[name] = json;
            return Task.CompletedTask;
        }
    }
}
