using DealFlow.Functions.Durable;
using DealFlow.Web.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.DurableTask.Client;
using Endpoint = DealFlow.Web.Endpoints.Endpoint;

namespace DealFlow.Functions.Web;

/// <summary>What the HTTP triggers call: the endpoints of the product, each inside its wrapper.</summary>
public sealed class WebFunctions(IReadOnlyList<Endpoint> endpoints, EndpointRunner runner, BoundClient bound)
{
    private readonly IReadOnlyList<(TemplateMatcher Path, Endpoint Endpoint)> _byPath =
        [.. endpoints.Select(endpoint => (new TemplateMatcher(TemplateParser.Parse(endpoint.Route[1..]), []), endpoint))];

    /// <summary>The routes of the product.</summary>
    public IReadOnlyList<Endpoint> Endpoints => endpoints;

    /// <summary>Answers what changes nothing. HEAD is answered as GET where the list has none of its own.</summary>
    public IResult Look(HttpRequest request, string route) => new Answer(runner, Find(request.Method, route));

    /// <summary>Answers what may change a deal, which then is woken.</summary>
    public IResult Do(HttpRequest request, string route, DurableTaskClient client)
    {
        bound.Use(client);
        return new Answer(runner, Find(request.Method, route));
    }

    /// <summary>Answers where there is nothing, in the form of what is beside it.</summary>
    public IResult Otherwise(HttpRequest request)
    {
        var here = _byPath.Where(entry => entry.Path.TryMatch(request.Path, [])).Select(entry => entry.Endpoint).ToList();
        var isApi = request.Path.StartsWithSegments("/api", StringComparison.Ordinal);
        var description = here.Count > 0 ? here[0].Description : isApi ? new EndpointDescription("unknown", "Nothing.", null, null, 404) : null;
        var problem = here.Count > 0 ? Problem.WrongMethod([.. here.Select(endpoint => endpoint.Method)]) : Problem.NotFound;
        return new Answer(runner, new Endpoint("ANY", "/{**path}", Access.Anyone, (_, _) => Task.FromResult<IResult>(problem), description));
    }

    private Endpoint Find(string method, string route) =>
        FindExactly(method, route) ?? (HttpMethods.IsHead(method) ? FindExactly(HttpMethods.Get, route) : null)
        ?? throw new InvalidOperationException($"No endpoint {method} {route} is among those of the product.");

    private Endpoint? FindExactly(string method, string route) =>
        endpoints.FirstOrDefault(endpoint => endpoint.Route == route && HttpMethods.Equals(endpoint.Method, method));

    /// <summary>The answer of an endpoint. The host executes it with the request's context, and the wrapper does the rest.</summary>
    internal sealed class Answer(EndpointRunner runner, Endpoint endpoint) : IResult
    {
        public Endpoint Endpoint => endpoint;

        public Task ExecuteAsync(HttpContext httpContext) => runner.RunAsync(endpoint, httpContext);
    }
}
