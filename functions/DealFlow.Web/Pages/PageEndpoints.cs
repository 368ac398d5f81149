using DealFlow.Web.Endpoints;
using DealFlow.Workflow.Collateral;
using DealFlow.Workflow.Conflicts;
using DealFlow.Workflow.Links;
using DealFlow.Workflow.Partners;
using DealFlow.Workflow.Pipeline;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Registrations;
using Microsoft.AspNetCore.Http;
using NodaTime;
using Endpoint = DealFlow.Web.Endpoints.Endpoint;

namespace DealFlow.Web.Pages;

/// <summary>The pages of both hosts. HEAD stands beside every GET, because neither host adds it; neither changes anything.</summary>
public sealed class PageEndpoints
{
    private readonly DecidePages _decide;
    private readonly DecideAliases _aliases;
    private readonly PartnerPages _partner;
    private readonly PublicPages _public;

    /// <summary>Puts the pages together.</summary>
    /// <param name="notice">What a host adds to the start page; null: nothing.</param>
    public PageEndpoints(
        DecisionDesk desk, AliasDesk aliases, TokenSigner signer, IRegistrationStore store, IProgramCatalog programs, IPartnerStore partners,
        IPipelineStore pipeline, ICollateral collateral, NewsBoard news, IClock clock, PageRenderer pages, HomeNotice? notice = null)
    {
        var sayings = new AliasSayings(aliases);
        _decide = new DecidePages(desk, sayings, signer, programs, partners, pipeline, clock, pages);
        _aliases = new DecideAliases(desk, sayings);
        _partner = new PartnerPages(signer, store, programs, collateral, news, clock, pages);
        _public = new PublicPages(pages, notice);
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<Endpoint> All =>
    [
        .. Look("/", _public.HomeAsync),
        .. Look("/problems", _public.ProblemsAsync),
        .. Look("/style.css", PublicPages.StyleAsync),
        .. Look("/schemas/{name}", PublicPages.SchemaAsync),
        .. Look("/decide", _decide.ShowAsync),
        new Endpoint(HttpMethods.Post, "/decide", Access.Anyone, _decide.DecideAsync) { LargestBody = FormBody.MostBytes },
        new Endpoint(HttpMethods.Post, DecideAliases.Route, Access.Anyone, _aliases.SayAsync) { LargestBody = FormBody.MostBytes },
        .. Look("/collateral", _partner.CollateralAsync),
        .. Look("/receipt", _partner.ReceiptAsync),
    ];

    private static Endpoint[] Look(string route, Func<HttpContext, Caller, Task<IResult>> handle) =>
        [new(HttpMethods.Get, route, Access.Anyone, handle), new(HttpMethods.Head, route, Access.Anyone, handle)];
}
