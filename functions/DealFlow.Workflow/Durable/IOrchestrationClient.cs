namespace DealFlow.Workflow.Durable;

/// <summary>Starts and steers orchestrations. Each call is durable when it returns.</summary>
public interface IOrchestrationClient
{
    /// <summary>Starts an instance. An id that exists, in whatever state, is left untouched.</summary>
    Task<StartResult> StartAsync(string orchestration, string instanceId, object? input, CancellationToken cancellation = default);

    /// <summary>Raises an external event, buffered by name until awaited. False: the id is unknown or the instance has ended.</summary>
    Task<bool> RaiseEventAsync(string instanceId, string name, object? payload, CancellationToken cancellation = default);

    /// <summary>One instance, or null when the id is unknown.</summary>
    Task<InstanceInfo?> GetAsync(string instanceId, CancellationToken cancellation = default);

    /// <summary>Instances by id, a page at a time.</summary>
    Task<InstancePage> ListAsync(InstanceQuery query, CancellationToken cancellation = default);

    /// <summary>Ends an instance where it stands. False: unknown or already ended.</summary>
    Task<bool> TerminateAsync(string instanceId, string reason, CancellationToken cancellation = default);

    /// <summary>Holds an instance still; events and due timers are kept until it is resumed. False: unknown or ended.</summary>
    Task<bool> SuspendAsync(string instanceId, string reason, CancellationToken cancellation = default);

    /// <summary>Goes on with a suspended or parked instance. False: unknown, ended or not held.</summary>
    Task<bool> ResumeAsync(string instanceId, string reason, CancellationToken cancellation = default);

    /// <summary>Deletes an ended instance with its history. False: unknown or still alive.</summary>
    Task<bool> PurgeAsync(string instanceId, CancellationToken cancellation = default);
}

/// <summary>What a start did.</summary>
public enum StartResult
{
    /// <summary>A new instance was created.</summary>
    Started,

    /// <summary>The id existed; nothing was changed.</summary>
    AlreadyExists,
}

/// <summary>The state of an instance.</summary>
public enum InstanceState
{
    /// <summary>Started, no turn executed yet.</summary>
    Pending,

    /// <summary>Executing or waiting.</summary>
    Running,

    /// <summary>Held by an operator.</summary>
    Suspended,

    /// <summary>Held by the engine: the code disagrees with the history, or is unknown. Resumable after a fix.</summary>
    Parked,

    /// <summary>Returned its result.</summary>
    Completed,

    /// <summary>Ended by an unhandled failure.</summary>
    Failed,

    /// <summary>Ended by an operator.</summary>
    Terminated,
}

/// <summary>One instance as an operator sees it. Payloads are JSON texts.</summary>
public sealed record InstanceInfo(
    string InstanceId, string Orchestration, string Version, InstanceState State, NodaTime.Instant CreatedAt, NodaTime.Instant UpdatedAt,
    string? Status, string? Input, string? Output, string? Failure);

/// <summary>Which instances to list: of one state or all, after <paramref name="Cursor"/>, at most <paramref name="Limit"/>.</summary>
public sealed record InstanceQuery(InstanceState? State = null, string? Cursor = null, int Limit = 100);

/// <summary>A page of instances; <paramref name="Next"/> is null at the end.</summary>
public sealed record InstancePage(IReadOnlyList<InstanceInfo> Items, string? Next);
