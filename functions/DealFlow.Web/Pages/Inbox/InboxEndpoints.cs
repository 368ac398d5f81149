using DealFlow.Web.Endpoints;
using DealFlow.Workflow.Conflicts;
using DealFlow.Workflow.Links;
using DealFlow.Workflow.Partners;
using DealFlow.Workflow.Pipeline;
using DealFlow.Workflow.Privacy;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Registrations;
using Microsoft.AspNetCore.Http;
using NodaTime;
using Endpoint = DealFlow.Web.Endpoints.Endpoint;

namespace DealFlow.Web.Pages.Inbox;

/// <summary>The pages of a manufacturer's people, for both hosts.</summary>
public sealed class InboxEndpoints
{
    private readonly InboxPages _inbox;
    private readonly InboxDealPages _deals;
    private readonly MembershipPages _members;
    private readonly FiguresPages _figures;

    /// <summary>Puts the pages together.</summary>
    public InboxEndpoints(
        IRegistrationStore store, IPipelineStore pipeline, IProgramCatalog programs, IPartnerStore partners, DealDesk desk, DecisionDesk decisions,
        AliasDesk aliases, MembershipDesk memberships, ContactKeeper contacts, IClock clock, PageRenderer pages)
    {
        var rows = new InboxRows(programs, partners);
        _inbox = new InboxPages(store, pipeline, programs, partners, rows, pages, clock);
        _deals = new InboxDealPages(store, pipeline, programs, partners, desk, decisions, new AliasSayings(aliases), contacts, pages);
        _members = new MembershipPages(partners, store, pipeline, programs, memberships, rows, pages, clock);
        _figures = new FiguresPages(pipeline, store, programs, partners, pages, clock);
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<Endpoint> All =>
    [
        .. Look("/inbox", _inbox.ListAsync),
        .. Look("/inbox/figures", _figures.ShowAsync),
        .. Look("/inbox/figures/{name}", _figures.DownloadAsync),
        .. Look("/inbox/{id}", _deals.ShowAsync),
        Send("/inbox/{id}", _deals.DoAsync),
        .. Look("/partners/{id}", _members.ShowAsync),
        Send("/partners/{id}", _members.DoAsync),
    ];

    private static Endpoint[] Look(string route, Func<HttpContext, Caller, Task<IResult>> handle) =>
        [new(HttpMethods.Get, route, Access.ManufacturerPerson, handle), new(HttpMethods.Head, route, Access.ManufacturerPerson, handle)];

    private static Endpoint Send(string route, Func<HttpContext, Caller, Task<IResult>> handle) =>
        new(HttpMethods.Post, route, Access.ManufacturerPerson, handle) { LargestBody = FormBody.MostBytes };
}
