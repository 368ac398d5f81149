using CsvHelper;
using Microsoft.AspNetCore.Http;

namespace DealFlow.Web.Pages.Inbox;

/// <summary>
/// A table to download: UTF-8 with its mark, so that every spreadsheet reads the letters right, and no cell that a spreadsheet would run as a formula.
/// </summary>
internal sealed record CsvFile(string Name, IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows) : IResult
{
    private static readonly CsvWriterOptions Options = new() { Injection = CsvInjection.Escape, WriteByteOrderMark = true };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var bytes = Bytes();
        var response = httpContext.Response;
        response.ContentType = "text/csv; charset=utf-8";
        response.ContentLength = bytes.Length;
        response.Headers.ContentDisposition = $"attachment; filename=\"{Name}\"";
        if (!HttpMethods.IsHead(httpContext.Request.Method))
            await response.Body.WriteAsync(bytes, httpContext.RequestAborted);
    }

    private byte[] Bytes()
    {
        using var file = new MemoryStream();
        using (var csv = CsvWriter.Create(file, Options, leaveOpen: true))
            foreach (var row in Rows.Prepend(Header))
                csv.WriteRecord([.. row]);
        return file.ToArray();
    }
}
