using DealFlow.Workflow.Durable;
using Microsoft.Data.Sqlite;

namespace DealFlow.Embedded;

/// <summary>What a run needs to know of its instance.</summary>
internal sealed record InstanceRow(
    long Key, string Id, string Orchestration, string Version, InstanceState State, long CreatedAt, string? Status, string? Input, int FirstCommand, long Turns)
{
    public static InstanceRow? Find(SqliteConnection connection, long key)
    {
        using var row = connection.Query(
            "SELECT id, orchestration, version, state, created_at, status, input, first_command, turns FROM engine_instances WHERE key = $1", key);
        return row.Read()
            ? new(key, row.GetString(0), row.GetString(1), row.GetString(2), (InstanceState)row.GetInt32(3), row.GetInt64(4), row.Text(5), row.Text(6),
                row.GetInt32(7), row.GetInt64(8))
            : null;
    }
}

/// <summary>An instance with all that has happened to it.</summary>
internal sealed record InstanceRecord(InstanceRow Row, IReadOnlyList<HistoryTurn> History, IReadOnlyList<Message> Inbox, long LastMessage)
{
    public static InstanceRecord? Find(SqliteConnection connection, long key)
    {
        if (InstanceRow.Find(connection, key) is not { } row)
            return null;
        var history = new List<HistoryTurn>();
        using (var turn = connection.Query("SELECT at, entries FROM engine_history WHERE key = $1 ORDER BY turn", key))
            while (turn.Read())
                history.Add(new(turn.GetInt64(0), HistoryText.Read(turn.GetString(1))));
        var inbox = new List<Message>();
        var last = 0L;
        using (var message = connection.Query("SELECT id, name, command, payload, error_type, at FROM engine_inbox WHERE key = $1 ORDER BY id", key))
            while (message.Read())
            {
                last = message.GetInt64(0);
                inbox.Add(message.Text(1) is { } name
                    ? new Message.Event(last, name, message.Text(3), message.Number(5) ?? long.MinValue)
                    : new Message.Result(message.GetInt32(2), message.Text(3), message.Text(4), last));
            }
        return new(row, history, inbox, last);
    }
}
