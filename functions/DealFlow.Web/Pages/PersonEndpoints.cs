using DealFlow.Web.Endpoints;
using DealFlow.Web.Pages.SignIn;
using DealFlow.Workflow;
using DealFlow.Workflow.SignIn;
using Microsoft.AspNetCore.Http;
using Endpoint = DealFlow.Web.Endpoints.Endpoint;

namespace DealFlow.Web.Pages;

/// <summary>The pages of people who sign in, for both hosts.</summary>
public sealed class PersonEndpoints(
    SignInDesk signIn, Sessions sessions, SideDirectory directory, SessionGate gate, DealFlowSettings settings, PageRenderer pages)
{
    private readonly SignInPages _signIn = new(signIn, sessions, directory, gate, settings, pages);

    /// <summary>All of them.</summary>
    public IReadOnlyList<Endpoint> All =>
    [
        .. Look("/signin", Access.Anyone, _signIn.ShowAsync),
        Send("/signin", Access.Anyone, _signIn.SignInAsync),
        Send("/signout", Access.Person, _signIn.SignOutAsync),
    ];

    private static Endpoint[] Look(string route, Access access, Func<HttpContext, Caller, Task<IResult>> handle) =>
        [new(HttpMethods.Get, route, access, handle), new(HttpMethods.Head, route, access, handle)];

    private static Endpoint Send(string route, Access access, Func<HttpContext, Caller, Task<IResult>> handle) =>
        new(HttpMethods.Post, route, access, handle) { LargestBody = FormBody.MostBytes };
}
