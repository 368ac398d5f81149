using Microsoft.Extensions.Logging;

namespace DealFlow.Embedded;

/// <summary>What the engine says. Ids, names and types only: payloads and messages of failures may hold personal data.</summary>
internal static partial class Log
{
    [LoggerMessage(4001, LogLevel.Information, "The engine has started; {Instances} instances and {Activities} activities go on where they were.")]
    public static partial void EngineStarted(ILogger logger, int instances, int activities);

    [LoggerMessage(4002, LogLevel.Information, "The engine has stopped.")]
    public static partial void EngineStopped(ILogger logger);

    [LoggerMessage(4003, LogLevel.Critical, "The engine has stopped after a failure of its database. Nothing that was acknowledged is lost; start the process again.")]
    public static partial void EngineFaulted(ILogger logger, Exception error);

    [LoggerMessage(4004, LogLevel.Error, "Instance {InstanceId} is parked. {Reason}")]
    public static partial void InstanceParked(ILogger logger, string instanceId, string reason);

    [LoggerMessage(4005, LogLevel.Error, "Instance {InstanceId} of {Orchestration} has failed with {ErrorType}.")]
    public static partial void InstanceFailed(ILogger logger, string instanceId, string orchestration, string errorType);

    [LoggerMessage(4006, LogLevel.Warning, "Activity {Activity} of instance {InstanceId} has failed at attempt {Attempt} with {ErrorType}.")]
    public static partial void ActivityFailed(ILogger logger, string instanceId, string activity, int attempt, string errorType);

    [LoggerMessage(4007, LogLevel.Information, "Instance {InstanceId} of {Orchestration} begins anew.")]
    public static partial void InstanceRetried(ILogger logger, string instanceId, string orchestration);

    [LoggerMessage(4008, LogLevel.Information, "Forgot the histories of {Count} instances that had ended long enough ago.")]
    public static partial void InstancesPurged(ILogger logger, int count);

    [LoggerMessage(4009, LogLevel.Information, "Instance {InstanceId} goes on.")]
    public static partial void InstanceResumed(ILogger logger, string instanceId);

    [LoggerMessage(4010, LogLevel.Warning, "Instance {InstanceId} was terminated.")]
    public static partial void InstanceTerminated(ILogger logger, string instanceId);

    [LoggerMessage(4011, LogLevel.Information, "Instance {InstanceId} is suspended.")]
    public static partial void InstanceSuspended(ILogger logger, string instanceId);
}
