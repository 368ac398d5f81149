using DealFlow.Workflow.Durable;
using Microsoft.Data.Sqlite;

namespace DealFlow.Embedded;

/// <summary>Writes what a turn changed.</summary>
internal static class TurnStore
{
    /// <summary>Activities that nobody waits for any more, or null: the instance is not alive, and nothing was written.</summary>
    /// <param name="history">The text of the outcome's entries.</param>
    public static List<int>? Apply(SqliteConnection connection, InstanceRow row, long turn, TurnOutcome outcome, string history)
    {
        if (!Update(connection, row, turn, outcome))
            return null;
        DropEnded(connection, row.Key, outcome);
        if (outcome.Ending is Ending.Continued next)
            return Continue(connection, row.Key, next, outcome.LeavesOpen);
        connection.Execute("INSERT INTO engine_history (key, turn, at, entries) VALUES ($1, $2, $3, $4)", row.Key, turn, outcome.At, history);
        if (outcome.Ending is not null)
            return DropRest(connection, row.Key, outcome.LeavesOpen, events: true);
        AddOpened(connection, row.Key, outcome);
        return [];
    }

    /// <summary>Deletes activities, timers and kept results, and on request the events that no wait has taken.</summary>
    public static List<int> DropOpenWork(SqliteConnection connection, long key, bool events) => DropRest(connection, key, isOpen: true, events);

    private static List<int> DropRest(SqliteConnection connection, long key, bool isOpen, bool events)
    {
        connection.Execute("DELETE FROM engine_inbox WHERE key = $1 AND ($2 OR name IS NULL)", key, events);
        return isOpen ? DropOpened(connection, key) : [];
    }

    private static List<int> DropOpened(SqliteConnection connection, long key)
    {
        List<int> activities = [.. connection.Numbers("SELECT command FROM engine_activities WHERE key = $1", key).Select(command => (int)command)];
        if (activities.Count > 0)
            connection.Execute("DELETE FROM engine_activities WHERE key = $1", key);
        connection.Execute("DELETE FROM engine_timers WHERE key = $1", key);
        return activities;
    }

    private static bool Update(SqliteConnection connection, InstanceRow row, long turn, TurnOutcome outcome)
    {
        (InstanceState State, string? Output, string? Failure) end = outcome.Ending switch
        {
            null => (InstanceState.Running, null, null),
            Ending.Completed completed => (InstanceState.Completed, completed.Output, null),
            Ending.Failed failed => (InstanceState.Failed, null, $"{failed.Type}: {failed.Message}"),
            _ => (InstanceState.Pending, null, null),
        };
        return connection.Execute(
            """
            UPDATE engine_instances SET state = $2, updated_at = $3, status = $4, output = $5, failure = $6, turns = $7, version = $8
            WHERE key = $1 AND state IN (0, 1)
            """, row.Key, (int)end.State, outcome.At, outcome.Status, end.Output, end.Failure, turn, row.Version) > 0;
    }

    private static List<int> Continue(SqliteConnection connection, long key, Ending.Continued next, bool isOpen)
    {
        connection.Execute("DELETE FROM engine_history WHERE key = $1", key);
        connection.Execute("UPDATE engine_instances SET input = $2, first_command = $3 WHERE key = $1", key, next.Input, next.FirstCommand);
        return DropRest(connection, key, isOpen, events: false);
    }

    private static void DropEnded(SqliteConnection connection, long key, TurnOutcome outcome)
    {
        foreach (var id in outcome.Ending is null or Ending.Continued ? outcome.TakenMessages : []) // at the end all of them go at once
            connection.Execute("DELETE FROM engine_inbox WHERE key = $1 AND id = $2", key, id);
        foreach (var command in outcome.EndedActivities)
            connection.Execute("DELETE FROM engine_activities WHERE key = $1 AND command = $2", key, command);
        foreach (var command in outcome.EndedTimers)
            connection.Execute("DELETE FROM engine_timers WHERE key = $1 AND command = $2", key, command);
    }

    private static void AddOpened(SqliteConnection connection, long key, TurnOutcome outcome)
    {
        foreach (var activity in outcome.Activities)
            activity.Insert(connection);
        foreach (var (command, due) in outcome.Timers)
            connection.Execute("INSERT INTO engine_timers (key, command, due, retry, armed) VALUES ($1, $2, $3, 0, 1)", key, command, due);
    }
}
