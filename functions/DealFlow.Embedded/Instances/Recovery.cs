using Microsoft.Data.Sqlite;

namespace DealFlow.Embedded;

/// <summary>What an engine finds unfinished when it starts.</summary>
internal sealed record Recovery(IReadOnlyList<long> Awake, IReadOnlyList<ActivityRow> Activities, long NextDue)
{
    public static Recovery Find(SqliteConnection connection)
    {
        connection.Execute("UPDATE engine_timers SET armed = 1 WHERE armed = 0 AND key IN (SELECT key FROM engine_instances WHERE state IN (0, 1))");
        var awake = new List<long>();
        using (var row = connection.Query(
            """
            SELECT key FROM engine_instances WHERE state IN (0, 2, 3, 5, 6) AND state = 0
            UNION SELECT m.key FROM engine_inbox m JOIN engine_instances i ON i.key = m.key WHERE i.state IN (0, 1)
            """))
            while (row.Read())
                awake.Add(row.GetInt64(0));
        return new(awake, ActivitiesOfAll(connection), TimerStore.NextDue(connection));
    }

    /// <summary>The activities of an instance that are to be started; not those in a pause between two attempts.</summary>
    public static List<ActivityRow> ActivitiesOf(SqliteConnection connection, long key)
    {
        using var row = connection.Query(Select + " AND a.key = $1", key);
        return Read(row);
    }

    private const string Select =
        $"""
        SELECT {ActivityRow.Columns} FROM engine_activities a JOIN engine_instances i ON i.key = a.key
        WHERE i.state IN (0, 1) AND NOT EXISTS (SELECT 1 FROM engine_timers t WHERE t.key = a.key AND t.command = a.command)
        """;

    private static List<ActivityRow> ActivitiesOfAll(SqliteConnection connection)
    {
        using var row = connection.Query(Select);
        return Read(row);
    }

    private static List<ActivityRow> Read(SqliteDataReader row)
    {
        var activities = new List<ActivityRow>();
        while (row.Read())
            activities.Add(ActivityRow.From(row));
        return activities;
    }
}
