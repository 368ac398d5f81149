using DealFlow.Embedded;
using DealFlow.Workflow.Durable;

namespace DealFlow.Local.Instances;

/// <summary>What an operator can do with an instance.</summary>
internal sealed record InstanceAction(string Name, IReadOnlyList<InstanceState> AllowedIn)
{
    /// <summary>What the engine is told; it keeps this as the reason of an end.</summary>
    public const string ByOperator = "By an operator.";

    /// <summary>Goes on with what is held.</summary>
    public static InstanceAction Resume { get; } = new("resume", [InstanceState.Parked, InstanceState.Suspended]);

    /// <summary>Begins anew what failed or was terminated.</summary>
    public static InstanceAction Retry { get; } = new("retry", [InstanceState.Failed, InstanceState.Terminated]);

    /// <summary>Ends an instance where it stands.</summary>
    public static InstanceAction Terminate { get; } =
        new("terminate", [InstanceState.Parked, InstanceState.Suspended, InstanceState.Pending, InstanceState.Running]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<InstanceAction> All { get; } = [Resume, Retry, Terminate];

    /// <summary>Acts on a running engine. False: the instance is unknown or not in a state for it.</summary>
    public Task<bool> OnAsync(EmbeddedEngine engine, string id, CancellationToken cancellation) =>
        this == Resume ? engine.ResumeAsync(id, ByOperator, cancellation)
        : this == Retry ? engine.RetryAsync(id, cancellation)
        : engine.TerminateAsync(id, ByOperator, cancellation);

    /// <summary>Acts on the file of an engine that is stopped.</summary>
    public Task<bool> OnAsync(StoppedEngine engine, string id) =>
        this == Resume ? engine.ResumeAsync(id) : this == Retry ? engine.RetryAsync(id) : engine.TerminateAsync(id, ByOperator);
}
