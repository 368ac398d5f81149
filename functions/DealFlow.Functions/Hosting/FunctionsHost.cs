using Azure.Core;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using DealFlow.Web.Logging;
using DealFlow.Workflow.Programs;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace DealFlow.Functions.Hosting;

/// <summary>From settings to a host that is ready to run.</summary>
internal static class FunctionsHost
{
    private static readonly TimeSpan LongestReindexing = TimeSpan.FromMinutes(4); // the timer comes again after five

    /// <summary>Reads the settings and the programs, opens the parts and hands the product to the triggers.</summary>
    /// <exception cref="SettingsException">Settings are missing, wrong or contradict each other.</exception>
    /// <exception cref="ProgramException">A program file is wrong; the message names every mistake.</exception>
    public static async Task ComposeAsync(FunctionsApplicationBuilder builder, CancellationToken cancellation)
    {
        var settings = SettingsReader.Read(builder.Configuration);
        IClock clock = SystemClock.Instance;
        var credential = CredentialOf(settings);
        var loaded = ProgramFolder.Read(Path.Combine(AppContext.BaseDirectory, "programs"), clock.GetCurrentInstant());
        var parts = new AzureParts(settings, credential, clock);
        await parts.Stores.Reindexing.OpenAsync(cancellation);
        var programs = await ProgramCatalog.OpenAsync(
            loaded, parts.Stores.Programs, (program, stop) => parts.Stores.Registrations.MarkToBeWokenAsync(program.Manufacturer.Id, program.Id, stop), cancellation);

        builder.Services.AddDiscreetLogging();
        AddTelemetry(builder.Services, settings.Telemetry, credential);
        builder.Services
            .AddSingleton(services => Compose(settings, parts, programs, loaded, services.GetRequiredService<ILoggerFactory>()))
            .AddSingleton(services => services.GetRequiredService<DurableProduct>().Catalog)
            .AddSingleton(services => services.GetRequiredService<DurableProduct>().Bound)
            .AddSingleton(services => services.GetRequiredService<DurableProduct>().Web)
            .AddSingleton(services => services.GetRequiredService<DurableProduct>().Work);
    }

    private static DurableProduct Compose(
        HostSettings settings, AzureParts parts, ProgramCatalog programs, IReadOnlyList<LoadedProgram> loaded, ILoggerFactory loggers)
    {
        foreach (var program in loaded)
            foreach (var warning in program.Warnings)
                Log.ProgramWarning(loggers.CreateLogger<DurableProduct>(), program.Program.Id, warning);
        return new DurableProduct(
            parts.Stores.Registrations, waker => parts.PortsFor(programs, waker, loggers), parts.WebPortsFor(programs),
            stop => parts.Stores.Reindexing.RunAsync(LongestReindexing, stop), settings.Product, loggers);
    }

    /// <summary>One identity for everything; on a developer's machine whoever is signed in to the Azure CLI.</summary>
    private static TokenCredential CredentialOf(HostSettings settings) => settings.ClientId is { } id
        ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(id))
        : new AzureCliCredential();

    /// <summary>Traces are sampled here; the host itself logs warnings and worse only (host.json).</summary>
    private static void AddTelemetry(IServiceCollection services, TelemetrySettings settings, TokenCredential credential)
    {
        if (settings.ConnectionString is not { } connection)
            return;
        services.AddOpenTelemetry().UseFunctionsWorkerDefaults().UseAzureMonitorExporter(exporter => Set(exporter, settings.SampledShare, connection, credential));
    }

    /// <summary>Logs are never sampled: alerts are set on single lines.</summary>
    internal static void Set(AzureMonitorExporterOptions exporter, float sampledShare, string connection, TokenCredential? credential)
    {
        exporter.ConnectionString = connection;
        exporter.Credential = credential;
        exporter.SamplingRatio = sampledShare;
        exporter.EnableTraceBasedLogsSampler = false;
    }
}
