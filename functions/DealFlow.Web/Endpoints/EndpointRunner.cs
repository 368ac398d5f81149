using DealFlow.Web.Limits;
using DealFlow.Web.Pages;
using DealFlow.Web.Pages.SignIn;
using DealFlow.Workflow;
using DealFlow.Workflow.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace DealFlow.Web.Endpoints;

/// <summary>
/// What surrounds every request, in both hosts alike: security headers, limits, authentication, errors as problem details or pages, and a log
/// line without secrets. It replaces middleware, because the Functions host has none to offer.
/// </summary>
public sealed class EndpointRunner(KeyDesk keys, RequestLimits limits, SessionGate gate, PageRenderer pages, ILogger<EndpointRunner> logger)
{
    private const string Bearer = "Bearer ";

    /// <summary>Runs one request.</summary>
    public async Task RunAsync(Endpoint endpoint, HttpContext context)
    {
        SecurityHeaders.Set(context.Response);
        LimitBody(endpoint, context);
        try
        {
            await (await AnswerAsync(endpoint, context)).ExecuteAsync(context);
            Log.Answered(logger, endpoint.Method, endpoint.Route, context.Response.StatusCode);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer any more.
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            await FailAsync(endpoint, context, e);
        }
    }

    /// <summary>The answer; what is wrong with a page's request is a page too.</summary>
    private async Task<IResult> AnswerAsync(Endpoint endpoint, HttpContext context)
    {
        var result = await HandleAsync(endpoint, context);
        return result is Problem problem && endpoint.IsPage ? await pages.ProblemAsync(context, problem) : result;
    }

    private async Task<IResult> HandleAsync(Endpoint endpoint, HttpContext context)
    {
        try
        {
            limits.CountAddress(context);
            if (endpoint.Access is Access.PartnerPerson or Access.ManufacturerPerson or Access.Person)
                return await gate.RunAsync(endpoint, context);
            return await AuthorizeAsync(endpoint, context) is { } caller ? await endpoint.Handle(context, caller) : Problem.WrongKey;
        }
        catch (ProblemException e)
        {
            return e.Problem;
        }
        catch (BadHttpRequestException e)
        {
            return e.StatusCode == StatusCodes.Status413PayloadTooLarge ? Problem.TooLarge(endpoint.LargestBody) : Problem.BadRequest("The request could not be read.");
        }
        catch (Exception e) when (e is not OutOfMemoryException && !(e is OperationCanceledException && context.RequestAborted.IsCancellationRequested))
        {
            Log.Failed(logger, endpoint.Method, endpoint.Route, e.GetType().Name, context.TraceIdentifier);
            return e is StoreUnavailableException ? Problem.Unavailable : Problem.Failure(context.TraceIdentifier);
        }
    }

    /// <summary>The answer itself could not be written: says so where nothing has been sent, and else breaks off.</summary>
    private async Task FailAsync(Endpoint endpoint, HttpContext context, Exception e)
    {
        Log.Failed(logger, endpoint.Method, endpoint.Route, e.GetType().Name, context.TraceIdentifier);
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        context.Response.Clear();
        SecurityHeaders.Set(context.Response);
        await Problem.Failure(context.TraceIdentifier).ExecuteAsync(context);
    }

    /// <summary>The caller, or null when the key is missing or wrong.</summary>
    private async Task<Caller?> AuthorizeAsync(Endpoint endpoint, HttpContext context)
    {
        if (endpoint.Access is Access.Anyone)
            return Caller.Unknown;
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) || header.Length > 512)
            return null;
        var hash = ApiKey.HashOf(header[Bearer.Length..].Trim());
        if (await keys.FindAsync(hash, context.RequestAborted) is not var (owner, reach))
            return null;
        limits.CountKey(hash);
        return owner switch
        {
            { Kind: KeyOwnerKind.Partner } when endpoint.Access is Access.Manufacturer => throw new ProblemException(Problem.WrongRole("manufacturer")),
            { Kind: KeyOwnerKind.Manufacturer } when endpoint.Access is Access.Partner => throw new ProblemException(Problem.WrongRole("partner")),
            { Kind: KeyOwnerKind.Partner } => new Caller(owner.Id, null) { Reach = reach },
            _ => new Caller(null, owner.Id),
        };
    }

    private static void LimitBody(Endpoint endpoint, HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = endpoint.LargestBody;
    }
}
