using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace DealFlow.Embedded;

/// <summary>
/// The names under which the engine can be observed, by OpenTelemetry or any other listener. Attributes are ids, names, states and types; payloads and the
/// messages of failures are in none of them.
/// </summary>
public static class EngineTelemetry
{
    /// <summary>The meter and the activity source.</summary>
    public const string Name = "DealFlow.Embedded";

    // As the Durable Task SDK names them, so that one dashboard serves both hosts.
    internal const string TaskType = "durabletask.type";
    internal const string TaskName = "durabletask.task.name";
    internal const string TaskVersion = "durabletask.task.version";
    internal const string TaskId = "durabletask.task.task_id";
    internal const string InstanceId = "durabletask.task.instance_id";
    internal const string EventName = "durabletask.event.name";
    internal const string ErrorType = "error.type";
    internal const string State = "dealflow.engine.state";
    internal const string Queue = "dealflow.engine.queue";
    internal const string Attempt = "dealflow.engine.attempt";

    internal static ActivitySource Source { get; } = new(Name);

    /// <summary>A meter of one engine or one file. What it belongs to is its scope.</summary>
    internal static Meter MeterOf(object scope) => new(new MeterOptions(Name) { Scope = scope });

    /// <summary>A histogram of seconds, fine where most of its values lie.</summary>
    internal static Histogram<double> Seconds(this Meter meter, string name, string description, params double[] bounds) =>
        meter.CreateHistogram(name, "s", description, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = bounds });
}
