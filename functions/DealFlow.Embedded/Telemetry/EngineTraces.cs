using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using DealFlow.Workflow.Durable;

namespace DealFlow.Embedded;

/// <summary>
/// One trace an instance, over all the months and restarts that it lives: its id is made of the instance's. In it stand the turns, below each the first
/// attempts of the activities that it called, and in the end the whole run. Later attempts and those after a restart stand beside their turn.
/// </summary>
internal static class EngineTraces
{
    public static Activity? Turn(InstanceRow instance) => EngineTelemetry.Source.HasListeners()
        ? Of(instance, EngineTelemetry.Source.StartActivity(
            $"turn {instance.Orchestration}", ActivityKind.Internal, TraceOf(instance.Key, instance.Id)))
        : null;

    public static Activity? Attempt(ActivityRow activity)
    {
        if (!EngineTelemetry.Source.HasListeners())
            return null;
        var parent = activity.Caller == default ? TraceOf(activity.Key, activity.InstanceId) : activity.Caller;
        return EngineTelemetry.Source.StartActivity($"activity {activity.Name}", ActivityKind.Internal, parent)
            ?.SetTag(EngineTelemetry.TaskType, "activity")
            .SetTag(EngineTelemetry.TaskName, activity.Name)
            .SetTag(EngineTelemetry.InstanceId, activity.InstanceId)
            .SetTag(EngineTelemetry.TaskId, activity.Command)
            .SetTag(EngineTelemetry.Attempt, activity.Attempt);
    }

    /// <summary>Says by its type alone why it failed.</summary>
    public static void Failed(this Activity? span, string errorType) =>
        span?.SetTag(EngineTelemetry.ErrorType, errorType).SetStatus(ActivityStatusCode.Error);

    /// <summary>The whole run, by the clock of the engine.</summary>
    public static void Ended(InstanceRow instance, TurnOutcome outcome)
    {
        if (outcome.Ending is null or Ending.Continued || !EngineTelemetry.Source.HasListeners())
            return;
        using var span = Of(instance, EngineTelemetry.Source.StartActivity(
            ActivityKind.Internal, TraceOf(instance.Key, instance.Id), startTime: Ticks.ToInstant(instance.CreatedAt).ToDateTimeOffset(),
            name: $"orchestration {instance.Orchestration}"));
        if (outcome.Ending is Ending.Failed failed)
            span.Failed(failed.Type);
        span?.SetEndTime(Ticks.ToInstant(outcome.At).ToDateTimeUtc());
    }

    private static Activity? Of(InstanceRow instance, Activity? span) => span
        ?.SetTag(EngineTelemetry.TaskType, "orchestration")
        .SetTag(EngineTelemetry.TaskName, instance.Orchestration)
        .SetTag(EngineTelemetry.TaskVersion, instance.Version)
        .SetTag(EngineTelemetry.InstanceId, instance.Id);

    // Without a span of its own: what begins in it is at its top.
    private static ActivityContext TraceOf(long key, string id) => new(
        ActivityTraceId.CreateFromBytes(SHA256.HashData(Encoding.UTF8.GetBytes($"{key}/{id}")).AsSpan(0, 16)), default, ActivityTraceFlags.Recorded);
}
