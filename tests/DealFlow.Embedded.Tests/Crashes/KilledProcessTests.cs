using DealFlow.Workflow.Durable;
using Microsoft.Data.Sqlite;

namespace DealFlow.Embedded.Tests.Crashes;

/// <summary>What was acknowledged before a SIGKILL is there after it, whenever it strikes.</summary>
public sealed class KilledProcessTests : IDisposable
{
    private const int Instances = 40;
    private const int Kills = 6;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Kill_AtRandomPoints_EverythingAcknowledgedComesToItsEnd(int seed)
    {
        var random = new Random(seed);
        var database = _folder.File("crash.db");
        var ids = Enumerable.Range(0, Instances).Select(i => $"i{i}").ToList();
        // The process serves the lines side by side, so an event may come before its instance: those are asked for again later.
        var wanted = ids.Select(id => "start " + id).ToHashSet();
        var events = ids.SelectMany(id => new[] { $"raise {id} 1", $"raise {id} 2" }).ToHashSet();
        var day = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            using var process = await CrashingProcess.StartAsync(database, day);
            await process.SendAsync(Shuffled(random, wanted));
            await AcknowledgedAsync(process, random.Next(wanted.Count + 1), wanted);
            var begun = events.Where(line => !wanted.Contains("start " + line.Split(' ')[1])).ToList();
            await process.SendAsync(Shuffled(random, begun));
            if (random.Next(2) == 0)
                await process.SendAsync([$"day {day += 12}"]);
            await AcknowledgedAsync(process, random.Next(begun.Count + 1), wanted, events);
            foreach (var line in await process.KillAsync())
                _ = wanted.Remove(line) || events.Remove(line);
        }
        await FinishAsync(database, wanted, events, day + 100);

        ExpectAllDone(database, ids);
    }

    private static async Task FinishAsync(string database, HashSet<string> wanted, HashSet<string> events, int day)
    {
        using var process = await CrashingProcess.StartAsync(database, day);
        foreach (var lines in new[] { wanted, events })
        {
            await process.SendAsync(lines);
            await AcknowledgedAsync(process, lines.Count, lines);
        }
        foreach (var later in new[] { day, day + 50 })
        {
            await process.SendAsync([$"day {later}"]);
            Assert.Equal($"day {later}", await process.ReadAsync());
        }
        await process.StopAsync();
    }

    private static async Task AcknowledgedAsync(CrashingProcess process, int count, params HashSet<string>[] open)
    {
        for (var i = 0; i < count; i++)
        {
            var line = await process.ReadAsync();
            Assert.NotNull(line);
            foreach (var lines in open)
                lines.Remove(line);
        }
    }

    private static void ExpectAllDone(string database, List<string> ids)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        foreach (var id in ids)
        {
            var instance = InstanceQueries.Find(connection, id);
            Assert.NotNull(instance);
            Assert.Equal((InstanceState.Completed, "\"1,2\""), (instance.State, instance.Output));
        }
        var effects = new HashSet<string>();
        using (var row = connection.Query("SELECT key FROM effects"))
            while (row.Read())
                Assert.True(effects.Add(row.GetString(0)));
        Assert.Equal(ids.SelectMany(id => new[] { "begun", "1", "2", "woken" }.Select(step => $"{id}/{step}")).Order(), effects.Order());
        foreach (var table in new[] { "engine_activities", "engine_timers", "engine_inbox" })
            Assert.Equal(0L, connection.Scalar($"SELECT count(*) FROM {table}"));
    }

    private static List<string> Shuffled(Random random, IEnumerable<string> lines)
    {
        var array = lines.Order(StringComparer.Ordinal).ToArray();
        random.Shuffle(array);
        return [.. array];
    }
}
