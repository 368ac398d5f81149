using DealFlow.Domain.Approval;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Embedded;
using DealFlow.Local.Stores;
using DealFlow.Local.Tests.Stores;
using DealFlow.Workflow;
using DealFlow.Workflow.Collateral;
using DealFlow.Workflow.Links;
using DealFlow.Workflow.Mails;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Registrations;
using DealFlow.Workflow.Signals;
using DealFlow.Workflow.Tests.Ports;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace DealFlow.Local.Tests.Workflow;

public sealed class DailyMailsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SendDue_ItemOfTheSameMorningComesLate_IsSentToo()
    {
        await using var world = await World.OpenAsync();
        await world.Daily.AddAsync(Item(1, 1), Stop);
        await world.Mails.SendDueAsync(Stop);
        await world.Daily.AddAsync(Item(2, 1), Stop);
        await world.Mails.SendDueAsync(Stop);
        await world.Mails.SendDueAsync(Stop);
        Assert.Equal(["DR-0000-0002", "DR-0000-0001"], world.Mailbox.List().Select(mail => mail.Text));
    }

    [Fact]
    public async Task SendDue_CrashBeforeItIsNoted_IsSentOnce()
    {
        await using var world = await World.OpenAsync();
        await world.Daily.AddAsync(Item(1, 1), Stop);
        await new DailyMails(new Forgetful(world.Daily), world.Store, world.Desk, world.DealMails, new IdsOnly(), world.Clock).SendDueAsync(Stop);
        await world.Mails.SendDueAsync(Stop);
        Assert.Single(world.Mailbox.List());
    }

    [Fact]
    public async Task SendDue_CrashBeforeItIsNotedThenAnotherLine_RepeatsNone()
    {
        await using var world = await World.OpenAsync();
        await world.Daily.AddAsync(Item(1, 1), Stop);
        await new DailyMails(new Forgetful(world.Daily), world.Store, world.Desk, world.DealMails, new IdsOnly(), world.Clock).SendDueAsync(Stop);
        await world.Daily.AddAsync(Item(2, 1), Stop);
        await world.Mails.SendDueAsync(Stop);
        Assert.Equal(["DR-0000-0002", "DR-0000-0001"], world.Mailbox.List().Select(mail => mail.Text));
    }

    [Fact]
    public async Task SendDue_ReminderOfAnEarlierRoundBesideTheCurrentOne_CurrentOneIsSent()
    {
        await using var world = await World.OpenAsync();
        await world.Daily.AddAsync(Item(1, 1, EffectKind.RemindDecision, round: 1), Stop);
        await world.Daily.AddAsync(Item(1, 2, EffectKind.RemindDecision, round: 2), Stop);
        await world.Mails.SendDueAsync(Stop);
        Assert.Equal("DR-0000-0001", Assert.Single(world.Mailbox.List()).Text);
    }

    private static DailyItem Item(int deal, int ordinal, EffectKind kind = EffectKind.RemindDecision, int round = 2) => new(
        $"{Samples.Id(deal)}/{ordinal}", "contoso-network", "person:anna", Samples.Id(deal), new Effect(ordinal, kind, "person:anna", round), Samples.Now);

    private sealed class World : IProgramCatalog, INews, IAsyncDisposable
    {
        private readonly TestDatabase _database;
        private readonly DealProgram _program = ProgramFolder.Read(DealFlow.Local.Hosting.LocalOptions.SampleFolder, Samples.Now).Select(loaded => loaded.Program)
            .First(program => program.Id == "contoso-network");

        private World(TestDatabase database, CommitQueue commits)
        {
            _database = database;
            Store = new SqliteRegistrationStore(commits, Clock);
            Daily = new SqliteDailyMailStore(commits);
            var settings = new DealFlowSettings("http://dealflow.test", "deals@dealflow.example");
            Mailbox = new Mailbox(commits, Clock, settings);
            var signer = new TokenSigner(new TokenKeys("k1", new Dictionary<string, byte[]> { ["k1"] = new byte[32] }));
            DealMails = new DealMails(
                new IdsOnly(), Mailbox, Store, new SqlitePartnerStore(commits), this, new LinkFactory(settings, signer), Enclosures(commits), Clock,
                NullLogger<DealMails>.Instance);
            Desk = new DealDesk(Store, this, new SqlitePartnerStore(commits), null!, null!, Clock); // nothing fails here, so nobody is told
            Mails = new DailyMails(Daily, Store, Desk, DealMails, new IdsOnly(), Clock);
        }

        private Enclosures Enclosures(CommitQueue commits) =>
            new(new SignalReader(new SqliteSignalStore(commits), Clock), new NewsBoard(this, Clock));

        public Task<IReadOnlyList<NewsItem>> ListAsync(DealProgram program, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<NewsItem>>([]);

        public static async Task<World> OpenAsync()
        {
            var database = new TestDatabase();
            var world = new World(database, await database.OpenAsync());
            foreach (var number in new[] { 1, 2 })
                await world.Store.AddAsync(new NewRegistration(Asked(number), Samples.Claim($"DE{number}"), 100, null), CancellationToken.None);
            return world;
        }

        public PortClock Clock { get; } = new();

        public SqliteRegistrationStore Store { get; }

        public SqliteDailyMailStore Daily { get; }

        public Mailbox Mailbox { get; }

        public DealDesk Desk { get; }

        public DealMails DealMails { get; }

        public DailyMails Mails { get; }

        public IReadOnlyList<DealProgram> All => [_program];

        public DealProgram? Find(string id) => _program;

        public DealProgram For(Registration registration) => _program;

        public ValueTask DisposeAsync() => _database.DisposeAsync();

        private static Registration Asked(int number) => Samples.Deal(number) with
        {
            Status = RegistrationStatus.PendingDecision,
            Ask = new Ask(AskPurpose.Decide, 2, Samples.Now, Duration.Zero, Samples.Now, Duration.FromDays(1), ["anna"]),
        };
    }

    private sealed class IdsOnly : IMailComposer
    {
        public Task<MailContent> ComposeAsync(DealMail mail) => throw new NotSupportedException();

        public Task<MailContent> ComposeAsync(DailyMail mail)
        {
            var ids = string.Join(' ', mail.Items.Select(item => item.Deal.Id.Value));
            return Task.FromResult(new MailContent("Today", ids, ids));
        }

        public Task<MailContent> ComposeAsync(InvitationMail mail) => throw new NotSupportedException();

        public Task<MailContent> ComposeAsync(MembershipEndMail mail) => throw new NotSupportedException();

        public Task<MailContent> ComposeAsync(SignInMail mail) => throw new NotSupportedException();
    }

    /// <summary>The process ends before it can note what was sent.</summary>
    private sealed class Forgetful(IDailyMailStore store) : IDailyMailStore
    {
        public Task AddAsync(DailyItem item, CancellationToken cancellation) => store.AddAsync(item, cancellation);

        public Task<IReadOnlyList<DailyItem>> DueAsync(Instant now, CancellationToken cancellation) => store.DueAsync(now, cancellation);

        public Task<Instant?> NextDueAsync(CancellationToken cancellation) => store.NextDueAsync(cancellation);

        public Task DoneAsync(IReadOnlyList<string> ids, CancellationToken cancellation) => Task.CompletedTask;
    }
}
