using System.Globalization;
using System.Text.Json;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace DealFlow.Web.Endpoints;

/// <summary>An error as RFC 9457 problem details. The type leads to its explanation on <c>/problems</c>.</summary>
public sealed record Problem(int Status, string Kind, string Title, string Detail) : IResult
{
    /// <summary>Everything that is wrong with the request, by path.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>The methods that the address takes, where another one was used.</summary>
    public IReadOnlyList<string> Allowed { get; init; } = [];

    /// <summary>How long to wait before the request is repeated; null: nothing is known of that.</summary>
    public Duration? RetryAfter { get; init; }

    /// <summary>The registration that it is about.</summary>
    public Registration? Registration { get; init; }

    /// <summary>No key, or none that is known.</summary>
    public static Problem WrongKey { get; } = new(
        401, "key", "No valid key", "Send a valid key in the header, as in 'Authorization: Bearer <key>'. Keys can be made anew and revoked.");

    /// <summary>Unknown, or not the caller's.</summary>
    public static Problem NotFound { get; } = new(404, "not-found", "Not found", "There is nothing here, or it is not yours.");

    /// <summary>A route that is known, but not with this method.</summary>
    public static Problem WrongMethod(IReadOnlyList<string> allowed) => new(
        405, "method", "Not with this method", $"This address takes {string.Join(", ", allowed)}.")
    { Allowed = allowed };

    /// <summary>A precondition that did not hold.</summary>
    public static Problem Changed(Registration registration) => new(
        412, "changed", "Changed meanwhile", $"The registration is at revision {registration.Revision}. Read it again and repeat.")
    { Registration = registration };

    /// <summary>A key of the other side.</summary>
    public static Problem WrongRole(string needed) => new(403, "role", "Not for this key", $"Only a {needed}'s key may call this.");

    /// <summary>Somebody who may look on, but not act.</summary>
    public static Problem NotActing { get; } = new(
        403, "role", "Not for you", "Only approvers and owners of the program may do this, and nobody on a deal or membership of a partner that they belong to.");

    /// <summary>A form that no page of this session has sent.</summary>
    public static Problem WrongOrigin { get; } = new(403, "origin", "Not from here", "The form was not sent from a page of this session. Open the page anew and send it from there.");

    /// <summary>A request that cannot be read, or has fields or types that are not known.</summary>
    public static Problem BadRequest(string detail, IReadOnlyDictionary<string, string[]>? errors = null) =>
        new(400, "unreadable", "Not readable", detail) { Errors = errors };

    /// <summary>Values that are wrong.</summary>
    public static Problem Invalid(IReadOnlyDictionary<string, string[]> errors) =>
        new(422, "values", "Values are wrong", "Correct what 'errors' names and send again. Nothing was stored.") { Errors = errors };

    /// <summary>One value that is wrong.</summary>
    public static Problem Invalid(string path, string text) => Invalid(new Dictionary<string, string[]> { [path] = [text] });

    /// <summary>Something that the state does not allow.</summary>
    public static Problem Conflict(string detail, Registration? registration = null) =>
        new(409, "state", "Not possible in this state", detail) { Registration = registration };

    /// <summary>A link that is used, superseded or expired.</summary>
    public static Problem Gone(string detail, Registration registration) => new(410, "gone", "This link is no longer valid", detail) { Registration = registration };

    /// <summary>A body that is too large.</summary>
    public static Problem TooLarge(long most) => new(413, "size", "Too large", $"The body may have {most} bytes at most.");

    /// <summary>More than is accepted in this time.</summary>
    public static Problem TooMany(string detail, Duration wait) =>
        new(429, "rate", "Too many requests", detail) { RetryAfter = wait };

    /// <summary>A fault of ours.</summary>
    public static Problem Failure(string trace) => new(
        500, "failure", "Something failed on our side", $"Look whether it was done before you repeat it; if it stays, name {trace} to whoever runs this.");

    /// <summary>The store does not answer just now.</summary>
    public static Problem Unavailable { get; } = new(
        503, "unavailable", "Not possible just now",
        "The store does not answer. Try again in a moment; look whether it was done before you repeat what changes something, or use the same Idempotency-Key.")
    { RetryAfter = Duration.FromSeconds(30) };

    /// <summary>A refusal of the domain.</summary>
    public static Problem From(Refusal refusal, Registration registration) => refusal.Kind switch
    {
        RefusalKind.Value => Invalid(refusal.Path!, refusal.Text) with { Registration = registration },
        RefusalKind.Role => new Problem(403, "role", "Not for you", refusal.Text) { Registration = registration },
        _ => Conflict(refusal.Text, registration),
    };

    /// <summary>What belongs to the answer beside its body. Whole seconds, rounded up: who waits so long does not come too early.</summary>
    internal void SetHeaders(IHeaderDictionary headers)
    {
        if (Allowed.Count > 0)
            headers.Allow = string.Join(", ", Allowed);
        if (Status == StatusCodes.Status401Unauthorized)
            headers.WWWAuthenticate = "Bearer";
        if (RetryAfter is { } wait)
            headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var members = new Dictionary<string, object?>
        {
            ["type"] = $"/problems#{Kind}",
            ["title"] = Title,
            ["status"] = Status,
            ["detail"] = Detail,
        };
        if (Errors is not null)
            members["errors"] = Errors;
        if (Registration is not null)
        {
            members["registrationId"] = Registration.Id;
            members["registrationStatus"] = Registration.Status;
        }

        SetHeaders(httpContext.Response.Headers);
        httpContext.Response.StatusCode = Status;
        httpContext.Response.ContentType = "application/problem+json";
        return JsonSerializer.SerializeAsync(httpContext.Response.Body, members, DealFlowJson.Options, httpContext.RequestAborted);
    }
}

/// <summary>Ends a request with a problem from wherever it was found.</summary>
public sealed class ProblemException(Problem problem) : Exception(problem.Title)
{
    /// <summary>The problem to answer with.</summary>
    public Problem Problem { get; } = problem;
}
