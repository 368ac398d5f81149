using DurableTask.Core;
using DurableTask.Core.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using NodaTime;

namespace DealFlow.Functions.RealPackages.Tests;

/// <summary>One orchestration in the backend: its history, what has come for it, and its timers.</summary>
internal sealed class MemoryInstance(string name, string id, string? version, string? input, IReadOnlyDictionary<string, string> tags, Instant created)
{
    public string Id => id;

    public string Name => name;

    public string? Version => version;

    public string? Input { get; set; } = input;

    public OrchestrationRuntimeState State { get; set; } = new([]);

    public List<HistoryEvent> Inbox { get; } = [];

    public List<(Instant Due, TimerFiredEvent Fired)> Timers { get; } = [];

    public Instant Created { get; } = created;

    public Instant Updated { get; set; } = created;

    public string? CustomStatus { get; set; }

    /// <summary>The run since the instance has continued as new last: what an older run has asked for, it no longer gets.</summary>
    public int Run { get; set; }

    public bool HasEnded => State.ExecutionCompletedEvent is not null;

    public ExecutionStartedEvent Start(string? newInput) => new(-1, newInput)
    {
        Name = name,
        Version = version ?? "",
        OrchestrationInstance = new OrchestrationInstance { InstanceId = id, ExecutionId = $"{Run}" },
        Tags = tags.ToDictionary(),
    };

    public OrchestrationMetadata Describe() => new(name, id)
    {
        RuntimeStatus = State.Events.Count == 0 ? OrchestrationRuntimeStatus.Pending : (OrchestrationRuntimeStatus)(int)State.OrchestrationStatus,
        CreatedAt = Created.ToDateTimeOffset(),
        LastUpdatedAt = Updated.ToDateTimeOffset(),
        SerializedInput = Input,
        SerializedOutput = State.Output,
        SerializedCustomStatus = CustomStatus,
        DataConverter = JsonDataConverter.Default,
        FailureDetails = State.FailureDetails is { } failure
            ? new TaskFailureDetails(failure.ErrorType, failure.ErrorMessage, failure.StackTrace, null, null)
            : null,
        Tags = tags,
    };
}
