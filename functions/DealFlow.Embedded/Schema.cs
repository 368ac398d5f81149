using Microsoft.Data.Sqlite;

namespace DealFlow.Embedded;

/// <summary>The engine's tables. Instants are ticks of 100 ns since 1970-01-01 UTC; states are the numbers of InstanceState.</summary>
internal static class Schema
{
    public static int Version => Steps.Length;

    private static readonly string[] First =
    [
        """
        CREATE TABLE engine_instances (
            key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, orchestration TEXT NOT NULL, version TEXT NOT NULL, state INTEGER NOT NULL,
            created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, status TEXT, input TEXT, output TEXT, failure TEXT,
            first_command INTEGER NOT NULL, turns INTEGER NOT NULL)
        """,
        // Small, because nearly all instances are running or completed: what starts at recovery, and what an operator looks for.
        "CREATE INDEX engine_instances_by_state ON engine_instances (state, id) WHERE state IN (0, 2, 3, 5, 6)",
        """
        CREATE TABLE engine_history (
            key INTEGER NOT NULL, turn INTEGER NOT NULL, at INTEGER NOT NULL, entries TEXT NOT NULL, PRIMARY KEY (key, turn)) WITHOUT ROWID
        """,
        // Events that no wait has taken (with a name), and activity results that came while the instance was held (with a command).
        """
        CREATE TABLE engine_inbox (
            key INTEGER NOT NULL, id INTEGER NOT NULL, name TEXT, command INTEGER, payload TEXT, error_type TEXT,
            PRIMARY KEY (key, id)) WITHOUT ROWID
        """,
        """
        CREATE TABLE engine_activities (
            key INTEGER NOT NULL, command INTEGER NOT NULL, name TEXT NOT NULL, input TEXT, attempt INTEGER NOT NULL,
            max_attempts INTEGER NOT NULL, first_pause INTEGER NOT NULL, backoff REAL NOT NULL, longest_pause INTEGER,
            PRIMARY KEY (key, command)) WITHOUT ROWID
        """,
        // Armed: to be fired when due. Not armed: fired and not yet taken by a turn, or of an instance that is held.
        """
        CREATE TABLE engine_timers (
            key INTEGER NOT NULL, command INTEGER NOT NULL, due INTEGER NOT NULL, retry INTEGER NOT NULL, armed INTEGER NOT NULL,
            PRIMARY KEY (key, command)) WITHOUT ROWID
        """,
        "CREATE INDEX engine_timers_by_due ON engine_timers (due) WHERE armed = 1",
    ];

    /// <summary>What leads from each version to the next. A step that was released is never changed.</summary>
    private static readonly string[][] Steps =
    [
        First,
        ["CREATE INDEX engine_timers_not_armed ON engine_timers (key) WHERE armed = 0"], // few; found at the start without reading all that sleep
        ["ALTER TABLE engine_inbox ADD COLUMN at INTEGER"], // when an event was raised; null: by an older version, in time for whatever waits
    ];

    /// <summary>Makes the tables where they are missing or old, as one piece of the caller's transaction.</summary>
    public static void Ensure(SqliteConnection connection)
    {
        connection.Execute("CREATE TABLE IF NOT EXISTS engine_schema (version INTEGER NOT NULL)");
        var found = (long)(connection.Scalar("SELECT version FROM engine_schema") ?? 0L);
        if (found > Version)
            throw new DatabaseUnavailableException(
                $"The engine's tables have version {found}; this program knows version {Version}. Use the program that wrote them; they were left as they are.");
        if (found == Version)
            return;
        foreach (var statement in Steps.Skip((int)found).SelectMany(step => step))
            connection.Execute(statement);
        connection.Execute("DELETE FROM engine_schema");
        connection.Execute("INSERT INTO engine_schema (version) VALUES ($1)", Version);
    }
}
