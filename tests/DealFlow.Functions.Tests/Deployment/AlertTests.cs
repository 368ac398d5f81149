using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Azure.Core.Pipeline;
using Azure.Monitor.OpenTelemetry.Exporter;
using DealFlow.Functions.Hosting;
using DealFlow.Workflow.Programs;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;

namespace DealFlow.Functions.Tests.Deployment;

/// <summary>The alerts of infra/modules/alerts.bicep ask for what the code really writes.</summary>
public sealed partial class AlertTests
{
    private static readonly string Alerts = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "alerts.bicep"));

    private static readonly IReadOnlyList<int> AlertedOn = [.. Number().Matches(Alerts).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))];

    /// <summary>Every log message of what runs in the deployed host.</summary>
    private static readonly IReadOnlyList<LoggerMessageAttribute> Messages =
    [
        .. new[] { typeof(Workflow.DealFlowSettings), typeof(DealFlow.Web.Hosting.Product), typeof(DealFlow.Azure.Cosmos.CosmosStores), typeof(FunctionsHost) }
            .SelectMany(type => type.Assembly.GetTypes()).SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()).OfType<LoggerMessageAttribute>(),
    ];

    [Fact]
    public void Alerts_EveryNumber_IsThatOfAnErrorOfTheCode() =>
        Assert.Empty(AlertedOn.Except(Messages.Where(message => message.Level >= LogLevel.Error).Select(message => message.EventId)));

    [Fact]
    public void Errors_Every_HasAnAlert() =>
        Assert.Empty(Messages.Where(message => message.Level >= LogLevel.Error).Select(message => message.EventId).Except(AlertedOn));

    [Fact]
    public void Messages_Numbers_AreOfOneMessageEach() => Assert.Distinct(Messages.Select(message => message.EventId));

    [Fact]
    public void HostThatDoesNotStart_Messages_AreThoseOfTheAlert()
    {
        var condition = Alerts.Split('\n').Single(line => line.Contains("Message has", StringComparison.Ordinal));
        string[] written = [new SettingsException(["Mail__From is missing."]).Message, typeof(ProgramException).FullName!];

        var asked = Phrase().Matches(condition).Select(match => match.Groups[1].Value).ToList();

        Assert.Equal(written.Length, asked.Count);
        Assert.All(asked, phrase => Assert.Contains(written, text => text.Contains(phrase, StringComparison.Ordinal)));
    }

    /// <summary>The exporter itself says how the number arrives; a trace that is not sampled must not take the line with it.</summary>
    [Fact]
    public void Exported_InATraceThatIsNotSampled_ArrivesWithItsNumberWhereTheQueryLooks()
    {
        var ingestion = new Ingestion();
        using (var loggers = LoggerFactory.Create(logging => logging.AddOpenTelemetry(open => open.AddAzureMonitorLogExporter(exporter =>
        {
            FunctionsHost.Set(exporter, 0.1f, $"InstrumentationKey={Guid.Empty};IngestionEndpoint=https://ingestion.example/", null);
            exporter.Transport = new HttpClientTransport(ingestion);
            exporter.DisableOfflineStorage = true;
        }))))
        using (new Activity("request").Start())
            DealFlow.Functions.Log.EventRefused(loggers.CreateLogger<AlertTests>(), "DR-7K3F-9QXM/2/closed", "Unauthorized");

        var line = Assert.Single(ingestion.Lines, line => line.GetProperty("data").GetProperty("baseType").GetString() == "MessageData");
        Assert.Equal("6002", line.GetProperty("data").GetProperty("baseData").GetProperty("properties").GetProperty("EventId").GetString());
        Assert.Contains(6002, AlertedOn);
    }

    [GeneratedRegex("\"(\\d{4})\"")]
    private static partial Regex Number();

    [GeneratedRegex("Message has \"([^\"]+)\"")]
    private static partial Regex Phrase();

    /// <summary>Takes what the exporter sends.</summary>
    private sealed class Ingestion : HttpMessageHandler
    {
        public List<JsonElement> Lines { get; } = [];

        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var body = request.Content!.ReadAsStream(cancellationToken);
            using Stream plain = request.Content.Headers.ContentEncoding.Contains("gzip") ? new GZipStream(body, CompressionMode.Decompress) : body;
            using var reader = new StreamReader(plain);
            while (reader.ReadLine() is { Length: > 0 } line)
                Lines.Add(JsonDocument.Parse(line).RootElement);
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent($$"""{"itemsReceived":{{Lines.Count}},"itemsAccepted":{{Lines.Count}},"errors":[]}""") };
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(Send(request, cancellationToken));
    }
}
