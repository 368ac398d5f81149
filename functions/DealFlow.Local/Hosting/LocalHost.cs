using DealFlow.Azure.Mails;
using DealFlow.Embedded;
using DealFlow.Local.Candidates;
using DealFlow.Local.Clock;
using DealFlow.Local.Events;
using DealFlow.Local.Files;
using DealFlow.Local.Pages;
using DealFlow.Local.Parts;
using DealFlow.Local.Programs;
using DealFlow.Local.Sample;
using DealFlow.Local.Stores;
using DealFlow.Web.Api;
using DealFlow.Web.Endpoints;
using DealFlow.Web.Limits;
using DealFlow.Web.Logging;
using DealFlow.Web.Mails;
using DealFlow.Web.Pages;
using DealFlow.Web.Pages.Deals;
using DealFlow.Web.Pages.Inbox;
using DealFlow.Web.Pages.Keys;
using DealFlow.Web.Pages.SignIn;
using DealFlow.Workflow;
using DealFlow.Workflow.Collateral;
using DealFlow.Workflow.Conflicts;
using DealFlow.Workflow.Deals;
using DealFlow.Workflow.Durable;
using DealFlow.Workflow.Events;
using DealFlow.Workflow.Keys;
using DealFlow.Workflow.Links;
using DealFlow.Workflow.Mails;
using DealFlow.Workflow.Partners;
using DealFlow.Workflow.Pipeline;
using DealFlow.Workflow.Privacy;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Registrations;
using DealFlow.Workflow.Signals;
using DealFlow.Workflow.SignIn;
using NodaTime;
using Endpoint = DealFlow.Web.Endpoints.Endpoint;

namespace DealFlow.Local.Hosting;

/// <summary>The whole product in one process: the workflow on the embedded engine, the stores in one SQLite file, the pages and the API.</summary>
public sealed class LocalHost : IAsyncDisposable
{
    private static readonly TimeSpan ShortIndexing = TimeSpan.FromSeconds(2);
    private readonly List<IAsyncDisposable> _parts = [];

    private LocalHost(LocalOptions options) => Options = options;

    /// <summary>How it was started.</summary>
    public LocalOptions Options { get; }

    /// <summary>The product's clock.</summary>
    public IClock Clock { get; private set; } = SystemClock.Instance;

    /// <summary>What it answers. The Azure host is held against it.</summary>
    public IReadOnlyList<Endpoint> Endpoints { get; private set; } = [];

    /// <summary>The web server.</summary>
    public required WebApplication Web { get; init; }

    /// <summary>Puts everything together and starts it.</summary>
    /// <exception cref="HostStartException">The data folder cannot be used.</exception>
    /// <exception cref="ProgramException">A program file is wrong; the message names every mistake.</exception>
    public static async Task<LocalHost> StartAsync(LocalOptions options, CancellationToken cancellation)
    {
        var web = BuildWeb(options);
        var host = new LocalHost(options) { Web = web };
        try
        {
            await host.ComposeAsync(web.Services.GetRequiredService<ILoggerFactory>(), cancellation);
            await web.StartAsync(cancellation);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops cleanly: no new requests, no new turns, everything acknowledged is stored.</summary>
    public async ValueTask DisposeAsync()
    {
        await Web.StopAsync();
        foreach (var part in Enumerable.Reverse(_parts))
            await part.DisposeAsync();
        _parts.Clear();
        await Web.DisposeAsync();
    }

    private async Task ComposeAsync(ILoggerFactory loggers, CancellationToken cancellation)
    {
        var programsFolder = Options.ProgramsFolder ?? LocalOptions.SampleFolder;
        var reading = Task.Run(() => ProgramFolder.Read(programsFolder, Options.RealClock.GetCurrentInstant()), cancellation);
        Keep(DataFolder.Take(Options.DataFolder));
        var commits = Keep(DataFolder.OpenDatabase(Options.DataFolder));
        await LocalDatabase.OpenAsync(commits);

        // Time, secrets and programs.
        var local = new LocalSettings(commits);
        var clock = new VirtualClock(Options.RealClock, ClockDriver.StoredOffset(local) + Options.Advance);
        Clock = clock;
        await ClockDriver.StoreOffsetAsync(local, clock.Offset);
        var randomness = new SystemRandomness();
        var signer = new TokenSigner((await SigningKeys.OpenAsync(local, randomness, clock)).Current);
        var loaded = await reading;
        Warn(loaded, loggers);
        var remote = Keep(new RemoteParts(Options.Parts));
        var cosmos = await remote.OpenCosmosAsync(clock, cancellation);
        var sqlite = new SqliteRegistrationStore(commits, clock);
        IRegistrationStore store = cosmos is null ? sqlite : cosmos.Registrations;
        var programs = await LocalPrograms.OpenAsync(
            loaded, new ProgramTermsStore(commits), local,
            program => cosmos is null ? sqlite.MarkToBeWokenAsync(program.Id) : cosmos.Registrations.MarkToBeWokenAsync(program.Manufacturer.Id, program.Id, cancellation));

        // Ports on SQLite and on a folder, or where the settings say.
        var settings = new DealFlowSettings(Options.PublicBaseUrl, Options.Parts.MailFrom);
        var indexing = Keep(AccountIndexing.Open(commits, DataFolder.CandidatesIn(Options.DataFolder), loggers.CreateLogger<AccountIndexing>()));
        var claimIndexing = Keep(await ClaimIndexing.OpenAsync(commits, loggers.CreateLogger<ClaimIndexing>()));
        await Task.WhenAny(Task.WhenAll(indexing.Made, claimIndexing.Made), Task.Delay(ShortIndexing, cancellation)); // a long one goes on beside the work
        var accounts = new SqliteAccountStore(commits, indexing);
        var aliasStore = new SqliteAliasStore(commits);
        var aliasBook = new AliasBook(aliasStore);
        var partners = new SqlitePartnerStore(commits);
        var daily = new SqliteDailyMailStore(commits);
        var mailbox = new Mailbox(commits, clock, settings);
        var sentMails = new SqliteSentMails(commits);
        var mailer = remote.OpenMail(sentMails, settings, clock) ?? mailbox;
        var feed = new EventFeed(commits);
        IDealEvents finance = remote.OpenEvents() is { } broker ? new FeedAndBroker(feed, broker) : feed;
        var sqliteContacts = new SqliteContactStore(commits, clock);
        await sqliteContacts.CleanAsync(local);
        IContactStore contactStore = cosmos is null ? sqliteContacts : cosmos.Contacts;
        var keys = new SqliteKeyStore(commits, clock);
        IKeyStore knownKeys = Options.ProgramsFolder is null ? new SampleKeys(keys) : keys;
        var folder = new FolderCollateral(Path.Combine(programsFolder, "collateral"), programs, signer, settings);
        var (collateral, news) = remote.OpenBlobs(programs, loggers)
            ?? (folder, new FolderNews(Path.Combine(programsFolder, "collateral"), loggers.CreateLogger<FolderNews>()));
        var signals = new SqliteSignalStore(commits);
        var import = new AccountImport(accounts);
        if (Options.ProgramsFolder is null)
            await SampleData.BringAsync(programsFolder, loaded, partners, import, local);

        // The workflow on the engine.
        var catalog = new OrchestrationCatalog(DealFlowJson.Options);
        var engine = Keep(new EmbeddedEngine(commits, catalog, clock, loggers.CreateLogger<EmbeddedEngine>()));
        var directWaker = new Waker(engine, store);
        var waker = new BackgroundWaker(directWaker, loggers.CreateLogger<BackgroundWaker>());
        var conflicts = new ConflictCheck(store, accounts, indexing.Index, aliasBook, programs, clock);
        var desk = new DealDesk(store, programs, partners, conflicts, waker, clock);
        var links = new LinkFactory(settings, signer);
        var composer = new MailComposer();
        var (signalReader, newsBoard) = (new SignalReader(signals, clock), new NewsBoard(news, clock));
        var enclosures = new Enclosures(signalReader, newsBoard);
        var mails = new DealMails(composer, mailer, store, partners, programs, links, enclosures, clock, loggers.CreateLogger<DealMails>());
        var dailyMails = new DailyMails(daily, store, mails, composer, clock);
        var events = new DealEvents(finance, partners, programs, settings);
        var writer = new CheckWriter(store, waker, randomness);
        var queue = new QueueMover(store, desk, conflicts, writer);
        var aliases = new AliasDesk(aliasStore, aliasBook, store, desk, conflicts, queue, clock);
        var delivery = new EffectDelivery(mails, daily, events, queue, programs, clock);
        new DealActivities(store, desk, conflicts, writer, delivery, clock, loggers.CreateLogger<DealActivities>()).AddTo(catalog);
        var membershipMails = new MembershipMails(composer, mailer, programs, settings);
        var membershipDelivery = new MembershipDelivery(partners, store, desk, membershipMails, loggers.CreateLogger<MembershipDelivery>());
        var memberships = new MembershipDesk(partners, membershipDelivery, clock);
        await engine.StartAsync(cancellation);
        var contacts = new ContactKeeper(contactStore, store, desk, programs, clock);
        var newsRound = new NewsRound(news, programs, store, daily, clock);
        var driver = new ClockDriver(clock, engine, waker, membershipDelivery, daily, dailyMails, newsRound, contacts, local);
        Keep(new RegularWork(driver, waker, engine, new SignalKeeping(signals, clock), loggers.CreateLogger<RegularWork>()));

        // The web.
        var registering = new Registering(store, aliasBook, partners, programs, waker, randomness, clock);
        var signalIntake = new SignalIntake(signals, store, daily, programs, clock);
        var decisions = new DecisionDesk(signer, store, desk);
        IReadOnlyList<HealthPart> health =
        [
            new("store", async stop => { local.Get("clock-offset"); await (cosmos?.CheckAsync(stop) ?? Task.CompletedTask); }),
            new("candidates", _ => Task.CompletedTask) { Progress = () => claimIndexing.Progress ?? indexing.Progress },
            new("engine", _ => engine.Fault is { } fault ? Task.FromException(fault) : Task.CompletedTask),
        ];
        var pages = new PageRenderer();
        IPipelineStore pipeline = cosmos is null ? new SqlitePipelineStore(commits) : cosmos.Pipeline;
        var signInStore = new SqliteSignInStore(commits, clock);
        var directory = new SideDirectory(partners, programs);
        var sessions = new Sessions(signer, directory, signInStore, randomness, clock);
        var signIn = new SignInDesk(signer, directory, sessions, signInStore, composer, mailer, settings, randomness, clock);
        var gate = new SessionGate(sessions, settings, pages);
        var keyDesk = new KeyDesk(knownKeys, partners, randomness, clock);
        IReadOnlyList<Endpoint> endpoints =
        [
            .. new ApiEndpoints(registering, store, desk, decisions, programs, partners, memberships, import, collateral, signalIntake, signalReader, contacts, aliases, aliasStore, health, clock).All,
            .. new PageEndpoints(decisions, aliases, signer, store, programs, partners, pipeline, collateral, newsBoard, clock, pages, Welcome.Notice(Options)).All,
            .. new PersonEndpoints(signIn, sessions, directory, gate, settings, pages).All,
            .. new InboxEndpoints(store, pipeline, programs, partners, desk, decisions, aliases, memberships, contacts, clock, pages).All,
            .. new KeyPageEndpoints(keyDesk, signer, programs, pages).All,
            .. new DealPageEndpoints(store, programs, desk, links, signalReader, newsBoard, registering, randomness, clock, pages).All,
            .. new LocalPages(mailbox, feed, driver, pages).All,
            .. new FileEndpoint(folder, signer, clock).All,
            .. new MailHookEndpoint(SendGridWebhook.SignatureHeader, SendGridWebhook.TimestampHeader, Options.Parts.HookOf(sentMails, desk)).All,
        ];
        var limits = new RequestLimits(Options.Limits, Options.RequestTime);
        Map(endpoints, new EndpointRunner(keyDesk, limits, gate, pages, loggers.CreateLogger<EndpointRunner>()));
    }

    private void Map(IReadOnlyList<Endpoint> endpoints, EndpointRunner runner)
    {
        Endpoints = endpoints;
        foreach (var endpoint in endpoints)
            Web.MapMethods(endpoint.Route, MethodsOf(endpoint), context => runner.RunAsync(endpoint, context));
        foreach (var ofRoute in endpoints.GroupBy(endpoint => endpoint.Route))
            MapOtherwise(ofRoute.Key, Problem.WrongMethod([.. ofRoute.Select(endpoint => endpoint.Method)]), ofRoute.First().Description, runner);
        MapOtherwise("/{**path}", Problem.NotFound, null, runner);
        MapOtherwise("/api/{**path}", Problem.NotFound, new EndpointDescription("unknown", "Nothing.", null, null, 404), runner);
    }

    /// <summary>What answers where no other endpoint does.</summary>
    private void MapOtherwise(string route, Problem problem, EndpointDescription? description, EndpointRunner runner)
    {
        var endpoint = new Endpoint("ANY", route, Access.Anyone, (_, _) => Task.FromResult<IResult>(problem), description);
        Web.MapFallback(route, context => runner.RunAsync(endpoint, context));
    }

    /// <summary>Calls that read answer HEAD as well; pages have an endpoint of their own for it.</summary>
    private static string[] MethodsOf(Endpoint endpoint) =>
        endpoint is { IsPage: false, Method: "GET" } ? [HttpMethods.Get, HttpMethods.Head] : [endpoint.Method];

    private T Keep<T>(T part)
        where T : IAsyncDisposable
    {
        _parts.Add(part);
        return part;
    }

    private static void Warn(IReadOnlyList<LoadedProgram> programs, ILoggerFactory loggers)
    {
        foreach (var loaded in programs)
            foreach (var warning in loaded.Warnings)
                Log.ProgramWarning(loggers.CreateLogger<LocalHost>(), loaded.Program.Id, warning);
    }

    /// <summary>The web server is configured by the command line alone: no file and no part of the environment changes it.</summary>
    private static WebApplication BuildWeb(LocalOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().UseUrls(options.Urls).ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddRoutingCore();
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None); // a start that fails is told in one sentence by the command line
        options.Logging?.Invoke(builder.Logging);
        builder.Services.AddDiscreetLogging();
        return builder.Build();
    }
}
