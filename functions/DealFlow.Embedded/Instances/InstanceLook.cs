using DealFlow.Workflow.Durable;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace DealFlow.Embedded;

/// <summary>Reads instances for operators, while an engine runs on the file or not.</summary>
public static class InstanceLook
{
    private const int TurnsOfAPage = 40;

    /// <summary>Makes the engine's tables where no engine has done so yet.</summary>
    /// <exception cref="DatabaseUnavailableException">They are of a newer version.</exception>
    public static Task PrepareAsync(CommitQueue commits) => commits.CommitAsync(Schema.Ensure);

    /// <summary>Instances by id, a page at a time.</summary>
    public static InstancePage List(CommitQueue commits, InstanceQuery query) => commits.Read(connection => InstanceQueries.List(connection, query));

    /// <summary>One instance with the latest part of its history, or the part before a turn; null when the id is unknown.</summary>
    public static InstanceDetails? Find(CommitQueue commits, string id, long? before = null) => commits.Read(connection =>
        InstanceQueries.Find(connection, id) is { } info && connection.Scalar("SELECT key FROM engine_instances WHERE id = $1", id) is long key
            ? Find(connection, info, key, before ?? long.MaxValue)
            : null);

    private static InstanceDetails Find(SqliteConnection connection, InstanceInfo info, long key, long before)
    {
        var (turns, commands, open) = (Turns(connection, key), new Dictionary<int, HistoryEntry>(), new SortedDictionary<int, HistoryEntry>());
        foreach (var entry in turns.SelectMany(turn => turn.Entries))
        {
            if (entry.IsCommand)
                commands[entry.Command] = open[entry.Command] = entry;
            else
                open.Remove(entry.Command);
        }

        var earlier = turns.FindAll(turn => turn.Number < before);
        var page = earlier.TakeLast(TurnsOfAPage).Reverse().ToList();
        var steps = page.SelectMany(turn => turn.Entries.Reverse().Select(entry => Step(turn.At, entry, commands[entry.Command]))).ToList();
        var isAlive = info.State.IsAlive() || info.State.IsHeld();
        return new(info, isAlive ? [.. open.Values.Select(entry => Open(connection, key, entry))] : [], KeptEvents(connection, key), steps,
            earlier.Count > page.Count ? page[^1].Number : null);
    }

    private static InstanceStep Step(long at, HistoryEntry entry, HistoryEntry command) =>
        new(Ticks.ToInstant(at), entry.Kind, entry.Command, command.Name, Time(entry.Due), entry.ErrorType);

    private static OpenStep Open(SqliteConnection connection, long key, HistoryEntry entry) => new(
        entry.Kind, entry.Command, entry.Name, Time(entry.Due),
        (int)(connection.Scalar("SELECT attempt FROM engine_activities WHERE key = $1 AND command = $2", key, entry.Command) as long? ?? 1),
        Time(connection.Scalar("SELECT due FROM engine_timers WHERE key = $1 AND command = $2 AND retry = 1", key, entry.Command) as long?));

    private static List<(long Number, long At, IReadOnlyList<HistoryEntry> Entries)> Turns(SqliteConnection connection, long key)
    {
        var turns = new List<(long, long, IReadOnlyList<HistoryEntry>)>();
        using var row = connection.Query("SELECT turn, at, entries FROM engine_history WHERE key = $1 ORDER BY turn", key);
        while (row.Read())
            turns.Add((row.GetInt64(0), row.GetInt64(1), HistoryText.Read(row.GetString(2))));
        return turns;
    }

    private static List<string> KeptEvents(SqliteConnection connection, long key)
    {
        var names = new List<string>();
        using var row = connection.Query("SELECT name FROM engine_inbox WHERE key = $1 AND name IS NOT NULL ORDER BY id", key);
        while (row.Read())
            names.Add(row.GetString(0));
        return names;
    }

    private static Instant? Time(long? ticks) => ticks is { } at ? Ticks.ToInstant(at) : null;
}
