using DealFlow.Azure.Mails;
using DealFlow.Embedded;
using DealFlow.Local.Candidates;
using DealFlow.Local.Clock;
using DealFlow.Local.Events;
using DealFlow.Local.Files;
using DealFlow.Local.Instances;
using DealFlow.Local.Pages;
using DealFlow.Local.Parts;
using DealFlow.Local.Sample;
using DealFlow.Local.Stores;
using DealFlow.Local.Telemetry;
using DealFlow.Web.Endpoints;
using DealFlow.Web.Hosting;
using DealFlow.Web.Mails;
using DealFlow.Workflow;
using DealFlow.Workflow.Collateral;
using DealFlow.Workflow.Conflicts;
using DealFlow.Workflow.Durable;
using DealFlow.Workflow.Hosting;
using DealFlow.Workflow.Links;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Registrations;
using NodaTime;
using Endpoint = DealFlow.Web.Endpoints.Endpoint;

namespace DealFlow.Local.Hosting;

/// <summary>The whole product in one process: the workflow on the embedded engine, the stores in one SQLite file, the pages and the API.</summary>
public sealed class LocalHost : IAsyncDisposable
{
    private static readonly TimeSpan ShortIndexing = TimeSpan.FromSeconds(2);
    private readonly List<IAsyncDisposable> _parts = [];
    private LocalSettings? _local;

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
        var web = LocalWeb.Build(options);
        var host = new LocalHost(options) { Web = web };
        try
        {
            await host.ComposeAsync(web.Services.GetRequiredService<ILoggerFactory>(), cancellation);
            await web.StartAsync(cancellation);
            await host.TellAddressAsync();
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

    /// <summary>Where commands on the data folder reach it while it runs.</summary>
    private Task TellAddressAsync() => _local!.SetAsync(InstancesCommand.AddressName, LocalOptions.Reachable(Web.Urls.First()));

    private async Task ComposeAsync(ILoggerFactory loggers, CancellationToken cancellation)
    {
        var programsFolder = Options.ProgramsFolder ?? LocalOptions.SampleFolder;
        var reading = Task.Run(() => ProgramFolder.Read(programsFolder, Options.RealClock.GetCurrentInstant()), cancellation);
        if (TelemetryExport.Start(Options.Parts.Telemetry) is { } telemetry)
            Keep(telemetry);
        Keep(DataFolder.Take(Options.DataFolder));
        var commits = Keep(DataFolder.OpenDatabase(Options.DataFolder));
        await LocalDatabase.OpenAsync(commits);

        // Time, secrets and programs.
        var local = new LocalSettings(commits);
        var clock = new VirtualClock(Options.RealClock, ClockDriver.StoredOffset(local) + Options.Advance);
        Clock = clock;
        await ClockDriver.StoreOffsetAsync(local, clock.Offset);
        _local = local;
        var randomness = new SystemRandomness();
        var signer = new TokenSigner((await SigningKeys.OpenAsync(local, randomness, clock)).Current);
        var loaded = await reading;
        Warn(loaded, loggers);
        var remote = Keep(new RemoteParts(Options.Parts));
        var cosmos = await remote.OpenCosmosAsync(clock, cancellation);
        var sqlite = new SqliteRegistrationStore(commits, clock);
        IRegistrationStore store = cosmos is null ? sqlite : cosmos.Registrations;
        var programs = await ProgramCatalog.OpenAsync(
            loaded, new SqliteProgramStore(commits, local),
            (program, stop) => cosmos is null ? sqlite.MarkToBeWokenAsync(program.Id) : cosmos.Registrations.MarkToBeWokenAsync(program.Manufacturer.Id, program.Id, stop),
            cancellation);

        // Ports on SQLite and on a folder, or where the settings say.
        var settings = new DealFlowSettings(Options.PublicBaseUrl, Options.Parts.MailFrom);
        var indexing = Keep(AccountIndexing.Open(commits, DataFolder.CandidatesIn(Options.DataFolder), loggers.CreateLogger<AccountIndexing>()));
        var claimIndexing = Keep(await ClaimIndexing.OpenAsync(commits, loggers.CreateLogger<ClaimIndexing>()));
        await Task.WhenAny(Task.WhenAll(indexing.Made, claimIndexing.Made), Task.Delay(ShortIndexing, cancellation)); // a long one goes on beside the work
        var accounts = new SqliteAccountStore(commits, indexing);
        var partners = new SqlitePartnerStore(commits);
        var daily = new SqliteDailyMailStore(commits);
        var mailbox = new Mailbox(commits, clock, settings);
        var sentMails = new SqliteSentMails(commits);
        var feed = new EventFeed(commits);
        var contacts = new SqliteContactStore(commits, clock);
        await contacts.CleanAsync(local);
        var keys = new SqliteKeyStore(commits, clock);
        var links = new FileLinks(signer, settings);
        var (collateral, news) = remote.OpenBlobs(programs, links, loggers)
            ?? (new FolderCollateral(Path.Combine(programsFolder, "collateral"), programs, links), new FolderNews(Path.Combine(programsFolder, "collateral"), loggers.CreateLogger<FolderNews>()));
        if (Options.ProgramsFolder is null)
            await SampleData.BringAsync(programsFolder, loaded, partners, new AccountImport(accounts), local);
        var catalog = new OrchestrationCatalog(DealFlowJson.Options);
        var engine = Keep(new EmbeddedEngine(commits, catalog, clock, loggers.CreateLogger<EmbeddedEngine>()));
        var waker = new BackgroundWaker(new Waker(engine, store), loggers.CreateLogger<BackgroundWaker>());
        var ports = new Ports
        {
            Registrations = store,
            Contacts = cosmos is null ? contacts : cosmos.Contacts,
            Accounts = accounts,
            Candidates = indexing.Index,
            Aliases = new SqliteAliasStore(commits),
            Partners = partners,
            Signals = new SqliteSignalStore(commits),
            Daily = daily,
            Composer = new MailComposer(),
            Mailer = remote.OpenMail(sentMails, settings, clock) ?? mailbox,
            News = news,
            Events = remote.OpenEvents() is { } broker ? new FeedAndBroker(feed, broker) : feed,
            Waker = waker,
            Programs = programs,
            Signer = signer,
            Randomness = randomness,
            Clock = clock,
            Loggers = loggers,
        };
        var webPorts = new WebPorts
        {
            Pipeline = cosmos is null ? new SqlitePipelineStore(commits) : cosmos.Pipeline,
            Keys = Options.ProgramsFolder is null ? new SampleKeys(keys) : keys,
            SignIn = new SqliteSignInStore(commits, clock),
            Collateral = collateral,
            Files = collateral as ICollateralContent,
            MailHook = desk => new MailHookEndpoint(SendGridWebhook.SignatureHeader, SendGridWebhook.TimestampHeader, Options.Parts.HookOf(sentMails, desk)),
            Health =
            [
                new("store", async stop => { local.Get("clock-offset"); await (cosmos?.CheckAsync(stop) ?? Task.CompletedTask); }),
                new("candidates", stop => cosmos?.Reindexing.LookAsync(stop) ?? Task.CompletedTask)
                { Progress = () => cosmos?.Reindexing.Progress ?? claimIndexing.Progress ?? indexing.Progress },
                new("engine", _ => engine.Fault is { } fault ? Task.FromException(fault) : Task.CompletedTask),
            ],
            Limits = Options.Limits,
            RequestTime = Options.RequestTime,
            Notice = Welcome.Notice(Options),
        };

        // The product on the engine, what is done by the clock, and what only this host shows.
        var product = new Product(ports, webPorts, settings);
        product.Work.Activities.AddTo(catalog, engine);
        await engine.StartAsync(cancellation);
        var driver = new ClockDriver(clock, engine, waker, daily, product.Work, new HistoryKeeper(engine, Options.KeepHistories, clock), local);
        Keep(new RegularWork(driver, waker, engine, product.Work.SignalKeeping, cosmos?.Reindexing, loggers.CreateLogger<RegularWork>()));
        var instances = new InstancePages(commits, engine, new InstanceTokens(signer, clock), product.Pages);
        Endpoints = [.. product.Endpoints, .. new LocalPages(mailbox, feed, driver, product.Pages).All, .. instances.All];
        LocalWeb.Map(Web, Endpoints, product.Runner);
    }

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
}
