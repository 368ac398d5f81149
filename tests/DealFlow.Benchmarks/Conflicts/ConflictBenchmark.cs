using System.Text.Json.Nodes;
using DealFlow.Workflow.Conflicts;

namespace DealFlow.Benchmarks.Conflicts;

/// <summary>The files to measure with.</summary>
internal sealed record ConflictFiles(FileInfo Index, FileInfo Queries, FileInfo? Pairs, FileInfo? Related, FileInfo? Traps);

/// <summary>Measures the conflict check on files, and beside it what people use today.</summary>
internal static class ConflictBenchmark
{
    private static readonly int[] Sizes = [100_000, 1_000_000];

    public static async Task<JsonObject> RunAsync(ConflictFiles files, bool withSpeed, bool withPeer, CancellationToken cancellation)
    {
        var (rows, queries) = (CompanyFiles.Index(files.Index), CompanyFiles.Queries(files.Queries));
        var pairs = files.Pairs is null ? null : CompanyFiles.Pairs(files.Pairs);
        var report = new JsonObject
        {
            ["thresholds"] = "as shipped; a look-up answers with the best one found if its score says that it is rather the company than not (0.5)",
            ["lookup"] = await LookUpsAsync(rows, queries, cancellation),
        };
        if (pairs is not null)
            report["pairs"] = Json(Accuracy.OfPairs(pairs));
        if (files.Related is not null)
            report["related"] = Json(Accuracy.OfRelated(CompanyFiles.Pairs(files.Related)));
        if (files.Traps is not null)
            report["traps"] = Accuracy.OfTraps(CompanyFiles.Traps(files.Traps));
        if (withPeer)
            report["peer"] = PeerBenchmark.Run(rows, queries, pairs);
        if (withSpeed)
            report["speed"] = await SpeedAsync(rows, queries, withPeer, cancellation);
        return report;
    }

    public static JsonObject Json(IEnumerable<KeyValuePair<string, double>> figures) => new(figures.Select(figure => KeyValuePair.Create<string, JsonNode?>(figure.Key, Math.Round(figure.Value, 4))));

    private static async Task<JsonObject> LookUpsAsync(List<CompanyRow> rows, List<QueryRow> queries, CancellationToken cancellation)
    {
        var index = await MeasuredIndex.BuildAsync(new MemoryCandidateIndex(), rows, cancellation);
        return new JsonObject
        {
            ["byNameAndCity"] = Json(LookupFigures.Of(await Accuracy.LookUpAsync(index, queries, withCity: true, cancellation))),
            ["byName"] = Json(LookupFigures.Of(await Accuracy.LookUpAsync(index, queries, withCity: false, cancellation))),
        };
    }

    private static async Task<JsonObject> SpeedAsync(List<CompanyRow> rows, List<QueryRow> queries, bool withPeer, CancellationToken cancellation)
    {
        var speed = new JsonObject();
        foreach (var size in Sizes)
        {
            var measured = new JsonObject
            {
                ["memory"] = await Speed.MeasureAsync(
                    () => MeasuredIndex.BuildAsync(new MemoryCandidateIndex(), Speed.Varied(rows, size), cancellation),
                    (index, query, withCity) => index.FindAsync(query.Name, withCity ? query.City : null, cancellation), queries),
            };
            measured["sqlite"] = await SqliteAsync(rows, queries, size, cancellation);
            if (withPeer)
                measured["peer"] = await Speed.MeasureAsync(
                    () => Task.FromResult(new Peer(Speed.Varied(rows, size))),
                    (peer, query, withCity) => Task.FromResult(peer.Find(query.Name, withCity ? query.City : null)), queries);
            speed[$"{size}"] = measured;
        }
        return speed;
    }

    private static Task<JsonObject> SqliteAsync(List<CompanyRow> rows, List<QueryRow> queries, int size, CancellationToken cancellation) => SqliteLookups.RunAsync(
        Speed.Varied(rows, size).Select(row => MeasuredIndex.Facts(row.Name, row.City, row.Country)),
        [.. from withCity in new[] { true, false } from query in Speed.Asked(queries) select MeasuredIndex.Facts(query.Name, withCity ? query.City : null, rows[0].Country)],
        cancellation);
}
