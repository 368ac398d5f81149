using System.Collections.Concurrent;
using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;

namespace DealFlow.Azure.Tests.Costs;

/// <summary>Everything that is asked of the parts on Azure.</summary>
internal sealed class Ledger : DelegatingHandler
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _details = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private double _charge;
    private long _written;

    /// <summary>For the storage's client.</summary>
    public HttpPipelinePolicy Blobs => new BlobPolicy(this);

    public void Note(string what) => _counts.AddOrUpdate(what, 1, (_, count) => count + 1);

    /// <summary>What was asked since it was looked at last.</summary>
    public Operations Take()
    {
        lock (_gate)
        {
            var of = (string what) => _counts.GetValueOrDefault(what);
            var taken = new Operations(of("read"), of("query"), of("write"), of("blob"), of("event"), of("mail"))
            {
                Charge = _charge,
                Written = _written,
                Details = string.Join(", ", _details.OrderBy(detail => detail.Key, StringComparer.Ordinal).Select(detail => $"{detail.Key} {detail.Value}")),
            };
            _counts.Clear();
            _details.Clear();
            (_charge, _written) = (0, 0);
            return taken;
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var isDocument = request.RequestUri!.AbsolutePath.Contains("/docs", StringComparison.Ordinal) && !request.Headers.Contains("x-ms-cosmos-is-query-plan-request");
        var size = isDocument && request.Content is not null ? (await request.Content.ReadAsByteArrayAsync(cancellationToken)).Length : 0;
        var answer = await base.SendAsync(request, cancellationToken);
        if (!isDocument)
            return answer;
        var kind = request.Method == HttpMethod.Get ? "read" : Parts.CountedOperations.IsQuery(request) ? "query" : "write";
        Note(kind);
        _details.AddOrUpdate($"{kind} {PartOf(request)}", 1, (_, count) => count + 1);
        lock (_gate)
        {
            _written += kind == "write" ? size : 0;
            if (answer.Headers.TryGetValues("x-ms-request-charge", out var charge))
                _charge += double.Parse(charge.First(), CultureInfo.InvariantCulture);
        }

        return answer;
    }

    /// <summary>What the partition is of.</summary>
    private static string PartOf(HttpRequestMessage request)
    {
        var partition = request.Headers.TryGetValues("x-ms-documentdb-partitionkey", out var keys) ? keys.First().Trim('[', ']', '"') : "?";
        return partition.StartsWith("DR-", StringComparison.Ordinal) ? "registration" : partition.Split(':')[0];
    }

    private sealed class BlobPolicy(Ledger ledger) : HttpPipelineSynchronousPolicy
    {
        public override void OnSendingRequest(HttpMessage message) => ledger.Note("blob");
    }
}

/// <summary>Operations on Cosmos DB, Blob Storage, Service Bus and the mail service.</summary>
internal sealed record Operations(int Reads, int Queries, int Writes, int Blobs, int Events, int Mails)
{
    /// <summary>Turns of the orchestration.</summary>
    public long Turns { get; init; }

    public long Activities { get; init; }

    /// <summary>The request units that the account itself states; none on the emulated server.</summary>
    public double Charge { get; init; }

    /// <summary>Bytes of documents that were written.</summary>
    public long Written { get; init; }

    /// <summary>The same by what the documents are.</summary>
    public string Details { get; init; } = "";

    /// <summary>
    /// Request units as they are reckoned in the README: of a document of s KB a read costs 1 + 0.1 s and a write 5.5 + 0.5 s; a query 2.5 + 0.1 s; reads and
    /// queries count twice, because the account is strongly consistent.
    /// </summary>
    public int RequestUnits(double kilobytes) => (int)Math.Ceiling(
        (2 * (1 + (0.1 * kilobytes)) * Reads) + (2 * (2.5 + (0.1 * kilobytes)) * Queries) + ((5.5 + (0.5 * kilobytes)) * Writes));

    public string Row(string name, double kilobytes) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {name} | {Reads} | {Queries} | {Writes} | {RequestUnits(kilobytes)} | {Blobs} | {Events} | {Mails} | {Turns} | {Activities} |");
}
