using DealFlow.Domain.Programs;
using DealFlow.Domain.Protection;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Collateral;
using DealFlow.Workflow.Conflicts;
using DealFlow.Workflow.Deals;
using DealFlow.Workflow.Events;
using DealFlow.Workflow.Links;
using DealFlow.Workflow.Mails;
using DealFlow.Workflow.Partners;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Registrations;
using DealFlow.Workflow.Signals;
using DealFlow.Workflow.Tests.Ports;
using DealFlow.Workflow.Tests.Programs;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace DealFlow.Workflow.Tests.Deals;

/// <summary>What is owed is done although something else that is owed cannot be.</summary>
public sealed class EffectDeliveryTests
{
    private static readonly DealProgram Contoso = SamplePrograms.Read(SamplePrograms.Contoso).Program!.Program;
    private readonly Mock<IMailer> _mailer = new();
    private readonly Mock<IDealEvents> _events = new();
    private readonly Mock<IRegistrationStore> _store = new();

    public EffectDeliveryTests() =>
        _store.Setup(store => store.QueueBehindAsync(It.IsAny<RegistrationId>(), It.IsAny<CancellationToken>())).ReturnsAsync([]);

    [Fact]
    public async Task Deliver_MailServerIsDown_EventAndQueueAreDoneAndTheMailStaysOwed()
    {
        _mailer.Setup(mailer => mailer.SendAsync(It.IsAny<OutgoingMail>(), It.IsAny<CancellationToken>())).ThrowsAsync(new IOException());
        var delivery = await DeliverAsync(
            new Effect(1, EffectKind.Receipt, Audience.Partner, 0), new Effect(2, EffectKind.ApprovedEvent, Audience.Finance, 1),
            new Effect(3, EffectKind.MoveQueue, Audience.Queue, 0));
        Assert.Equal([2, 3], delivery.Done);
        Assert.IsType<IOException>(delivery.Failure);
    }

    [Fact]
    public async Task Deliver_FirstEventFails_LaterEventIsNotSentBeforeIt()
    {
        _events.Setup(events => events.PublishAsync(It.Is<DealEvent>(sent => sent.Id.EndsWith("/approved", StringComparison.Ordinal)), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new IOException());
        var delivery = await DeliverAsync(
            new Effect(1, EffectKind.ApprovedEvent, Audience.Finance, 1), new Effect(2, EffectKind.ClosedEvent, Audience.Finance, 2),
            new Effect(3, EffectKind.Receipt, Audience.Partner, 0));
        Assert.Equal([3], delivery.Done);
        _events.Verify(events => events.PublishAsync(It.Is<DealEvent>(sent => sent.Id.EndsWith("/closed", StringComparison.Ordinal)), It.IsAny<CancellationToken>()), Times.Never);
    }

    [Theory]
    [InlineData(EffectKind.AskDecision)]
    [InlineData(EffectKind.AskExtension)]
    [InlineData(EffectKind.AskConfirmation)]
    public async Task Deliver_RequestThatIsOverBeforeItsMailIsWritten_NobodyIsAskedForNothing(EffectKind request)
    {
        var delivery = await DeliverAsync(Samples.FullDeal() with { Ask = null }, new Effect(1, request, "person:anna", 2), new Effect(2, EffectKind.Withdrawn, "person:anna", 0));
        Assert.Equal([1, 2], delivery.Done);
        _mailer.Verify(mailer => mailer.SendAsync(It.IsAny<OutgoingMail>(), It.IsAny<CancellationToken>()), Times.Once);
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(3, 1)]
    public async Task Deliver_RequestOfARound_IsMailedWhileThatRoundLasts(int round, int mails)
    {
        var deal = Samples.FullDeal();
        var delivery = await DeliverAsync(deal with { Ask = deal.Ask! with { IsOpen = true } }, new Effect(1, EffectKind.AskConfirmation, "person:anna", round));
        Assert.Equal([1], delivery.Done);
        _mailer.Verify(mailer => mailer.SendAsync(It.IsAny<OutgoingMail>(), It.IsAny<CancellationToken>()), Times.Exactly(mails));
    }

    private static Enclosures Enclosures(PortClock clock) => new(new SignalReader(Mock.Of<ISignalStore>(), clock), new NewsBoard(Mock.Of<INews>(), clock));

    private Task<Delivery> DeliverAsync(params Effect[] owed) => DeliverAsync(Samples.FullDeal(), owed);

    private async Task<Delivery> DeliverAsync(Registration of, params Effect[] owed)
    {
        var deal = of with { Owed = [.. owed], Protection = ProtectionWindow.Starting(Samples.Now, 90, 7, Contoso.Calendar.Zone) };
        var clock = new PortClock();
        var settings = new DealFlowSettings("http://dealflow.test", "deals@dealflow.test");
        var links = new LinkFactory(settings, new TokenSigner(new TokenKeys("k1", new Dictionary<string, byte[]> { ["k1"] = new byte[32] })));
        var programs = Mock.Of<IProgramCatalog>(catalog => catalog.For(It.IsAny<Registration>()) == Contoso);
        var member = new Membership("contoso", "alpen-it", "Alpen IT", "gold", "de", "deals@alpen-it.example", [], null, ["contoso-network"]);
        var partners = Mock.Of<IPartnerStore>(store =>
            store.FindAsync(It.IsAny<string>(), It.IsAny<string>(), It.IsAny<CancellationToken>()) == Task.FromResult<Membership?>(member));
        var composer = Mock.Of<IMailComposer>(writer => writer.ComposeAsync(It.IsAny<DealMail>()) == Task.FromResult(new MailContent("s", "h", "t")));
        var conflicts = new ConflictCheck(
            _store.Object, Mock.Of<IAccountStore>(), new MemoryCandidateIndex(), new AliasBook(Mock.Of<IAliasStore>()), programs, clock);
        var desk = new DealDesk(_store.Object, programs, partners, conflicts, Mock.Of<IWaker>(), clock);
        var mails = new DealMails(composer, _mailer.Object, _store.Object, partners, programs, links, Enclosures(clock), clock, NullLogger<DealMails>.Instance);
        var delivery = new EffectDelivery(
            mails, Mock.Of<IDailyMailStore>(), new DealEvents(_events.Object, partners, programs, settings),
            new QueueMover(_store.Object, desk, conflicts, new CheckWriter(_store.Object, Mock.Of<IWaker>(), Mock.Of<IRandomness>())), programs, clock);
        return await delivery.DeliverAsync(deal, TestContext.Current.CancellationToken);
    }
}
