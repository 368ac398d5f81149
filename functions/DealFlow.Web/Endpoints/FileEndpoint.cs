using DealFlow.Workflow.Collateral;
using DealFlow.Workflow.Links;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using NodaTime;

namespace DealFlow.Web.Endpoints;

/// <summary>
/// Hands out one file of the sales material for a signed link, whole or a part of it. For hosts whose storage nobody else reaches: a folder on this
/// machine, or an account in a private network.
/// </summary>
/// <param name="content">Null: the storage hands its files out itself.</param>
internal sealed class FileEndpoint(ICollateralContent? content, TokenSigner signer, IClock clock)
{
    public IReadOnlyList<Endpoint> All => [new("GET", FileLinks.Route, Access.Anyone, ServeAsync), new("HEAD", FileLinks.Route, Access.Anyone, ServeAsync)];

    private async Task<IResult> ServeAsync(HttpContext context, Caller caller)
    {
        if (content is null || !signer.TryRead(context.Request.Query["t"], out var token) || FileName.Of(token) is not { } name)
            return Problem.NotFound;
        if (token.ExpiresAt <= clock.GetCurrentInstant())
            return new Problem(410, "gone", "This link is no longer valid", "The link to the file has expired; open the list of files again.");
        if (await content.OpenAsync(name, context.RequestAborted) is not { } file)
            return Problem.NotFound;
        context.Response.Headers.ContentLanguage = file.Language;
        var changedAt = file.ChangedAt.ToDateTimeOffset();
        return Results.File(
            file.Stream, MaterialNames.ContentTypeOf(file.Name), file.Name, changedAt, new EntityTagHeaderValue($"\"{changedAt.UtcTicks:x}\""),
            enableRangeProcessing: true);
    }
}
