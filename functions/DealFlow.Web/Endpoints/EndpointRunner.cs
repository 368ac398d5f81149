using DealFlow.Web.Limits;
using DealFlow.Web.Pages;
using DealFlow.Workflow.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace DealFlow.Web.Endpoints;

/// <summary>
/// What surrounds every request, in both hosts alike: security headers, limits, authentication, errors as problem details or pages, and a log
/// line without secrets. It replaces middleware, because the Functions host has none to offer.
/// </summary>
public sealed class EndpointRunner(IKeyStore keys, RequestLimits limits, PageRenderer pages, ILogger<EndpointRunner> logger)
{
    private const string Bearer = "Bearer ";

    /// <summary>Runs one request.</summary>
    public async Task RunAsync(Endpoint endpoint, HttpContext context)
    {
        SecurityHeaders.Set(context.Response);
        LimitBody(endpoint, context);
        IResult result;
        try
        {
            limits.CountAddress(context);
            result = await AuthorizeAsync(endpoint, context) is { } caller ? await endpoint.Handle(context, caller) : Problem.WrongKey;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (ProblemException e)
        {
            result = e.Problem;
        }
        catch (BadHttpRequestException e)
        {
            result = e.StatusCode == StatusCodes.Status413PayloadTooLarge ? Problem.TooLarge(endpoint.LargestBody) : Problem.BadRequest("The request could not be read.");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Log.Failed(logger, endpoint.Method, endpoint.Route, e.GetType().Name, context.TraceIdentifier);
            result = Problem.Failure(context.TraceIdentifier);
        }

        if (result is Problem problem && endpoint.IsPage)
            result = await pages.ProblemAsync(context, problem);
        await result.ExecuteAsync(context);
        Log.Answered(logger, endpoint.Method, endpoint.Route, context.Response.StatusCode);
    }

    /// <summary>The caller, or null when the key is missing or wrong.</summary>
    private async Task<Caller?> AuthorizeAsync(Endpoint endpoint, HttpContext context)
    {
        if (endpoint.Access is Access.Anyone)
            return Caller.Unknown;
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) || header.Length > 512)
            return null;
        var hash = ApiKeys.Hash(header[Bearer.Length..].Trim());
        var owner = await keys.FindAsync(hash, context.RequestAborted);
        if (owner is not null)
            limits.CountKey(hash);
        return owner switch
        {
            null => null,
            { Kind: KeyOwnerKind.Partner } when endpoint.Access is Access.Manufacturer => throw new ProblemException(Problem.WrongRole("manufacturer")),
            { Kind: KeyOwnerKind.Manufacturer } when endpoint.Access is Access.Partner => throw new ProblemException(Problem.WrongRole("partner")),
            { Kind: KeyOwnerKind.Partner } => new Caller(owner.Id, null),
            _ => new Caller(null, owner.Id),
        };
    }

    private static void LimitBody(Endpoint endpoint, HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = endpoint.LargestBody;
    }
}
