using Microsoft.AspNetCore.Http;

namespace DealFlow.Web.Endpoints;

/// <summary>Where the mail service tells what became of mails. It signs what it says; anything else is refused.</summary>
/// <param name="signatureHeader">The header of the signature.</param>
/// <param name="timestampHeader">The header of the time that was signed with the body.</param>
/// <param name="handle">Takes body, signature and time; false where they do not fit. Null: no mail service is set up that does so.</param>
public sealed class MailHookEndpoint(
    string signatureHeader, string timestampHeader, Func<byte[], string?, string?, CancellationToken, Task<bool>>? handle)
{
    /// <summary>The route that is entered at the mail service.</summary>
    public const string Route = "/hooks/mail";

    private const int LargestBody = 1024 * 1024;

    /// <summary>The endpoint.</summary>
    public IReadOnlyList<Endpoint> All => [new("POST", Route, Access.Anyone, HandleAsync) { LargestBody = LargestBody }];

    private async Task<IResult> HandleAsync(HttpContext context, Caller caller)
    {
        if (handle is null)
            return Problem.NotFound;
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var isTaken = await handle(
            body.ToArray(), context.Request.Headers[signatureHeader].FirstOrDefault(), context.Request.Headers[timestampHeader].FirstOrDefault(),
            context.RequestAborted);
        return isTaken ? Results.NoContent() : Problem.WrongKey;
    }
}
