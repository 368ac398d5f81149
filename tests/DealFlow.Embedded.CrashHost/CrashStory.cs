using System.Globalization;
using System.Text.Json;
using DealFlow.Workflow.Durable;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace DealFlow.Embedded.CrashHost;

/// <summary>
/// The orchestration whose process is killed: an effect, and two events in any order, with an effect for each that fails at its first attempt. With
/// the first event it begins anew, leaves a timer behind, and sleeps long beside the second.
/// </summary>
internal static class CrashStory
{
    private static readonly RetryPolicy Twice = new(2, Duration.FromDays(1));

    public static OrchestrationCatalog Code(CommitQueue commits) => new OrchestrationCatalog(new JsonSerializerOptions(JsonSerializerDefaults.Web))
        .Orchestration<Life, string>("crash", "1", RunAsync)
        .Activity<string, string>("effect", async (key, ct) =>
        {
            await commits.CommitAsync(connection => Note(connection, key), ct);
            return key;
        })
        .Activity<string, string>("shaky", async (key, ct) =>
            await commits.CommitAsync(connection => Note(connection, key), ct) == 1 ? throw new IOException("The first attempt fails.") : key);

    public static void CreateTable(SqliteConnection connection) =>
        Execute(connection, "CREATE TABLE IF NOT EXISTS effects (key TEXT PRIMARY KEY, runs INTEGER NOT NULL)");

    /// <summary>Writes some 30 MB, which are brought into the file beside the writer, and not by it.</summary>
    public static void Fill(SqliteConnection connection)
    {
        Execute(connection, "PRAGMA wal_autocheckpoint = 0");
        Execute(connection, "CREATE TABLE IF NOT EXISTS filling (id INTEGER PRIMARY KEY, text TEXT)");
        Execute(connection,
            """
            INSERT INTO filling (text)
            WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 10000) SELECT hex(randomblob(1500)) FROM numbers
            """);
    }

    private static async Task<string> RunAsync(IOrchestrationContext context, Life life)
    {
        if (life.Taken.Length == 0)
        {
            await context.CallActivityAsync<string>("effect", life.Id + "/begun");
            _ = context.SleepUntilAsync(context.UtcNow + Duration.FromDays(1)); // goes with the history that it belongs to
            context.ContinueAsNew(life with { Taken = [(await context.WaitForEventAsync<int>("n")).Payload] });
            return "";
        }
        var sleep = SleepAsync(context, life.Id);
        var taken = new SortedSet<int>();
        for (var next = life.Taken[0]; ; next = (await context.WaitForEventAsync<int>("n")).Payload)
        {
            if (taken.Add(next))
                await context.CallActivityAsync<string>("shaky", life.Id + "/" + next.ToString(CultureInfo.InvariantCulture), Twice);
            if (taken.Count == 2)
                break;
        }
        await sleep;
        return string.Join(",", taken);
    }

    private static async Task SleepAsync(IOrchestrationContext context, string id)
    {
        await context.SleepUntilAsync(context.UtcNow + Duration.FromDays(30));
        await context.CallActivityAsync<string>("effect", id + "/woken");
    }

    /// <summary>How often it was run, with this time.</summary>
    private static long Note(SqliteConnection connection, string key)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO effects VALUES ($key, 1) ON CONFLICT (key) DO UPDATE SET runs = runs + 1 RETURNING runs";
        command.Parameters.AddWithValue("$key", key);
        return (long)command.ExecuteScalar()!;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

/// <summary>A run of the story.</summary>
/// <param name="Taken">The event with which it began anew; empty at first.</param>
internal sealed record Life(string Id, int[] Taken);
