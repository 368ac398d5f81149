using DealFlow.Functions.Durable;
using DealFlow.Functions.Web;
using DealFlow.Web.Endpoints;
using DealFlow.Web.Limits;
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
using DealFlow.Workflow.Privacy;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Registrations;
using DealFlow.Workflow.Signals;
using DealFlow.Workflow.SignIn;
using Microsoft.Extensions.Logging;
using NodaTime;
using Endpoint = DealFlow.Web.Endpoints.Endpoint;

namespace DealFlow.Functions.Hosting;

/// <summary>The whole product on its ports and on the durable extension: the one place where everything is put together.</summary>
internal sealed class Product
{
    public Product(HostSettings settings, Ports ports, IProgramCatalog programs, IRandomness randomness, IClock clock, TimeProvider requestTime, ILoggerFactory loggers)
    {
        // The workflow on the durable extension.
        var store = ports.Registrations;
        Catalog = new OrchestrationCatalog(DealFlowJson.Options);
        var engine = new DurableClient(Bound, Catalog);
        var directWaker = new Waker(engine, store);
        var waker = new TolerantWaker(directWaker, loggers.CreateLogger<TolerantWaker>());
        var signer = new TokenSigner(() => settings.LinkKeys.At(clock.GetCurrentInstant()));
        var aliasBook = new AliasBook(ports.Aliases);
        var conflicts = new ConflictCheck(store, ports.Accounts, ports.Candidates, aliasBook, programs, clock);
        var desk = new DealDesk(store, programs, ports.Partners, conflicts, waker, clock);
        var links = new LinkFactory(settings.Product, signer);
        var composer = new MailComposer();
        var news = ports.News(loggers);
        var (signalReader, newsBoard) = (new SignalReader(ports.Signals, clock), new NewsBoard(news, clock));
        var enclosures = new Enclosures(signalReader, newsBoard);
        var mails = new DealMails(composer, ports.Mailer, store, ports.Partners, programs, links, enclosures, clock, loggers.CreateLogger<DealMails>());
        var events = new DealEvents(ports.Events(loggers), ports.Partners, programs, settings.Product);
        var writer = new CheckWriter(store, waker, randomness);
        var queue = new QueueMover(store, desk, conflicts, writer);
        var aliases = new AliasDesk(ports.Aliases, aliasBook, store, desk, conflicts, queue, clock);
        var delivery = new EffectDelivery(mails, ports.Daily, events, queue, programs, clock);
        new DealActivities(store, desk, conflicts, writer, delivery, clock, loggers.CreateLogger<DealActivities>()).AddTo(Catalog);

        // What is done by the clock.
        var membershipMails = new MembershipMails(composer, ports.Mailer, programs, settings.Product);
        var membershipDelivery = new MembershipDelivery(ports.Partners, store, desk, membershipMails, loggers.CreateLogger<MembershipDelivery>());
        var contacts = new ContactKeeper(ports.Contacts, store, desk, programs, clock);
        var dailyMails = new DailyMails(ports.Daily, store, mails, composer, clock);
        var watch = new Watch(Bound, engine, waker, store, programs, clock, loggers.CreateLogger<Watch>());
        Work = new RegularWork(
            directWaker, watch, membershipDelivery, new NewsRound(news, programs, store, ports.Daily, clock), dailyMails, contacts, new SignalKeeping(ports.Signals, clock),
            loggers.CreateLogger<RegularWork>());

        // The web.
        var registering = new Registering(store, aliasBook, ports.Partners, programs, waker, randomness, clock);
        var signalIntake = new SignalIntake(ports.Signals, store, ports.Daily, programs, clock);
        var decisions = new DecisionDesk(signer, store, desk);
        var memberships = new MembershipDesk(ports.Partners, membershipDelivery, clock);
        var import = new AccountImport(ports.Accounts);
        var collateral = ports.Collateral(programs);
        var pages = new PageRenderer();
        var directory = new SideDirectory(ports.Partners, programs);
        var sessions = new Sessions(signer, directory, ports.SignIn, randomness, clock);
        var signIn = new SignInDesk(signer, directory, sessions, ports.SignIn, composer, ports.Mailer, settings.Product, randomness, clock);
        var gate = new SessionGate(sessions, settings.Product, pages);
        var keyDesk = new KeyDesk(ports.Keys, ports.Partners, randomness, clock);
        IReadOnlyList<Endpoint> endpoints =
        [
            .. new ApiEndpoints(registering, store, desk, decisions, programs, ports.Partners, memberships, import, collateral, signalIntake, signalReader, contacts, aliases, ports.Aliases, ports.Health, clock).All,
            .. new PageEndpoints(decisions, aliases, signer, store, programs, ports.Partners, ports.Pipeline, collateral, newsBoard, clock, pages).All,
            .. new PersonEndpoints(signIn, sessions, directory, gate, settings.Product, pages).All,
            .. new InboxEndpoints(store, ports.Pipeline, programs, ports.Partners, desk, decisions, aliases, memberships, contacts, clock, pages).All,
            .. new KeyPageEndpoints(keyDesk, signer, programs, pages).All,
            .. new DealPageEndpoints(store, programs, desk, links, signalReader, newsBoard, registering, randomness, clock, pages).All,
            .. ports.MailHook(desk).All,
        ];
        var limits = new RequestLimits(settings.Limits, requestTime);
        Web = new WebFunctions(endpoints, new EndpointRunner(keyDesk, limits, gate, pages, loggers.CreateLogger<EndpointRunner>()), Bound);
    }

    /// <summary>The code that the engine runs.</summary>
    public OrchestrationCatalog Catalog { get; }

    /// <summary>The client of the engine, as the triggers bring it.</summary>
    public BoundClient Bound { get; } = new();

    /// <summary>What the HTTP triggers call.</summary>
    public WebFunctions Web { get; }

    /// <summary>What the timers call.</summary>
    public RegularWork Work { get; }
}
