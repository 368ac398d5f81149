using System.Text.Json;
using DealFlow.Workflow.Deals;
using Microsoft.Azure.Functions.Worker.Builder;

namespace DealFlow.Functions.Tests.Hosting;

/// <summary>What is built, beside the code.</summary>
public sealed class BuiltHostTests
{
    private static readonly JsonElement Host = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "host.json"))).RootElement;

    private static JsonElement DurableTask => Host.GetProperty("extensions").GetProperty("durableTask");

    [Fact]
    public void HostJson_BuiltOutput_HasIt() => Assert.Equal("2.0", Host.GetProperty("version").GetString());

    [Fact]
    public void HostJson_Routes_HaveNoPrefix() => Assert.Equal("", Host.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString());

    [Fact]
    public void HostJson_Versions_StartOnTheCodesVersionAndRejectNewer()
    {
        Assert.Equal(DealRegistrationOrchestration.Version, DurableTask.GetProperty("defaultVersion").GetString());
        Assert.Equal(("CurrentOrOlder", "Reject"),
            (DurableTask.GetProperty("versionMatchStrategy").GetString(), DurableTask.GetProperty("versionFailureStrategy").GetString()));
    }

    [Fact]
    public void HostJson_Backend_IsTheScheduler()
    {
        var storage = DurableTask.GetProperty("storageProvider");

        Assert.Equal(("azureManaged", "DURABLE_TASK_SCHEDULER_CONNECTION_STRING"),
            (storage.GetProperty("type").GetString(), storage.GetProperty("connectionStringName").GetString()));
        Assert.Equal("%TASKHUB_NAME%", DurableTask.GetProperty("hubName").GetString());
    }

    [Fact]
    public void HostJson_Logs_HoldNoInputsAndWarningsOnly()
    {
        Assert.False(DurableTask.GetProperty("tracing").GetProperty("traceInputsAndOutputs").GetBoolean());
        Assert.Equal("Warning", Host.GetProperty("logging").GetProperty("logLevel").GetProperty("default").GetString());
    }

    [Fact]
    public void Programs_BuiltOutput_HasThem() => Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, "programs", "contoso-network.json")));

    [Fact]
    public void Start_BuiltOnSignatures_RefusesAndSaysHowToBuildTheRealOne()
    {
        var refusal = Assert.Throws<NotSupportedException>(() => FunctionsApplication.CreateBuilder([]));

        Assert.Contains("dotnet publish functions/DealFlow.Functions", refusal.Message, StringComparison.Ordinal);
    }
}
