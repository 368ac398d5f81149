using System.Text;
using Microsoft.AspNetCore.Http;

namespace DealFlow.Web.Pages;

/// <summary>Text with a status and a content type; for HEAD all of it but the body.</summary>
internal sealed record PageAnswer(string Text, int Status, string ContentType) : IResult
{
    /// <summary>How long it may be kept; null: not at all, as the headers of every answer say.</summary>
    public string? Cache { get; init; }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var bytes = Encoding.UTF8.GetBytes(Text);
        response.StatusCode = Status;
        response.ContentType = ContentType;
        response.ContentLength = bytes.Length;
        if (Cache is not null)
            response.Headers.CacheControl = Cache;
        if (!HttpMethods.IsHead(httpContext.Request.Method))
            await response.Body.WriteAsync(bytes, httpContext.RequestAborted);
    }
}
