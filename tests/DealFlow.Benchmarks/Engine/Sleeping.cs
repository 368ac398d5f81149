using System.Diagnostics;
using System.Globalization;
using DealFlow.Embedded;
using DealFlow.Workflow.Durable;
using NodaTime;

namespace DealFlow.Benchmarks.Engine;

/// <summary>
/// A million instances asleep: what they cost in memory, and how soon an engine works that finds them. One is made by the engine itself; its rows are
/// copied for the others with due times over a year, and some were due while nothing ran.
/// </summary>
internal static class Sleeping
{
    private const int Instances = 1_000_000;
    private const int Due = 1_000;

    public static async Task<IReadOnlyList<Measure>> RunAsync(CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("dealflow-benchmark-").FullName;
        try
        {
            var database = Path.Combine(folder, "engine.db");
            await using (var disk = await EngineOnDisk.StartAsync(Code(), cancellation, database))
            {
                await disk.Engine.StartAsync("sleep", "s0", Duration.FromDays(1).TotalSeconds, cancellation);
                await disk.Engine.WhenIdleAsync(cancellation);
            }

            await using (var commits = CommitQueue.Open(database))
                await MultiplyAsync(commits, Instances);
            return await RestartAsync(database, cancellation);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static OrchestrationCatalog Code() => EngineOnDisk.Code().Orchestration<double, string>("sleep", "1", async (context, seconds) =>
    {
        await context.SleepUntilAsync(context.UtcNow + Duration.FromSeconds(seconds));
        return "awake";
    });

    private static async Task<IReadOnlyList<Measure>> RestartAsync(string database, CancellationToken cancellation)
    {
        var before = Resident();
        var began = Stopwatch.GetTimestamp();
        await using var disk = await EngineOnDisk.StartAsync(Code(), cancellation, database);
        var restart = Stopwatch.GetElapsedTime(began).TotalSeconds;
        await disk.Engine.WhenIdleAsync(cancellation);
        var fired = Stopwatch.GetElapsedTime(began).TotalSeconds - restart;
        var after = Resident();
        var awake = await disk.CountAsync("s", InstanceState.Completed);
        if (awake != Due)
            throw new InvalidOperationException($"{awake} of {Due} instances that were due have completed.");
        return
        [
            new("sleeping_bytes", Math.Max(0, after - before) / (double)Instances, $"resident memory for each of {Instances:#,0} instances asleep on a timer"),
            new("restart_s", restart, "an engine starts that finds them"),
            new("restart_due_s", fired, $"after that, until {Due:#,0} of them that were due have completed"),
        ];
    }

    private static async Task MultiplyAsync(CommitQueue commits, int instances)
    {
        var numbers = $"WITH RECURSIVE g(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM g WHERE value < {instances - 1}) SELECT value FROM g";
        foreach (var table in (string[])["engine_instances", "engine_history", "engine_timers"])
            await commits.CommitAsync(connection =>
            {
                var columns = new List<string>();
                using (var row = connection.Query($"SELECT name FROM pragma_table_info('{table}')"))
                    while (row.Read())
                        columns.Add(row.GetString(0));
                var due = (long)connection.Scalar("SELECT due FROM engine_timers WHERE key = 1")!;
                var text = due.ToString(CultureInfo.InvariantCulture);
                // The first were due an hour ago, the others are due from tomorrow on, one every 31 seconds.
                var shifted = $"({text} + CASE WHEN n.value <= {Due} THEN -{90_000 * TimeSpan.TicksPerSecond} ELSE n.value * {31 * TimeSpan.TicksPerSecond} END)";
                var values = columns.Select(column => (table, column) switch
                {
                    (_, "key") => "n.value + 1",
                    ("engine_instances", "id") => "'s' || n.value",
                    (_, "due") => shifted,
                    (_, "entries") => $"replace(entries, '{text}', {shifted})",
                    _ => column,
                });
                connection.Execute($"INSERT INTO {table} ({string.Join(", ", columns)}) SELECT {string.Join(", ", values)} FROM ({numbers}) AS n, {table} WHERE {table}.key = 1");
            });
    }

    private static long Resident()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
