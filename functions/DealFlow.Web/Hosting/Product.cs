using DealFlow.Web.Endpoints;
using DealFlow.Web.Limits;
using DealFlow.Web.Pages;
using DealFlow.Web.Pages.Deals;
using DealFlow.Web.Pages.Inbox;
using DealFlow.Web.Pages.Keys;
using DealFlow.Web.Pages.SignIn;
using DealFlow.Workflow;
using DealFlow.Workflow.Conflicts;
using DealFlow.Workflow.Hosting;
using DealFlow.Workflow.Keys;
using DealFlow.Workflow.SignIn;
using Microsoft.Extensions.Logging;
using Endpoint = DealFlow.Web.Endpoints.Endpoint;

namespace DealFlow.Web.Hosting;

/// <summary>The whole product on its ports: the one place where workflow, API and pages are put together. A host brings the ports and the engine.</summary>
public sealed class Product
{
    /// <summary>Puts it together. Nothing is asked of the ports yet.</summary>
    public Product(Ports ports, WebPorts web, DealFlowSettings settings)
    {
        Work = new DealWork(ports, settings);
        var (store, partners, programs, signer, clock) = (ports.Registrations, ports.Partners, ports.Programs, ports.Signer, ports.Clock);
        var directory = new SideDirectory(partners, programs);
        var sessions = new Sessions(signer, directory, web.SignIn, ports.Randomness, clock);
        var signIn = new SignInDesk(signer, directory, sessions, web.SignIn, ports.Composer, ports.Mailer, settings, ports.Randomness, clock);
        var gate = new SessionGate(sessions, settings, Pages);
        var keyDesk = new KeyDesk(web.Keys, partners, ports.Randomness, clock);
        Endpoints =
        [
            .. new ApiEndpoints(
                Work.Registering, store, Work.Desk, Work.Decisions, programs, partners, Work.Memberships, new AccountImport(ports.Accounts), web.Collateral,
                Work.SignalIntake, Work.SignalReader, Work.Contacts, Work.Aliases, ports.Aliases, web.Health, clock).All,
            .. new PageEndpoints(
                Work.Decisions, Work.Aliases, signer, store, programs, partners, web.Pipeline, web.Collateral, Work.NewsBoard, clock, Pages, web.Notice).All,
            .. new PersonEndpoints(signIn, sessions, directory, gate, settings, Pages).All,
            .. new InboxEndpoints(store, web.Pipeline, programs, partners, Work.Desk, Work.Decisions, Work.Aliases, Work.Memberships, Work.Contacts, clock, Pages).All,
            .. new KeyPageEndpoints(keyDesk, signer, programs, Pages).All,
            .. new DealPageEndpoints(
                store, programs, Work.Desk, Work.Links, Work.SignalReader, Work.NewsBoard, Work.Registering, ports.Randomness, clock, Pages).All,
            .. new FileEndpoint(web.Files, signer, clock).All,
            .. web.MailHook(Work.Desk).All,
        ];
        var limits = new RequestLimits(web.Limits, web.RequestTime);
        Runner = new EndpointRunner(keyDesk, limits, gate, Pages, ports.Loggers.CreateLogger<EndpointRunner>());
    }

    /// <summary>The workflow.</summary>
    public DealWork Work { get; }

    /// <summary>What writes pages.</summary>
    public PageRenderer Pages { get; } = new();

    /// <summary>Everything that is answered.</summary>
    public IReadOnlyList<Endpoint> Endpoints { get; }

    /// <summary>What each endpoint runs in.</summary>
    public EndpointRunner Runner { get; }
}
