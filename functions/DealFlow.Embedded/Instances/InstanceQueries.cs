using DealFlow.Workflow.Durable;
using Microsoft.Data.Sqlite;

namespace DealFlow.Embedded;

/// <summary>Instances as an operator sees them. A run that continue-as-new began is pending in the table, and running to everybody else.</summary>
internal static class InstanceQueries
{
    private const int MostOfAPage = 1_000;
    private const string Select =
        "SELECT id, orchestration, version, CASE WHEN state = 0 AND turns > 0 THEN 1 ELSE state END, created_at, updated_at, status, input, output, failure FROM engine_instances ";

    public static InstanceInfo? Find(SqliteConnection connection, string id)
    {
        using var row = connection.Query(Select + "WHERE id = $1", id);
        return row.Read() ? From(row) : null;
    }

    public static InstancePage List(SqliteConnection connection, InstanceQuery query)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        var limit = Math.Min(query.Limit, MostOfAPage);
        var items = new List<InstanceInfo>();
        using var row = connection.Query(Select + Where(query.State) + " ORDER BY id LIMIT $2", query.Cursor ?? "", limit + 1);
        while (row.Read())
            items.Add(From(row));
        if (items.Count <= limit)
            return new(items, null);
        items.RemoveAt(limit);
        return new(items, items[^1].InstanceId);
    }

    /// <summary>How many instances there are of each state. Reads the whole table: for who looks from time to time.</summary>
    public static IReadOnlyDictionary<InstanceState, long> Count(SqliteConnection connection)
    {
        var counts = Enum.GetValues<InstanceState>().ToDictionary(state => state, _ => 0L);
        using var row = connection.Query("SELECT CASE WHEN state = 0 AND turns > 0 THEN 1 ELSE state END, count(*) FROM engine_instances GROUP BY 1");
        while (row.Read())
            counts[(InstanceState)row.GetInt32(0)] = row.GetInt64(1);
        return counts;
    }

    private static string Where(InstanceState? state) => state switch
    {
        null => "WHERE id > $1",
        InstanceState.Pending => "WHERE id > $1 AND state IN (0, 2, 3, 5, 6) AND state = 0 AND turns = 0",
        InstanceState.Running => "WHERE id > $1 AND (state = 1 OR (state = 0 AND turns > 0))",
        InstanceState.Completed => "WHERE id > $1 AND state = 4",
        InstanceState.Suspended => "WHERE id > $1 AND state IN (0, 2, 3, 5, 6) AND state = 2",
        InstanceState.Parked => "WHERE id > $1 AND state IN (0, 2, 3, 5, 6) AND state = 3",
        InstanceState.Failed => "WHERE id > $1 AND state IN (0, 2, 3, 5, 6) AND state = 5",
        InstanceState.Terminated => "WHERE id > $1 AND state IN (0, 2, 3, 5, 6) AND state = 6",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No such state."),
    };

    private static InstanceInfo From(SqliteDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), (InstanceState)row.GetInt32(3), Ticks.ToInstant(row.GetInt64(4)),
        Ticks.ToInstant(row.GetInt64(5)), row.Text(6), row.Text(7), row.Text(8), row.Text(9));
}
