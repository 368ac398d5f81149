using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace DealFlow.Azure.Tests.Parts;

/// <summary>Operations on Cosmos DB. Queries that are asked at regular times, whatever there is, do not count.</summary>
internal sealed record Cost(int Reads, int Queries, int Writes)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Reads} reads, {Queries} queries, {Writes} writes");
}

/// <summary>Counts what is asked of Cosmos DB.</summary>
internal sealed class CountedOperations : DelegatingHandler
{
    private static readonly string[] Regular = ["wake", "daily", "manufacturers", "signal-oldest", "owing"];
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public void Clear() => _counts.Clear();

    public Cost Take()
    {
        var cost = new Cost(_counts.GetValueOrDefault("read"), _counts.GetValueOrDefault("query"), _counts.GetValueOrDefault("write"));
        _counts.Clear();
        return cost;
    }

    public static bool IsQuery(HttpRequestMessage request) => request.Headers.Contains("x-ms-documentdb-isquery") || request.Headers.Contains("x-ms-documentdb-query");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri!.AbsolutePath.Contains("/docs", StringComparison.Ordinal) && !request.Headers.Contains("x-ms-cosmos-is-query-plan-request"))
            Count(request, request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken));
        return await base.SendAsync(request, cancellationToken);
    }

    private void Count(HttpRequestMessage request, string body)
    {
        var kind = request.Method == HttpMethod.Get ? "read" : IsQuery(request) ? "query" : "write";
        if (kind == "query" && (body.Contains("contactSince", StringComparison.Ordinal) || JsonSerializer.Deserialize<JsonElement>(body).GetProperty("parameters").EnumerateArray()
            .Any(parameter => parameter.GetProperty("name").GetString() == "@pk" && Regular.Contains(parameter.GetProperty("value").GetString()))))
            return;
        _counts.AddOrUpdate(kind, 1, (_, count) => count + 1);
    }
}
