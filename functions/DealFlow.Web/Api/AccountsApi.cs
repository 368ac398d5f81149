using System.IO.Compression;
using System.Text.Json;
using DealFlow.Web.Endpoints;
using DealFlow.Workflow.Conflicts;
using Microsoft.AspNetCore.Http;

namespace DealFlow.Web.Api;

/// <summary>Imports of the manufacturer's customers and prospects: streamed, gzip allowed.</summary>
internal sealed class AccountsApi(AccountImport import)
{
    public const long LargestBody = 64L * 1024 * 1024;

    public async Task<IResult> ImportAsync(HttpContext context, Caller caller)
    {
        var request = context.Request;
        await using var body = new BoundedStream(Unpacked(request), LargestBody);
        try
        {
            var report = request.ContentType?.StartsWith("text/csv", StringComparison.OrdinalIgnoreCase) is true
                ? await import.ReadCsvAsync(caller.Manufacturer!, body, context.RequestAborted)
                : await import.ReadJsonAsync(caller.Manufacturer!, body, context.RequestAborted);
            return new JsonAnswer(report);
        }
        catch (AccountImportException e)
        {
            return Problem.BadRequest(e.Message);
        }
        catch (JsonException)
        {
            return Problem.BadRequest("The body is no JSON array of accounts. For CSV send the header 'Content-Type: text/csv'. Accounts before the fault may be imported already; repeating is safe.");
        }
        catch (InvalidDataException)
        {
            return Problem.BadRequest("The body is not valid gzip, or it ends too early. Accounts before the fault may be imported already; repeating is safe.");
        }
    }

    private static Stream Unpacked(HttpRequest request) => request.Headers.ContentEncoding.ToString().Trim().ToUpperInvariant() switch
    {
        "" or "IDENTITY" => request.Body,
        "GZIP" or "X-GZIP" => new GZipStream(request.Body, CompressionMode.Decompress),
        _ => throw new ProblemException(Problem.BadRequest("The header 'Content-Encoding' says neither gzip nor identity; nothing else can be unpacked.")),
    };

    /// <summary>Reads on to a limit, so that a small compressed body cannot become a huge one.</summary>
    private sealed class BoundedStream(Stream inner, long most) : Stream
    {
        private long _left = most;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Count(await inner.ReadAsync(buffer, cancellationToken));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously.");

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private int Count(int read) => (_left -= read) >= 0 ? read : throw new ProblemException(Problem.TooLarge(LargestBody));
    }
}
