using DealFlow.Local.Telemetry;
using DealFlow.Web.Endpoints;
using DealFlow.Web.Hosting;
using DealFlow.Web.Logging;
using Endpoint = DealFlow.Web.Endpoints.Endpoint;

namespace DealFlow.Local.Hosting;

/// <summary>The web server of the local host.</summary>
internal static class LocalWeb
{
    /// <summary>The web server is configured by the command line alone: no file and no part of the environment changes it.</summary>
    public static WebApplication Build(LocalOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().UseUrls(options.Urls).ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddRoutingCore();
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None); // a start that fails is told in one sentence by the command line
        TelemetryExport.AddLogs(builder.Logging, options.Parts.Telemetry);
        options.Logging?.Invoke(builder.Logging);
        builder.Services.AddDiscreetLogging();
        return builder.Build();
    }

    /// <summary>Every endpoint is served by its route, and what fits none by the problem that says so.</summary>
    public static void Map(WebApplication web, IReadOnlyList<Endpoint> endpoints, EndpointRunner runner)
    {
        foreach (var endpoint in endpoints)
            web.MapMethods(endpoint.Route, MethodsOf(endpoint), context => runner.RunAsync(endpoint, context));
        foreach (var ofRoute in endpoints.GroupBy(endpoint => endpoint.Route))
            MapOtherwise(web, ofRoute.Key, Problem.WrongMethod([.. ofRoute.Select(endpoint => endpoint.Method)]), ofRoute.First().Description, runner);
        MapOtherwise(web, "/{**path}", Problem.NotFound, null, runner);
        MapOtherwise(web, "/api/{**path}", Problem.NotFound, new EndpointDescription("unknown", "Nothing.", null, null, 404), runner);
    }

    /// <summary>What answers where no other endpoint does.</summary>
    private static void MapOtherwise(WebApplication web, string route, Problem problem, EndpointDescription? description, EndpointRunner runner)
    {
        var endpoint = new Endpoint("ANY", route, Access.Anyone, (_, _) => Task.FromResult<IResult>(problem), description);
        web.MapFallback(route, context => runner.RunAsync(endpoint, context));
    }

    /// <summary>Calls that read answer HEAD as well; pages have an endpoint of their own for it.</summary>
    private static string[] MethodsOf(Endpoint endpoint) =>
        endpoint is { IsPage: false, Method: "GET" } ? [HttpMethods.Get, HttpMethods.Head] : [endpoint.Method];
}
