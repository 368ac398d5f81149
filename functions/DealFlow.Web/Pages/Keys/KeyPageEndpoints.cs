using DealFlow.Web.Endpoints;
using DealFlow.Workflow.Keys;
using DealFlow.Workflow.Links;
using DealFlow.Workflow.Programs;
using Microsoft.AspNetCore.Http;
using Endpoint = DealFlow.Web.Endpoints.Endpoint;

namespace DealFlow.Web.Pages.Keys;

/// <summary>The page of a partner's people on the API keys of the partner, for both hosts.</summary>
public sealed class KeyPageEndpoints(KeyDesk desk, TokenSigner signer, IProgramCatalog programs, PageRenderer pages)
{
    private const string Route = "/keys";

    private readonly KeyPages _keys = new(desk, new KeySeed(signer), programs, pages);

    /// <summary>All of them.</summary>
    public IReadOnlyList<Endpoint> All =>
    [
        new(HttpMethods.Get, Route, Access.PartnerPerson, _keys.ShowAsync),
        new(HttpMethods.Head, Route, Access.PartnerPerson, _keys.ShowAsync),
        new(HttpMethods.Post, Route, Access.PartnerPerson, _keys.DoAsync) { LargestBody = FormBody.MostBytes },
    ];
}
