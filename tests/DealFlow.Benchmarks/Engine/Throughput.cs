using System.Diagnostics;
using DealFlow.Embedded;
using DealFlow.Workflow.Durable;
using Microsoft.Data.Sqlite;

namespace DealFlow.Benchmarks.Engine;

/// <summary>
/// Whole orchestrations (start, one activity, an event that is raised right after the start, completion) against plain inserts into SQLite, by turns on
/// the same file system, so that what else the machine does meets both.
/// </summary>
internal static class Throughput
{
    private const int Instances = 10_000;
    private const int Clients = 500;
    private const int Rounds = 3;
    private const int Rows = 30_000;
    private const int RowsOfATransaction = 100;

    /// <summary>The history holds the activity, its result, the wait and the event of each.</summary>
    private const int EventsOfAnInstance = 4;

    private static readonly string Row = """[{"kind":"ActivityCompleted","command":1,"payload":"\"number 12345\""}]""";

    public static async Task<IReadOnlyList<Measure>> RunAsync(CancellationToken cancellation)
    {
        await OrchestrationsAsync(1_000, cancellation); // compiles
        var (orchestrations, rows, ratios) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            rows.Add(RowsPerSecond());
            orchestrations.Add(await OrchestrationsAsync(Instances, cancellation));
            ratios.Add(orchestrations[^1] * EventsOfAnInstance / rows[^1]);
        }

        return
        [
            new("orchestrations_per_s", Statistics.Median(orchestrations), $"start, activity, event, completion; {Instances:#,0} instances by {Clients} clients, median of {Rounds}"),
            new("sqlite_rows_per_s", Statistics.Median(rows), $"plain inserts of such rows, {RowsOfATransaction} a transaction"),
            new("ratio", Statistics.Median(ratios), $"history events a second ({EventsOfAnInstance} of each instance) to plain rows a second"),
        ];
    }

    private static async Task<double> OrchestrationsAsync(int instances, CancellationToken cancellation)
    {
        var code = EngineOnDisk.Code()
            .Orchestration<string, string>("deal", "1", async (context, input) =>
            {
                var result = await context.CallActivityAsync<string>("echo", input);
                return result + (await context.WaitForEventAsync<string>("go")).Payload;
            })
            .Activity<string, string>("echo", (input, _) => Task.FromResult(input));
        await using var disk = await EngineOnDisk.StartAsync(code, cancellation);
        var began = Stopwatch.GetTimestamp();
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) is var number && number < instances)
                await OneAsync(disk.Engine, $"deal-{number}", cancellation);
        }));
        await disk.Engine.WhenIdleAsync(cancellation);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var completed = await disk.CountAsync("deal-", InstanceState.Completed);
        return completed == instances ? instances / seconds : throw new InvalidOperationException($"Only {completed} of {instances} instances have completed.");
    }

    private static async Task OneAsync(EmbeddedEngine engine, string id, CancellationToken cancellation)
    {
        await engine.StartAsync("deal", id, "number " + id, cancellation);
        await engine.RaiseEventAsync(id, "go", "now", cancellation);
    }

    private static double RowsPerSecond()
    {
        var folder = Directory.CreateTempSubdirectory("dealflow-benchmark-").FullName;
        try
        {
            using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "rows.db")};Pooling=False");
            connection.Open();
            foreach (var sql in new[] { "PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "CREATE TABLE history (key INTEGER, turn INTEGER, at INTEGER, entries TEXT, PRIMARY KEY (key, turn)) WITHOUT ROWID" })
                connection.Execute(sql);
            var began = Stopwatch.GetTimestamp();
            for (var number = 0; number < Rows; number += RowsOfATransaction)
                Insert(connection, number);
            return Rows / Stopwatch.GetElapsedTime(began).TotalSeconds;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Insert(SqliteConnection connection, int from)
    {
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO history VALUES ($key, 1, $at, $entries)";
        var (key, at) = (command.Parameters.Add("$key", SqliteType.Integer), command.Parameters.Add("$at", SqliteType.Integer));
        command.Parameters.Add("$entries", SqliteType.Text).Value = Row;
        for (var number = from; number < from + RowsOfATransaction; number++)
        {
            (key.Value, at.Value) = (number, 17_000_000_000_000_000L + number);
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }
}
