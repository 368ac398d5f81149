using DealFlow.Workflow.Durable;
using Microsoft.Data.Sqlite;

namespace DealFlow.Embedded;

/// <summary>What clients do to instances. Executed on the writer's thread only, which is why the numbering needs no lock.</summary>
internal sealed class InstanceCommands
{
    private long _nextKey = 1;
    private long _nextMessage = 1;

    /// <summary>Keys and message numbers are never used again while the process lives, so nothing late reaches a wrong instance.</summary>
    public void Recover(SqliteConnection connection)
    {
        _nextKey = 1 + (long)connection.Scalar("SELECT coalesce(max(key), 0) FROM engine_instances")!;
        _nextMessage = 1 + (long)connection.Scalar("SELECT coalesce(max(id), 0) FROM engine_inbox")!;
    }

    /// <summary>The new instance, or null when the id exists.</summary>
    public InstanceRow? Start(SqliteConnection connection, string orchestration, string version, string id, string? input, long now)
    {
        var row = new InstanceRow(_nextKey, id, orchestration, version, InstanceState.Pending, now, null, input, 1, 0);
        var inserted = connection.Execute(
            """
            INSERT INTO engine_instances (key, id, orchestration, version, state, created_at, updated_at, input, first_command, turns)
            VALUES ($1, $2, $3, $4, 0, $5, $5, $6, 1, 0) ON CONFLICT (id) DO NOTHING
            """, row.Key, id, orchestration, version, now, input);
        if (inserted == 0)
            return null;
        _nextKey++;
        return row;
    }

    /// <summary>Null: unknown or ended.</summary>
    public (long Key, Message.Event Event, bool Held)? Raise(SqliteConnection connection, string id, string name, string? payload, long now)
    {
        if (Find(connection, id) is not { } found || !(found.State.IsAlive() || found.State.IsHeld()))
            return null;
        var message = new Message.Event(_nextMessage++, name, payload, now);
        connection.Execute("INSERT INTO engine_inbox (key, id, name, payload, at) VALUES ($1, $2, $3, $4, $5)", found.Key, message.Id, name, payload, now);
        return (found.Key, message, found.State.IsHeld());
    }

    /// <summary>Keeps the result of an activity for an instance that takes no turn now. Nothing, if the instance no longer waits for it.</summary>
    public void Keep(SqliteConnection connection, long key, Message.Result result)
    {
        if (connection.Execute("DELETE FROM engine_activities WHERE key = $1 AND command = $2", key, result.Command) == 0)
            return;
        connection.Execute("INSERT INTO engine_inbox (key, id, command, payload, error_type) VALUES ($1, $2, $3, $4, $5)",
            key, _nextMessage++, result.Command, result.Payload, result.ErrorType);
    }

    /// <summary>Holds an instance, with its timers. False: unknown or ended. One that is held already stays as it is.</summary>
    public static bool Hold(SqliteConnection connection, string id, InstanceState state, string reason, long now)
    {
        if (Find(connection, id) is not { } found || !(found.State.IsAlive() || found.State.IsHeld()))
            return false;
        if (found.State.IsAlive())
            _ = Hold(connection, found.Key, state, reason, now);
        return true;
    }

    /// <summary>The id of the instance that is now held; null: it is not alive, and is left as it is.</summary>
    public static string? Hold(SqliteConnection connection, long key, InstanceState state, string reason, long now)
    {
        var id = connection.Scalar(
            "UPDATE engine_instances SET state = $2, failure = $3, updated_at = $4 WHERE key = $1 AND state IN (0, 1) RETURNING id",
            key, (int)state, reason, now) as string;
        if (id is not null)
            connection.Execute("UPDATE engine_timers SET armed = 0 WHERE key = $1 AND armed = 1", key);
        return id;
    }

    /// <summary>The key and the activities to be started again; null: not held.</summary>
    public static (long Key, List<ActivityRow> Activities)? Resume(SqliteConnection connection, string id, long now)
    {
        if (Find(connection, id) is not { } found || !found.State.IsHeld())
            return null;
        connection.Execute("UPDATE engine_instances SET state = 0, failure = NULL, updated_at = $2 WHERE key = $1", found.Key, now);
        connection.Execute("UPDATE engine_timers SET armed = 1 WHERE key = $1", found.Key);
        return (found.Key, Recovery.ActivitiesOf(connection, found.Key));
    }

    /// <summary>The key and the activities that nobody waits for any more; null: unknown or ended.</summary>
    public static (long Key, List<int> Activities)? Terminate(SqliteConnection connection, string id, string reason, long now)
    {
        if (Find(connection, id) is not { } found || !(found.State.IsAlive() || found.State.IsHeld()))
            return null;
        connection.Execute("UPDATE engine_instances SET state = $2, failure = $3, updated_at = $4 WHERE key = $1",
            found.Key, (int)InstanceState.Terminated, reason, now);
        return (found.Key, TurnStore.DropOpenWork(connection, found.Key, events: true));
    }

    /// <summary>Starts a failed or terminated instance anew with the input of its last run; null: unknown, or in another state.</summary>
    public InstanceRow? Retry(SqliteConnection connection, string id, Func<string, string> versionOf, long now)
    {
        string orchestration;
        string? input;
        using (var row = connection.Query("SELECT orchestration, input FROM engine_instances WHERE id = $1 AND state IN (5, 6)", id))
        {
            if (!row.Read())
                return null;
            (orchestration, input) = (row.GetString(0), row.Text(1));
        }
        _ = Purge(connection, id);
        return Start(connection, orchestration, versionOf(orchestration), id, input, now);
    }

    /// <summary>Instances that completed or were terminated before a time, in the order of their keys. Reads the table: once a day is enough.</summary>
    public static List<(long Key, string Id)> FindEnded(SqliteConnection connection, long before, long afterKey, int most)
    {
        var ended = new List<(long, string)>();
        using var row = connection.Query(
            "SELECT key, id FROM engine_instances WHERE key > $1 AND state IN (4, 6) AND updated_at < $2 ORDER BY key LIMIT $3", afterKey, before, most);
        while (row.Read())
            ended.Add((row.GetInt64(0), row.GetString(1)));
        return ended;
    }

    public static bool Purge(SqliteConnection connection, string id)
    {
        if (Find(connection, id) is not { } found || found.State.IsAlive() || found.State.IsHeld())
            return false;
        connection.Execute("DELETE FROM engine_history WHERE key = $1", found.Key);
        connection.Execute("DELETE FROM engine_instances WHERE key = $1", found.Key);
        return true;
    }

    private static (long Key, InstanceState State)? Find(SqliteConnection connection, string id) =>
        connection.Numbers("SELECT key, state FROM engine_instances WHERE id = $1", id) is [var key, var state] ? (key, (InstanceState)state) : null;
}
