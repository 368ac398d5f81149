using DealFlow.Web.Endpoints;
using DealFlow.Workflow;
using DealFlow.Workflow.Collateral;
using DealFlow.Workflow.Links;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Registrations;
using DealFlow.Workflow.Signals;
using Microsoft.AspNetCore.Http;
using NodaTime;
using Endpoint = DealFlow.Web.Endpoints.Endpoint;

namespace DealFlow.Web.Pages.Deals;

/// <summary>The pages of a partner's people on their deals, for both hosts.</summary>
public sealed class DealPageEndpoints(
    IRegistrationStore store, IProgramCatalog programs, DealDesk desk, LinkFactory links, SignalReader signals, NewsBoard news, Registering registering,
    IRandomness randomness, IClock clock, PageRenderer pages)
{
    private readonly DealPages _deals = new(store, programs, desk, new DealBoard(store, programs, desk, links, signals, news), pages);
    private readonly RegisterPages _register = new(registering, store, programs, randomness, clock, pages);

    /// <summary>All of them.</summary>
    public IReadOnlyList<Endpoint> All =>
    [
        .. Look("/deals", _deals.ListAsync),
        .. Look("/deals/{id}", _deals.ShowAsync),
        Send("/deals/{id}", _deals.DoAsync),
        .. Look("/register", _register.ShowAsync),
        Send("/register", _register.DoAsync),
    ];

    private static Endpoint[] Look(string route, Func<HttpContext, Caller, Task<IResult>> handle) =>
        [new(HttpMethods.Get, route, Access.PartnerPerson, handle), new(HttpMethods.Head, route, Access.PartnerPerson, handle)];

    private static Endpoint Send(string route, Func<HttpContext, Caller, Task<IResult>> handle) =>
        new(HttpMethods.Post, route, Access.PartnerPerson, handle) { LargestBody = FormBody.MostBytes };
}
