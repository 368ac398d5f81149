using System.Net;

namespace DealFlow.Azure.Tests.Parts;

/// <summary>Answers some requests as Cosmos DB does when it is throttled or down.</summary>
internal sealed class InjectedFaults(HttpStatusCode status) : DelegatingHandler
{
    private int _requests;

    /// <summary>Every so many requests fail; 0: none, 1: all.</summary>
    public int Every { get; set; }

    public int Injected { get; private set; }

    /// <summary>Only what reads and writes this document fails; null: everything. The clock of the local host asks the store too, and does not move without answers.</summary>
    public string? Document { get; set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Every == 0 || !request.RequestUri!.AbsolutePath.Contains("/docs", StringComparison.Ordinal) || (Document is not null && !request.RequestUri.AbsolutePath.EndsWith(Document, StringComparison.Ordinal))
            || Interlocked.Increment(ref _requests) % Every != 0)
            return base.SendAsync(request, cancellationToken);
        Injected++;
        var answer = new HttpResponseMessage(status) { Content = new StringContent("""{"code":"fault","message":"injected"}"""), RequestMessage = request };
        answer.Headers.TryAddWithoutValidation("x-ms-retry-after-ms", "1");
        answer.Headers.TryAddWithoutValidation("x-ms-activity-id", Guid.Empty.ToString());
        return Task.FromResult(answer);
    }
}
