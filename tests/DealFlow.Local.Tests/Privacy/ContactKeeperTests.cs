using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using DealFlow.Embedded;
using DealFlow.Local.Hosting;
using DealFlow.Local.Stores;
using DealFlow.Local.Tests.Stores;
using DealFlow.Workflow;
using DealFlow.Workflow.Conflicts;
using DealFlow.Workflow.Mails;
using DealFlow.Workflow.Privacy;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Registrations;
using DealFlow.Workflow.Tests.Ports;
using Moq;
using NodaTime;

namespace DealFlow.Local.Tests.Privacy;

/// <summary>Erasing contacts on the SQLite store.</summary>
public sealed class ContactKeeperTests : IProgramCatalog, IWaker, IAsyncDisposable
{
    private static readonly Actor Contoso = new(ActorKind.Manufacturer, "contoso");
    private readonly TestDatabase _database = new();
    private readonly PortClock _clock = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public IReadOnlyList<DealProgram> All { get; } = [.. ProgramFolder.Read(LocalOptions.SampleFolder, Samples.Now).Select(loaded => loaded.Program)];

    public DealProgram? Find(string id) => All.First(program => program.Id == id);

    public DealProgram For(Registration registration) => Find(registration.Program)!;

    public ValueTask WakeAsync(StoredRegistration stored, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task FirstEnded_OfSeveral_IsTheFirstOfEachProgramAndVersion()
    {
        var commits = await _database.OpenAsync();
        await AddAsync(commits, Ended(1, 3), Ended(2, 1), Ended(3, 2), Ended(4, 5) with { ProgramVersion = "sha256:2" }, Samples.Deal(5),
            Ended(6, 0) with { ContactErasedAt = Samples.Now + Duration.FromDays(9) });

        var found = await new SqliteContactStore(commits, _clock).FirstEndedAsync(Stop);

        Assert.Equal(["sha256:1", "sha256:2"], found.Select(deal => deal.ProgramVersion).Order());
        Assert.Equal([Samples.Id(2), Samples.Id(4)], found.Select(deal => deal.Id).OrderBy(id => id.Value));
    }

    [Fact]
    public async Task EraseDue_ManyAtOnce_ErasesThoseWhoseTimeHasCome()
    {
        var commits = await _database.OpenAsync();
        await AddAsync(commits, [.. Enumerable.Range(1, 30).Select(number => Ended(number, number))]);
        var keeper = Keeper(commits);
        Assert.Equal(Samples.Now.InZone(DateTimeZoneProviders.Tzdb["Europe/Berlin"]).Date.PlusDays(1).PlusMonths(24), (await keeper.NextDueAsync(Stop))!.Value.InZone(DateTimeZoneProviders.Tzdb["Europe/Berlin"]).Date);

        _clock.Advance(Duration.FromDays(731 + 10));
        await keeper.EraseDueAsync(Stop);

        var store = new SqliteRegistrationStore(commits, _clock);
        for (var number = 1; number <= 30; number++)
            Assert.Equal(number <= 10, (await store.FindAsync(Samples.Id(number), Stop))!.Registration.Lead.Activity is null);
        Assert.True(await keeper.NextDueAsync(Stop) > _clock.GetCurrentInstant());
    }

    [Fact]
    public async Task Erase_OfASplitRegistration_ErasesItsSiblingsToo()
    {
        var commits = await _database.OpenAsync();
        await AddAsync(commits, Samples.Deal(1) with { SplitInto = [Samples.Id(2), Samples.Id(3)] }, Samples.Deal(2) with { SplitFrom = Samples.Id(1) },
            Samples.Deal(3) with { SplitFrom = Samples.Id(1) }, Samples.Deal(4));
        var store = new SqliteRegistrationStore(commits, _clock);

        await Keeper(commits).EraseAsync((await store.FindAsync(Samples.Id(2), Stop))!.Registration, Contoso, Stop);

        for (var number = 1; number <= 4; number++)
            Assert.Equal(number != 4, (await store.FindAsync(Samples.Id(number), Stop))!.Registration.ContactErasedAt is not null);
    }

    [Fact]
    public async Task Erase_TheLogCannotBeEmptied_IsMadeUpForLater()
    {
        var commits = await _database.OpenAsync();
        await AddAsync(commits, Samples.Deal(1));
        var store = new SqliteRegistrationStore(commits, _clock);
        var contacts = new Mock<IContactStore>();
        contacts.Setup(it => it.FirstEndedAsync(It.IsAny<CancellationToken>())).ReturnsAsync([]);
        contacts.SetupSequence(it => it.ScrubAsync(It.IsAny<CancellationToken>())).ThrowsAsync(new IOException("The disk fails.")).ReturnsAsync(false).ReturnsAsync(true);
        var keeper = Keeper(commits, contacts.Object);

        await Assert.ThrowsAsync<IOException>(async () => await keeper.EraseAsync((await store.FindAsync(Samples.Id(1), Stop))!.Registration, Contoso, Stop));
        for (var round = 0; round < 3; round++)
            await keeper.EraseDueAsync(Stop);

        contacts.Verify(it => it.ScrubAsync(It.IsAny<CancellationToken>()), Times.Exactly(3));
    }

    [Fact]
    public async Task Send_MailWrittenBeforeTheContactWasErased_IsNotKept()
    {
        var commits = await _database.OpenAsync();
        await AddAsync(commits, Samples.Deal(1));
        var mailbox = new Mailbox(commits, _clock, new DealFlowSettings("http://dealflow.test", "deals@dealflow.example"));
        var store = new SqliteRegistrationStore(commits, _clock);
        await Keeper(commits).EraseAsync((await store.FindAsync(Samples.Id(1), Stop))!.Registration, Contoso, Stop);
        var erasedAt = (await store.FindAsync(Samples.Id(1), Stop))!.Registration.ContactErasedAt;

        await Assert.ThrowsAsync<ContactErasedException>(() => mailbox.SendAsync(Mail(null), Stop));
        Assert.Equal(0, mailbox.Count);
        await mailbox.SendAsync(Mail(erasedAt), Stop);
        Assert.Equal(1, mailbox.Count);
    }

    [Fact]
    public async Task Clean_FileOfAnEarlierProgram_IsRiddenOfWhatWasOverwritten()
    {
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_database.FilePath};Pooling=False"))
        {
            connection.Open();
            connection.Execute("PRAGMA secure_delete = OFF");
            connection.Execute("CREATE TABLE old (text TEXT)");
            connection.Execute("INSERT INTO old SELECT 'Eva Brandt ' || value || hex(zeroblob(6000)) FROM json_each($1)", $"[{string.Join(',', Enumerable.Range(1, 50))}]");
            connection.Execute("DROP TABLE old");
        }

        Assert.True(Contains("Eva Brandt"));
        var commits = await _database.OpenAsync();
        await new SqliteContactStore(commits, _clock).CleanAsync(new LocalSettings(commits));
        Assert.False(Contains("Eva Brandt"));
    }

    private bool Contains(string text)
    {
        using var file = new FileStream(_database.FilePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray().AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(text)) >= 0;
    }

    private static OutgoingMail Mail(Instant? erasedAt) => new(
        "DR-0000-0001/1", "Contoso", "Anna", "anna@contoso.example", null, new MailContent("Subject", "<p>Text</p>", "Text"))
    {
        Quotes = [new QuotedDeal(Samples.Id(1), erasedAt)],
    };

    private static Registration Ended(int number, int day) => Samples.Deal(number) with
    {
        Status = RegistrationStatus.Rejected,
        ClosedAt = Samples.Now + Duration.FromDays(day),
    };

    private async Task AddAsync(CommitQueue commits, params Registration[] deals)
    {
        var store = new SqliteRegistrationStore(commits, _clock);
        foreach (var deal in deals)
            await store.AddAsync(new NewRegistration(deal, Samples.Claim(deal.Id.Value), 100, null), Stop);
    }

    private ContactKeeper Keeper(CommitQueue commits, IContactStore? contacts = null)
    {
        var store = new SqliteRegistrationStore(commits, _clock);
        var conflicts = new ConflictCheck(
            store, Mock.Of<IAccountStore>(), new MemoryCandidateIndex(), new AliasBook(new SqliteAliasStore(commits)), this, _clock);
        return new ContactKeeper(contacts ?? new SqliteContactStore(commits, _clock), store, new DealDesk(store, this, new SqlitePartnerStore(commits), conflicts, this, _clock), this, _clock);
    }
}
