using DealFlow.Domain.Approval;
using DealFlow.Domain.Protection;
using DealFlow.Domain.Registrations;
using DealFlow.Local.Stores;
using DealFlow.Local.Tests.Stores;
using DealFlow.Web.Mails;
using DealFlow.Workflow;
using DealFlow.Workflow.Conflicts;
using DealFlow.Workflow.Mails;
using DealFlow.Workflow.Partners;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Registrations;
using DealFlow.Workflow.Tests.Ports;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using NodaTime;

namespace DealFlow.Local.Tests.Workflow;

/// <summary>What a membership owes is done once, wherever it is broken off.</summary>
public sealed class MembershipDeliveryTests : IAsyncLifetime
{
    private static readonly Membership Acme = new(
        "contoso", "acme", "Acme Ltd", "gold", "en", "deals@acme.example", [], null, ["contoso-network"]);

    private readonly TestDatabase _database = new();
    private readonly PortClock _clock = new();
    private readonly DealFlowSettings _settings = new("http://dealflow.test", "deals@dealflow.example");
    private SqlitePartnerStore _partners = null!;
    private SqliteRegistrationStore _store = null!;
    private Mailbox _mailbox = null!;
    private IProgramCatalog _programs = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var commits = await _database.OpenAsync();
        (_partners, _store, _mailbox) = (new SqlitePartnerStore(commits), new SqliteRegistrationStore(commits, _clock), new Mailbox(commits, _clock, _settings));
        var contoso = ProgramFolder.Read(DealFlow.Local.Hosting.LocalOptions.SampleFolder, Samples.Now).Select(loaded => loaded.Program)
            .First(program => program.Id == "contoso-network");
        _programs = Mock.Of<IProgramCatalog>(catalog =>
            catalog.For(It.IsAny<Registration>()) == contoso && catalog.Find("contoso-network") == contoso && catalog.All == new[] { contoso });
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Write_CrashBeforeTheInvitation_SweepSendsItOnce()
    {
        await _partners.SaveAsync(Acme.Following(null, _clock.GetCurrentInstant()), Stop);
        Assert.Empty(_mailbox.List());

        await Delivery().SweepAsync(Stop);
        await Delivery().SweepAsync(Stop);

        Assert.Equal("membership/contoso/acme/1", Assert.Single(_mailbox.List()).Id);
        Assert.Empty(await _partners.OwingAsync(Stop));
    }

    [Fact]
    public async Task Write_CrashAfterTheInvitationBeforeItIsNoted_SendsItOnce()
    {
        await _partners.SaveAsync(Acme.Following(null, _clock.GetCurrentInstant()), Stop);
        var owing = Assert.Single(await _partners.OwingAsync(Stop));
        await Delivery(partners: Forgetful()).DeliverAsync(owing, Stop);
        Assert.Single(_mailbox.List());

        await Delivery().SweepAsync(Stop);

        Assert.Single(_mailbox.List());
        Assert.Empty(await _partners.OwingAsync(Stop));
    }

    [Fact]
    public async Task Write_MailCannotBeSent_MembershipIsMadeAndTheInvitationStaysOwed()
    {
        var down = new Mock<IMailer>();
        down.Setup(mailer => mailer.SendAsync(It.IsAny<OutgoingMail>(), It.IsAny<CancellationToken>())).ThrowsAsync(new IOException());
        await new MembershipDesk(_partners, Delivery(mailer: down.Object), _clock).WriteAsync(Acme, Stop);
        Assert.Single(await _partners.OwingAsync(Stop));

        await Delivery().SweepAsync(Stop);

        Assert.Single(_mailbox.List());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(120)]
    [InlineData(249)]
    public async Task End_BrokenOffAfterSomeDeals_SweepDoesTheRestOnce(int saves)
    {
        await new MembershipDesk(_partners, Delivery(), _clock).WriteAsync(Acme, Stop);
        await AddDealsAsync(250);
        await new MembershipDesk(_partners, Delivery(BreakingAfter(saves)), _clock).EndAsync("contoso", "acme", Stop);
        Assert.Single(await _partners.OwingAsync(Stop));

        await Delivery().SweepAsync(Stop);

        var deals = await AllAsync();
        Assert.Equal(250, deals.Count);
        Assert.Equal(125, deals.Count(deal => deal.Status is RegistrationStatus.Withdrawn));
        Assert.Equal(125, deals.Count(deal => deal.Status is RegistrationStatus.Approved));
        Assert.All(deals, deal => Assert.Single(deal.Timeline, entry => entry.By == "rule:partner-ended"));
        Assert.Empty(await _partners.OwingAsync(Stop));
        Assert.Equal(
            ["anna.keller@contoso.example", "deals@acme.example", "deals@acme.example"], _mailbox.List().Select(mail => mail.To).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task End_MemberAgainBeforeItIsDone_DealsOfThenEndAndNewOnesStay()
    {
        await _partners.SaveAsync(Acme with { Manufacturer = "contoso" }, Stop);
        await AddDealsAsync(2);
        _clock.Advance(Duration.FromHours(1));
        var stored = (await _partners.FindAsync("contoso", "acme", Stop))!;
        await _partners.SaveAsync(stored.End(_clock.GetCurrentInstant()), Stop);
        _clock.Advance(Duration.FromHours(1));
        var again = Acme.Following(await _partners.FindAsync("contoso", "acme", Stop), _clock.GetCurrentInstant());
        await _partners.SaveAsync(again, Stop);
        await _store.AddAsync(new NewRegistration(Deal(77) with { ReceivedAt = _clock.GetCurrentInstant() }, Samples.Claim("DE77"), 1000, null), Stop);

        await Delivery().SweepAsync(Stop);

        var deals = await AllAsync();
        Assert.Equal(RegistrationStatus.PendingDecision, deals.Single(deal => deal.Id == Samples.Id(77)).Status);
        Assert.DoesNotContain(deals, deal => deal.Id != Samples.Id(77) && deal.Status is RegistrationStatus.PendingDecision);
    }

    private async Task AddDealsAsync(int count)
    {
        for (var number = 1; number <= count; number++)
        {
            var deal = Deal(number);
            if (number % 2 == 0)
                deal = deal with
                {
                    Status = RegistrationStatus.Approved,
                    Decision = new Decision(DecisionOutcome.Approve, Samples.Now, "anna", null, null),
                    Protection = new ProtectionWindow(Samples.Now, new LocalDate(2026, 5, 31), Samples.Now + Duration.FromDays(90), Samples.Now + Duration.FromDays(97)),
                };
            await _store.AddAsync(new NewRegistration(deal, Samples.Claim($"DE{number}"), 1000, null), Stop);
        }
    }

    private static Registration Deal(int number) => Samples.Deal(number, "acme", $"Customer {number}") with
    {
        Status = RegistrationStatus.PendingDecision,
        Ask = new Ask(AskPurpose.Decide, 1, Samples.Now, Duration.Zero, Samples.Now, Duration.FromDays(1), ["anna"]),
    };

    private async Task<List<Registration>> AllAsync()
    {
        var all = new List<Registration>();
        for (string? cursor = null; ;)
        {
            var page = await _store.ListAsync(new RegistrationQuery("acme", "contoso", null, null, null, cursor, 200), Stop);
            all.AddRange(page.Items);
            if ((cursor = page.Next) is null)
                return all;
        }
    }

    /// <summary>The store, of which nothing can be written any more after so many changes.</summary>
    private IRegistrationStore BreakingAfter(int saves)
    {
        var store = new Mock<IRegistrationStore>();
        store.Setup(port => port.FindAsync(It.IsAny<RegistrationId>(), It.IsAny<CancellationToken>()))
            .Returns((RegistrationId id, CancellationToken stop) => _store.FindAsync(id, stop));
        store.Setup(port => port.ListAsync(It.IsAny<RegistrationQuery>(), It.IsAny<CancellationToken>()))
            .Returns((RegistrationQuery query, CancellationToken stop) => _store.ListAsync(query, stop));
        store.Setup(port => port.SaveAsync(It.IsAny<RegistrationChange>(), It.IsAny<CancellationToken>())).Returns((RegistrationChange change, CancellationToken stop) =>
            Interlocked.Decrement(ref saves) >= 0 ? _store.SaveAsync(change, stop) : throw new IOException());
        return store.Object;
    }

    /// <summary>The process ends before it can note what was done.</summary>
    private IPartnerStore Forgetful()
    {
        var store = new Mock<IPartnerStore>();
        store.Setup(port => port.FindAsync("contoso", "acme", It.IsAny<CancellationToken>()))
            .Returns((string manufacturer, string partner, CancellationToken stop) => _partners.FindAsync(manufacturer, partner, stop));
        store.Setup(port => port.SaveAsync(It.IsAny<Membership>(), It.IsAny<CancellationToken>())).ReturnsAsync(true);
        return store.Object;
    }

    private MembershipDelivery Delivery(IRegistrationStore? store = null, IPartnerStore? partners = null, IMailer? mailer = null)
    {
        store ??= _store;
        var conflicts = new ConflictCheck(
            store, Mock.Of<IAccountStore>(), new MemoryCandidateIndex(), new AliasBook(Mock.Of<IAliasStore>()), _programs, _clock);
        var desk = new DealDesk(store, _programs, _partners, conflicts, Mock.Of<IWaker>(), _clock);
        var mails = new MembershipMails(new MailComposer(), mailer ?? _mailbox, _programs, _settings);
        return new MembershipDelivery(partners ?? _partners, store, desk, mails, NullLogger<MembershipDelivery>.Instance);
    }
}
