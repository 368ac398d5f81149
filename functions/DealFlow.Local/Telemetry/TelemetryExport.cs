using DealFlow.Embedded;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace DealFlow.Local.Telemetry;

/// <summary>
/// Sends what the engine measures, and the logs of the host, to a collector. A collector that is away holds nothing up; what it misses is lost to it.
/// Only sources of our own are sent: others tell which address was asked for, tokens and all.
/// </summary>
internal sealed class TelemetryExport : IAsyncDisposable
{
    private readonly MeterProvider _metrics;
    private readonly TracerProvider _traces;

    private TelemetryExport(TelemetrySettings settings)
    {
        _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(Who).AddMeter(EngineTelemetry.Name)
            .AddOtlpExporter(options => settings.Apply(options, "metrics")).Build();
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(Who).AddSource(EngineTelemetry.Name)
            .AddOtlpExporter(options => settings.Apply(options, "traces")).Build();
    }

    private static ResourceBuilder Who { get; } = ResourceBuilder.CreateEmpty().AddService(
        "dealflow", serviceVersion: typeof(TelemetryExport).Assembly.GetName().Version?.ToString(3), autoGenerateServiceInstanceId: false);

    /// <summary>Begins to send; null where no collector is named.</summary>
    public static TelemetryExport? Start(TelemetrySettings? settings) => settings is null ? null : new TelemetryExport(settings);

    /// <summary>Sends logs too, with their numbers and values.</summary>
    public static void AddLogs(ILoggingBuilder logging, TelemetrySettings? settings)
    {
        if (settings is not null)
            logging.AddOpenTelemetry(options => options.SetResourceBuilder(Who).AddOtlpExporter(exporter => settings.Apply(exporter, "logs")));
    }

    /// <summary>Sends the rest.</summary>
    public ValueTask DisposeAsync()
    {
        _metrics.Dispose();
        _traces.Dispose();
        return ValueTask.CompletedTask;
    }
}
