using DealFlow.Local.Parts;
using OpenTelemetry.Exporter;

namespace DealFlow.Local.Telemetry;

/// <summary>The collector to which metrics, traces and logs go, by OTLP.</summary>
/// <param name="Headers">Sent along, as <c>name=value,name=value</c>: a key, mostly. Null: none.</param>
internal sealed record TelemetrySettings(Uri Endpoint, OtlpExportProtocol Protocol, string? Headers)
{
    private const string Grpc = "grpc", Http = "http";

    public static TelemetrySettings Read(SettingsReader telemetry)
    {
        telemetry.Only("endpoint", "protocol", "headers");
        var protocol = telemetry.OneOf("protocol", [Grpc, Http]) == Grpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        var headers = telemetry.Optional("headers");
        if (headers is not null && !headers.Split(',').All(header => header.IndexOf('=', StringComparison.Ordinal) > 0))
            telemetry.Problem("headers", "name=value is expected, several separated by commas");
        return new TelemetrySettings(telemetry.Address("endpoint", "http", "https"), protocol, headers);
    }

    /// <summary>How one kind of signal is sent: over HTTP each has a path of its own.</summary>
    public void Apply(OtlpExporterOptions options, string signal)
    {
        options.Protocol = Protocol;
        options.Headers = Headers;
        options.Endpoint = Protocol is OtlpExportProtocol.Grpc ? Endpoint : new Uri($"{Endpoint.ToString().TrimEnd('/')}/v1/{signal}");
    }

    public override string ToString() => Endpoint.Host; // not the headers
}
