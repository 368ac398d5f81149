using Microsoft.Data.Sqlite;

namespace DealFlow.Embedded;

/// <summary>Durable timers by their due time.</summary>
internal static class TimerStore
{
    public const long Never = long.MaxValue;

    public static long NextDue(SqliteConnection connection) =>
        connection.Scalar("SELECT min(due) FROM engine_timers WHERE armed = 1") as long? ?? Never;

    /// <summary>Marks what is due as fired, a bounded number of timers at a time; the turn that takes a timer deletes it.</summary>
    public static FiredTimers Fire(SqliteConnection connection, long now, int most)
    {
        var (sleeps, retries) = (new List<(long Key, long Due)>(), new List<ActivityRow>());
        foreach (var (key, command, due, retry) in Due(connection, now, most))
        {
            if (!retry)
            {
                connection.Execute("UPDATE engine_timers SET armed = 0 WHERE key = $1 AND command = $2", key, command);
                sleeps.Add((key, due));
                continue;
            }
            connection.Execute("DELETE FROM engine_timers WHERE key = $1 AND command = $2", key, command);
            using var row = connection.Query(
                $"SELECT {ActivityRow.Columns} FROM engine_activities a JOIN engine_instances i ON i.key = a.key WHERE a.key = $1 AND a.command = $2", key, command);
            if (row.Read())
                retries.Add(ActivityRow.From(row));
        }
        return new(sleeps, retries, NextDue(connection));
    }

    /// <summary>Notes a failed attempt, and when the next is due. False: nobody waits for the activity any more.</summary>
    public static bool Pause(SqliteConnection connection, ActivityRow activity, long due)
    {
        if (connection.Execute("UPDATE engine_activities SET attempt = $3 WHERE key = $1 AND command = $2", activity.Key, activity.Command, activity.Attempt) == 0)
            return false;
        connection.Execute(
            "INSERT INTO engine_timers (key, command, due, retry, armed) SELECT $1, $2, $3, 1, state IN (0, 1) FROM engine_instances WHERE key = $1",
            activity.Key, activity.Command, due);
        return true;
    }

    private static List<(long Key, int Command, long Due, bool Retry)> Due(SqliteConnection connection, long now, int most)
    {
        var due = new List<(long, int, long, bool)>();
        using var row = connection.Query(
            "SELECT key, command, due, retry FROM engine_timers WHERE armed = 1 AND due <= $1 ORDER BY due, key, command LIMIT $2", now, most);
        while (row.Read())
            due.Add((row.GetInt64(0), row.GetInt32(1), row.GetInt64(2), row.GetBoolean(3)));
        return due;
    }
}

/// <summary>Timers that fired: the instances to be told, the activities to be tried again, and when the next timer is due.</summary>
internal sealed record FiredTimers(IReadOnlyList<(long Key, long Due)> Sleeps, IReadOnlyList<ActivityRow> Retries, long NextDue);
