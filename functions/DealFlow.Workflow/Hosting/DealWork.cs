using DealFlow.Workflow.Collateral;
using DealFlow.Workflow.Conflicts;
using DealFlow.Workflow.Deals;
using DealFlow.Workflow.Events;
using DealFlow.Workflow.Links;
using DealFlow.Workflow.Mails;
using DealFlow.Workflow.Partners;
using DealFlow.Workflow.Privacy;
using DealFlow.Workflow.Registrations;
using DealFlow.Workflow.Signals;
using Microsoft.Extensions.Logging;

namespace DealFlow.Workflow.Hosting;

/// <summary>The workflow, put together over its ports: the same in every host.</summary>
public sealed class DealWork
{
    /// <summary>Puts it together. Nothing is asked of the ports yet.</summary>
    public DealWork(Ports ports, DealFlowSettings settings)
    {
        var (store, partners, programs, clock, composer) = (ports.Registrations, ports.Partners, ports.Programs, ports.Clock, ports.Composer);
        var aliasBook = new AliasBook(ports.Aliases);
        var conflicts = new ConflictCheck(store, ports.Accounts, ports.Candidates, aliasBook, programs, clock);
        var writer = new CheckWriter(store, ports.Waker, ports.Randomness);
        Desk = new DealDesk(store, programs, partners, conflicts, ports.Waker, clock);
        var queue = new QueueMover(store, Desk, conflicts, writer);
        Registering = new Registering(store, aliasBook, partners, programs, ports.Waker, ports.Randomness, clock);
        Aliases = new AliasDesk(ports.Aliases, aliasBook, store, Desk, conflicts, queue, clock);
        Decisions = new DecisionDesk(ports.Signer, store, Desk);
        Links = new LinkFactory(settings, ports.Signer);
        (SignalReader, NewsBoard) = (new SignalReader(ports.Signals, clock), new NewsBoard(ports.News, clock));
        var mails = new DealMails(
            composer, ports.Mailer, store, partners, programs, Links, new Enclosures(SignalReader, NewsBoard), clock, ports.Loggers.CreateLogger<DealMails>());
        var delivery = new EffectDelivery(mails, ports.Daily, new DealEvents(ports.Events, partners, programs, settings), queue, programs, clock);
        Activities = new DealActivities(store, Desk, conflicts, writer, delivery, clock, ports.Loggers.CreateLogger<DealActivities>());
        MembershipDelivery = new MembershipDelivery(
            partners, store, Desk, new MembershipMails(composer, ports.Mailer, programs, settings), ports.Loggers.CreateLogger<MembershipDelivery>());
        Memberships = new MembershipDesk(partners, MembershipDelivery, clock);
        DailyMails = new DailyMails(ports.Daily, store, Desk, mails, composer, clock);
        NewsRound = new NewsRound(ports.News, programs, store, ports.Daily, clock, ports.Loggers.CreateLogger<NewsRound>());
        Contacts = new ContactKeeper(ports.Contacts, store, Desk, programs, clock);
        SignalIntake = new SignalIntake(ports.Signals, store, ports.Daily, programs, clock);
        SignalKeeping = new SignalKeeping(ports.Signals, clock);
    }

    /// <summary>The orchestration of a deal and its activities, for an engine.</summary>
    public DealActivities Activities { get; }

    /// <summary>Where commands on deals are handled.</summary>
    public DealDesk Desk { get; }

    /// <summary>Where registrations come in.</summary>
    public Registering Registering { get; }

    /// <summary>Where is said which customers are the same.</summary>
    public AliasDesk Aliases { get; }

    /// <summary>Where links of mails lead to decisions.</summary>
    public DecisionDesk Decisions { get; }

    /// <summary>The links of mails and pages.</summary>
    public LinkFactory Links { get; }

    /// <summary>What is known of customers.</summary>
    public SignalReader SignalReader { get; }

    /// <summary>The news that partners see.</summary>
    public NewsBoard NewsBoard { get; }

    /// <summary>Where signals come in.</summary>
    public SignalIntake SignalIntake { get; }

    /// <summary>Where memberships begin and end.</summary>
    public MembershipDesk Memberships { get; }

    /// <summary>Does what memberships owe.</summary>
    public MembershipDelivery MembershipDelivery { get; }

    /// <summary>Sends the daily mails.</summary>
    public DailyMails DailyMails { get; }

    /// <summary>Announces news.</summary>
    public NewsRound NewsRound { get; }

    /// <summary>Erases contacts.</summary>
    public ContactKeeper Contacts { get; }

    /// <summary>Forgets old signals.</summary>
    public SignalKeeping SignalKeeping { get; }
}
