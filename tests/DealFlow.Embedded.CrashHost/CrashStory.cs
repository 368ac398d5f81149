using System.Globalization;
using System.Text.Json;
using DealFlow.Workflow.Durable;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace DealFlow.Embedded.CrashHost;

/// <summary>The orchestration whose process is killed: an effect, a long sleep, two events in any order, an effect for each.</summary>
internal static class CrashStory
{
    public static OrchestrationCatalog Code(CommitQueue commits) => new OrchestrationCatalog(new JsonSerializerOptions(JsonSerializerDefaults.Web))
        .Orchestration<string, string>("crash", "1", RunAsync)
        .Activity<string, string>("effect", async (key, ct) =>
        {
            await commits.CommitAsync(connection => Note(connection, key), ct);
            return key;
        });

    public static void CreateTable(SqliteConnection connection) =>
        Execute(connection, "CREATE TABLE IF NOT EXISTS effects (key TEXT PRIMARY KEY, runs INTEGER NOT NULL)", null);

    /// <summary>Writes some 30 MB, which are brought into the file beside the writer, and not by it.</summary>
    public static void Fill(SqliteConnection connection)
    {
        Execute(connection, "PRAGMA wal_autocheckpoint = 0", null);
        Execute(connection, "CREATE TABLE IF NOT EXISTS filling (id INTEGER PRIMARY KEY, text TEXT)", null);
        Execute(connection,
            """
            INSERT INTO filling (text)
            WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 10000) SELECT hex(randomblob(1500)) FROM numbers
            """, null);
    }

    private static async Task<string> RunAsync(IOrchestrationContext context, string id)
    {
        await context.CallActivityAsync<string>("effect", id + "/begun");
        var sleep = SleepAsync(context, id);
        var taken = new SortedSet<int>();
        while (taken.Count < 2)
        {
            var next = (await context.WaitForEventAsync<int>("n")).Payload;
            if (taken.Add(next))
                await context.CallActivityAsync<string>("effect", id + "/" + next.ToString(CultureInfo.InvariantCulture));
        }
        await sleep;
        return string.Join(",", taken);
    }

    private static async Task SleepAsync(IOrchestrationContext context, string id)
    {
        await context.SleepUntilAsync(context.UtcNow + Duration.FromDays(30));
        await context.CallActivityAsync<string>("effect", id + "/woken");
    }

    private static void Note(SqliteConnection connection, string key) =>
        Execute(connection, "INSERT INTO effects VALUES ($key, 1) ON CONFLICT (key) DO UPDATE SET runs = runs + 1", key);

    private static void Execute(SqliteConnection connection, string sql, string? key)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        if (key is not null)
            command.Parameters.AddWithValue("$key", key);
        command.ExecuteNonQuery();
    }
}
