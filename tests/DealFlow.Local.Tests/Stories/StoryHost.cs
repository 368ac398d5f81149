using DealFlow.Domain.Registrations;
using DealFlow.Embedded;
using DealFlow.Local.Candidates;
using DealFlow.Local.Clock;
using DealFlow.Local.Hosting;
using DealFlow.Local.Stores;
using DealFlow.Web.Hosting;
using DealFlow.Workflow;
using DealFlow.Workflow.Collateral;
using DealFlow.Workflow.Durable;
using DealFlow.Workflow.Events;
using DealFlow.Workflow.Hosting;
using DealFlow.Workflow.Links;
using DealFlow.Workflow.Mails;
using DealFlow.Workflow.Partners;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Registrations;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace DealFlow.Local.Tests.Stories;

/// <summary>The parts of the local host, without the web, on a real file and the embedded engine, in virtual time. It can crash, and be opened again.</summary>
internal sealed class StoryHost : INews, IClock, IAsyncDisposable
{
    private readonly Crash _crash = new();
    private readonly List<IAsyncDisposable> _parts = [];
    private EmbeddedEngine _engine = null!;
    private BackgroundWaker _waker = null!;
    private ClockDriver _driver = null!;
    private SqliteRegistrationStore _store = null!;
    private CommitQueue _commits = null!;

    public Crash Crash => _crash;

    public Registering Registering { get; private set; } = null!;

    public DealDesk Desk { get; private set; } = null!;

    public MembershipDesk Memberships { get; private set; } = null!;

    public Instant Now => _driver.Now;

    /// <summary>Opens the folder, after an outage where one is given.</summary>
    public static async Task<StoryHost> OpenAsync(string folder, StoryPrograms programs, Duration outage)
    {
        var host = new StoryHost();
        await host.ComposeAsync(folder, programs, outage);
        return host;
    }

    /// <summary>What a folder on which nothing runs holds: the registrations, and when the membership of a partner ended.</summary>
    public static async Task<(IReadOnlyList<Registration> Deals, Func<string, Instant?> EndedAt)> ReadAsync(string folder)
    {
        await using var commits = DataFolder.OpenDatabase(folder);
        var deals = await DealsAsync(new SqliteRegistrationStore(commits, SystemClock.Instance));
        var members = await Task.WhenAll(StoryPrograms.Members.Select(member =>
            new SqlitePartnerStore(commits).FindAsync(member.Manufacturer, member.Partner, CancellationToken.None)));
        return (deals, partner => members.FirstOrDefault(member => member?.Partner == partner)?.EndedAt);
    }

    /// <summary>All work of now is done.</summary>
    public async Task SettleAsync()
    {
        await _waker.SweepAsync(CancellationToken.None);
        await AdvanceAsync(Duration.Zero);
    }

    public async Task AdvanceAsync(Duration by)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2)); // only a hang gets there
        await _driver.AdvanceAsync(by, patience.Token);
    }

    public Task<IReadOnlyList<Registration>> DealsAsync() => DealsAsync(_store);

    /// <summary>One column of a table.</summary>
    public IReadOnlyList<string> All(string column, string table) =>
        _commits.Read(connection => connection.Rows($"SELECT {column} FROM {table}", row => row.GetString(0)));

    /// <summary>The process ends wherever it is. Completes when its file can be opened again.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_crash.HasCome)
            _crash.Come();
        foreach (var part in Enumerable.Reverse(_parts))
            await part.DisposeAsync();
        await _waker.WhenIdleAsync();
        _driver.Dispose();
    }

    Instant IClock.GetCurrentInstant() => StoryPrograms.Start;

    Task<IReadOnlyList<NewsItem>> INews.ListAsync(Domain.Programs.DealProgram program, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<NewsItem>>([]);

    private static async Task<IReadOnlyList<Registration>> DealsAsync(SqliteRegistrationStore store) =>
        (await store.ListAsync(new RegistrationQuery(null, "contoso", null, null, null, null, 200), CancellationToken.None)).Items;

    private async Task ComposeAsync(string folder, StoryPrograms own, Duration outage)
    {
        var loaded = ProgramFolder.Read(own.Folder, StoryPrograms.Start);
        Keep(DataFolder.Take(folder));
        _commits = Keep(DataFolder.OpenDatabase(folder));
        await LocalDatabase.OpenAsync(_commits);
        var local = new LocalSettings(_commits);
        var clock = new VirtualClock(this, ClockDriver.StoredOffset(local) + outage);
        await ClockDriver.StoreOffsetAsync(local, clock.Offset);
        _store = new SqliteRegistrationStore(_commits, clock);
        var programs = await ProgramCatalog.OpenAsync(
            loaded, new SqliteProgramStore(_commits, local), (program, _) => _store.MarkToBeWokenAsync(program.Id), CancellationToken.None);
        var settings = new DealFlowSettings("http://dealflow.test", "deals@dealflow.example");
        var store = _crash.Around<IRegistrationStore>(_store);
        var daily = _crash.Around<IDailyMailStore>(new SqliteDailyMailStore(_commits));
        var catalog = new OrchestrationCatalog(DealFlowJson.Options);
        _engine = Keep(new EmbeddedEngine(_commits, catalog, clock, NullLogger<EmbeddedEngine>.Instance));
        _crash.Stop = () => _ = _engine.DisposeAsync().AsTask();
        _waker = new BackgroundWaker(new Waker(_crash.Around<IOrchestrationClient>(_engine), store), NullLogger<BackgroundWaker>.Instance);
        var indexing = Keep(AccountIndexing.Open(_commits, DataFolder.CandidatesIn(folder), NullLogger<AccountIndexing>.Instance));
        var work = new DealWork(
            new Ports
            {
                Registrations = store,
                Contacts = new SqliteContactStore(_commits, clock),
                Accounts = new SqliteAccountStore(_commits, indexing),
                Candidates = indexing.Index,
                Aliases = new SqliteAliasStore(_commits),
                Partners = _crash.Around<IPartnerStore>(new SqlitePartnerStore(_commits)),
                Signals = new SqliteSignalStore(_commits),
                Daily = daily,
                Composer = new PlainComposer(),
                Mailer = _crash.Around<IMailer>(new Mailbox(_commits, clock, settings)),
                News = this,
                Events = _crash.Around<IDealEvents>(new EventFeed(_commits)),
                Waker = _waker,
                Programs = programs,
                Signer = new TokenSigner(new TokenKeys("k1", new Dictionary<string, byte[]> { ["k1"] = new byte[32] })),
                Randomness = new SystemRandomness(),
                Clock = clock,
                Loggers = NullLoggerFactory.Instance,
            },
            settings);
        work.Activities.AddTo(catalog, _engine);
        (Desk, Memberships, Registering) = (work.Desk, work.Memberships, work.Registering);
        await _engine.StartAsync(CancellationToken.None);
        _driver = new ClockDriver(clock, _engine, _waker, daily, work, new HistoryKeeper(_engine, 90, clock), local);
    }

    private T Keep<T>(T part)
        where T : IAsyncDisposable
    {
        _parts.Add(part);
        return part;
    }
}
