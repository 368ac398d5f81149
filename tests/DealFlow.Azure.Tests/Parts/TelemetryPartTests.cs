using DealFlow.Local.Parts;
using DealFlow.Local.Telemetry;
using DealFlow.Scenarios.Hosting;
using OpenTelemetry.Exporter;

namespace DealFlow.Azure.Tests.Parts;

/// <summary>The local host with a collector for metrics, traces and logs.</summary>
public sealed class TelemetryPartTests
{
    [Fact]
    public async Task Deal_WithACollector_SendsMetricsTracesAndLogsWithoutPersonalData()
    {
        await using var collector = await FakeCollector.StartAsync();
        string id, token;
        await using (var host = await PartHost.StartAsync(SettingsFor(collector.Address)))
        {
            id = await host.RegisterAsync(Keys.AlpenIt);
            token = await host.TokenAsync(People.Anna, id);
            await host.GetAsync($"/decide?t={token}");
            await host.DecideAsync(token, "approve");
            await host.SettleAsync();
        }

        var (metrics, traces, logs) = (collector.Of("/v1/metrics"), collector.Of("/v1/traces"), collector.Of("/v1/logs"));
        Assert.All(["dealflow.engine.instance.started", "dealflow.engine.activity.duration", "dealflow.engine.commit.size", "DealRegistration"],
            name => Assert.Contains(name, metrics, StringComparison.Ordinal));
        Assert.All(["turn DealRegistration", "activity Proceed", "activity CheckConflicts", id], name => Assert.Contains(name, traces, StringComparison.Ordinal));
        Assert.Contains("The engine has started", logs, StringComparison.Ordinal);
        Assert.All(["Müller", "Brandt", "mueller-maschinenbau", People.Anna, People.AlpenIt, Keys.AlpenIt, token],
            secret => Assert.DoesNotContain(secret, metrics + traces + logs, StringComparison.Ordinal));
        Assert.Equal(["4711"], collector.Keys);
    }

    [Fact]
    public async Task Deal_CollectorIsAway_GoesOn()
    {
        await using var host = await PartHost.StartAsync(SettingsFor("http://127.0.0.1:9"));

        Assert.Equal("pendingDecision", await host.StatusAsync(await host.RegisterAsync(Keys.AlpenIt)));
    }

    private static PartSettings SettingsFor(string address) =>
        new() { Telemetry = new TelemetrySettings(new Uri(address), OtlpExportProtocol.HttpProtobuf, "x-key=4711") };
}
