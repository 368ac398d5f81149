using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DealFlow.Embedded;
using DealFlow.Workflow.Durable;
using NodaTime;
using NodaTime.Text;

namespace DealFlow.Scenarios.Versions;

/// <summary>
/// What one deal's orchestration did in its life, as a released version recorded it: each turn with the commands that the code gave and how they ended.
/// The form is no engine's own: names, ISO times and JSON payloads.
/// </summary>
internal sealed record GoldenHistory(
    string Life, string Orchestration, string Version, string Instance, string? Input, long StartedAt, int FirstCommand, string? Output, IReadOnlyList<HistoryTurn> Turns)
{
    public override string ToString() => $"{Version}/{Life}";

    /// <summary>Reads the run of an instance that the file holds; of one that was told anew, the latest.</summary>
    public static GoldenHistory Of(string life, CommitQueue commits, string id) => commits.Read(connection =>
    {
        var key = (long)connection.Scalar("SELECT key FROM engine_instances WHERE id = $1", id)!;
        var record = InstanceRecord.Find(connection, key)!;
        var output = connection.Scalar("SELECT output FROM engine_instances WHERE key = $1", key) as string;
        var row = record.Row;
        return new GoldenHistory(life, row.Orchestration, row.Version, row.Id, row.Input, row.CreatedAt, row.FirstCommand, output, record.History);
    });

    /// <summary>One line a turn, so that two recordings can be compared by eye.</summary>
    public string Write()
    {
        var head = new JsonObject
        {
            ["life"] = Life,
            ["orchestration"] = Orchestration,
            ["version"] = Version,
            ["instance"] = Instance,
            ["startedAt"] = Time(StartedAt),
            ["firstCommand"] = FirstCommand,
            ["input"] = Node(Input),
            ["output"] = Node(Output),
        };
        var turns = Turns.Select(turn => new JsonObject { ["at"] = Time(turn.At), ["steps"] = new JsonArray([.. turn.Entries.Select(Step)]) }.ToJsonString());
        return $"{head.ToJsonString()[..^1]},\"turns\":[\n{string.Join(",\n", turns)}\n]}}\n";
    }

    public static GoldenHistory Read(string text)
    {
        var json = JsonNode.Parse(text)!;
        return new GoldenHistory(
            (string)json["life"]!, (string)json["orchestration"]!, (string)json["version"]!, (string)json["instance"]!, json["input"]?.ToJsonString(),
            Ticks(json["startedAt"]!), (int)json["firstCommand"]!, json["output"]?.ToJsonString(),
            [.. json["turns"]!.AsArray().Select(turn => new HistoryTurn(Ticks(turn!["at"]!), [.. turn["steps"]!.AsArray().Select(step => Entry(step!))]))]);
    }

    private static JsonNode Step(HistoryEntry entry)
    {
        var step = new JsonObject { ["kind"] = JsonNamingPolicy.CamelCase.ConvertName(entry.Kind.ToString()), ["command"] = entry.Command };
        if (entry.Name is not null)
            step["name"] = entry.Name;
        if (entry.Due is { } due)
            step["due"] = Time(due);
        if (entry.ErrorType is not null)
            (step["errorType"], step["message"]) = (entry.ErrorType, entry.Payload);
        else if (entry.Payload is not null)
            step["payload"] = Node(entry.Payload);
        return step;
    }

    private static HistoryEntry Entry(JsonNode step) => new(
        Enum.Parse<EntryKind>((string)step["kind"]!, ignoreCase: true), (int)step["command"]!, (string?)step["name"], step["due"] is { } due ? Ticks(due) : null,
        step["errorType"] is null ? step["payload"]?.ToJsonString() : (string?)step["message"], (string?)step["errorType"]);

    private static JsonNode? Node(string? json) => json is null ? null : JsonNode.Parse(json);

    private static string Time(long ticks) => InstantPattern.ExtendedIso.Format(Instant.FromUnixTimeTicks(ticks));

    private static long Ticks(JsonNode time) => InstantPattern.ExtendedIso.Parse((string)time!).Value.ToUnixTimeTicks();
}
