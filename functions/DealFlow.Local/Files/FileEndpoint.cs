using DealFlow.Web.Endpoints;
using DealFlow.Workflow.Collateral;
using DealFlow.Workflow.Links;
using NodaTime;
using Endpoint = DealFlow.Web.Endpoints.Endpoint;

namespace DealFlow.Local.Files;

/// <summary>Hands out one file for a signed link, as Blob Storage does in the cloud.</summary>
internal sealed class FileEndpoint(FolderCollateral collateral, TokenSigner signer, IClock clock)
{
    public IReadOnlyList<Endpoint> All => [new("GET", "/local/files", Access.Anyone, ServeAsync), new("HEAD", "/local/files", Access.Anyone, ServeAsync)];

    private Task<IResult> ServeAsync(HttpContext context, Caller caller)
    {
        if (!signer.TryRead(context.Request.Query["t"], out var token) || token.Purpose is not TokenPurpose.File)
            return Task.FromResult<IResult>(Problem.NotFound);
        if (token.ExpiresAt <= clock.GetCurrentInstant())
            return Task.FromResult<IResult>(new Problem(410, "gone", "This link is no longer valid", "The link to the file has expired; open the list of files again."));
        if (collateral.Find(token) is not { } file)
            return Task.FromResult<IResult>(Problem.NotFound);
        return Task.FromResult(Results.File(file.FullName, MaterialNames.ContentTypeOf(file.Name), file.Name));
    }
}
