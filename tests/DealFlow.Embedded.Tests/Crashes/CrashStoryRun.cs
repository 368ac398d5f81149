using DealFlow.Workflow.Durable;
using Microsoft.Data.Sqlite;

namespace DealFlow.Embedded.Tests.Crashes;

/// <summary>What the crashing processes were asked for and have not acknowledged, and what must have come of it in the end.</summary>
internal sealed class CrashStoryRun(string database, int instances)
{
    private readonly List<string> _ids = [.. Enumerable.Range(0, instances).Select(i => $"i{i}")];

    public string Database => database;

    /// <summary>The process serves the lines side by side, so an event may come before its instance: it is asked for again later.</summary>
    public HashSet<string> Starts { get; } = [.. Enumerable.Range(0, instances).Select(i => $"start i{i}")];

    public HashSet<string> Events { get; } = [.. Enumerable.Range(0, instances).SelectMany(i => new[] { $"raise i{i} 1", $"raise i{i} 2" })];

    public void Note(IEnumerable<string> acknowledged)
    {
        foreach (var line in acknowledged)
            _ = Starts.Remove(line) || Events.Remove(line);
    }

    public async Task AcknowledgedAsync(CrashingProcess process, int count)
    {
        for (var i = 0; i < count; i++)
            Note([Assert.IsType<string>(await process.ReadAsync())]);
    }

    /// <summary>Starts everything, raises everything, lets the time pass. False: the process died on the way.</summary>
    public async Task<bool> RaceAsync(CrashingProcess process)
    {
        foreach (var lines in new[] { Starts, Events, ["day 40"], ["day 80"], ["day 120"] })
        {
            var left = lines.Count;
            try
            {
                await process.SendAsync([.. lines]);
            }
            catch (IOException)
            {
                // It is dead already; what it has acknowledged can still be read.
            }
            for (; left > 0; left--)
                if (await process.ReadAsync() is { } line)
                    Note([line]);
                else
                    return false;
        }
        return true;
    }

    public async Task FinishAsync(int day)
    {
        using var process = await CrashingProcess.StartAsync(database, day);
        foreach (var lines in new[] { Starts, Events })
        {
            await process.SendAsync([.. lines]);
            await AcknowledgedAsync(process, lines.Count);
        }
        foreach (var later in new[] { day + 200, day + 250, day + 300 }) // the clock moves on before the first attempts, or after them
        {
            await process.SendAsync([$"day {later}"]);
            Assert.Equal($"day {later}", await process.ReadAsync());
        }
        await process.StopAsync();
    }

    /// <summary>Every instance has ended with both events taken once; nothing is left over; each effect is there, repeated by a death at most.</summary>
    public void ExpectAllDone(int deaths)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        foreach (var id in _ids)
        {
            var instance = InstanceQueries.Find(connection, id);
            Assert.NotNull(instance);
            Assert.Equal((InstanceState.Completed, "\"1,2\""), (instance.State, instance.Output));
        }
        var effects = new HashSet<string>();
        using (var row = connection.Query("SELECT key, runs FROM effects"))
            while (row.Read())
            {
                Assert.True(effects.Add(row.GetString(0)));
                var attempts = row.GetString(0)[^1] is '1' or '2' ? 2 : 1;
                Assert.InRange(row.GetInt32(1), attempts, attempts + deaths);
            }
        Assert.Equal(_ids.SelectMany(id => new[] { "begun", "1", "2", "woken" }.Select(step => $"{id}/{step}")).Order(), effects.Order());
        foreach (var table in new[] { "engine_activities", "engine_timers", "engine_inbox" })
            Assert.Equal(0L, connection.Scalar($"SELECT count(*) FROM {table}"));
        Assert.Equal("ok", connection.Scalar("PRAGMA integrity_check"));
    }
}
