using System.Text.Json;
using System.Text.Json.Serialization;
using DurableTask.Core;
using DurableTask.Core.Command;
using DurableTask.Core.History;

namespace DealFlow.Functions.RealPackages.Tests.Histories;

/// <summary>One turn of an orchestration: when it was, what had come for it, and what it decided thereupon.</summary>
internal sealed record Turn(DateTime At, IReadOnlyList<Came> Came, IReadOnlyList<string> Decided);

/// <summary>An event that came for an orchestration.</summary>
/// <param name="For">The number of the decision that it answers.</param>
internal sealed record Came(string What, string? Name = null, string? Payload = null, int? For = null, DateTime? At = null, string? ErrorType = null)
{
    public static Came Of(HistoryEvent item) => item switch
    {
        ExecutionStartedEvent started => new("started", started.Name, started.Input),
        EventRaisedEvent raised => new("raised", raised.Name, raised.Input),
        TaskCompletedEvent completed => new("completed", Payload: completed.Result, For: completed.TaskScheduledId),
        TaskFailedEvent failed => new("failed", Payload: failed.FailureDetails!.ErrorMessage, For: failed.TaskScheduledId, ErrorType: failed.FailureDetails.ErrorType),
        TimerFiredEvent fired => new("fired", For: fired.TimerId, At: fired.FireAt),
        _ => new(item.EventType.ToString()), // no deal of a recording is suspended or ended from outside
    };

    public HistoryEvent Event(string id, string version) => What switch
    {
        "started" => new ExecutionStartedEvent(-1, Payload)
        {
            Name = Name,
            Version = version,
            OrchestrationInstance = new OrchestrationInstance { InstanceId = id, ExecutionId = "0" },
        },
        "raised" => new EventRaisedEvent(-1, Payload) { Name = Name },
        "completed" => new TaskCompletedEvent(-1, For!.Value, Payload),
        "failed" => new TaskFailedEvent(-1, For!.Value, Payload, null, new FailureDetails(ErrorType!, Payload!, null, null, false)),
        "fired" => new TimerFiredEvent(-1, At!.Value) { TimerId = For!.Value },
        _ => throw new NotSupportedException(What),
    };
}

/// <summary>A history as it was recorded, with the decisions of the code of then.</summary>
internal sealed record Recording(string Instance, string Version, IReadOnlyList<Turn> Turns)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static Recording Read(string path) => JsonSerializer.Deserialize<Recording>(File.ReadAllText(path), Options)!;

    /// <summary>One line for each turn, so that a change is seen where it is.</summary>
    public string Write() => $$"""
        {"instance":"{{Instance}}","version":"{{Version}}","turns":[
        {{string.Join(",\n", Turns.Select(turn => JsonSerializer.Serialize(turn, Options)))}}
        ]}

        """;

    /// <summary>A decision as it is compared: what, its number, and what it is about.</summary>
    public static string Describe(OrchestratorAction action) => action switch
    {
        ScheduleTaskOrchestratorAction task => $"{task.Id} call {task.Name} {task.Input}",
        CreateTimerOrchestratorAction timer => $"{timer.Id} timer {timer.FireAt:O}",
        OrchestrationCompleteOrchestratorAction ended => $"{ended.Id} end {ended.OrchestrationStatus} {ended.Result ?? ended.FailureDetails?.ErrorMessage}",
        _ => $"{action.Id} {action.GetType().Name}",
    };
}
