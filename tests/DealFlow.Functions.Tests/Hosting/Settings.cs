using DealFlow.Functions.Hosting;
using Microsoft.Extensions.Configuration;

namespace DealFlow.Functions.Tests.Hosting;

/// <summary>The application settings of a deployment, as infra/modules/functions.bicep writes them.</summary>
internal static class Settings
{
    public const string ClientId = "3b2c1f0e-7a4d-4c8e-9d55-0a6b1c2d3e4f";

    public static Dictionary<string, string?> Good => new()
    {
        ["PublicBaseUrl"] = "https://deals.contoso.example",
        ["Mail__From"] = "deals@contoso.example",
        ["Identity__ClientId"] = ClientId,
        ["Cosmos__Endpoint"] = "https://cosmos-dealflow.documents.azure.example:443/",
        ["Collateral__Endpoint"] = "https://stdealflow.blob.core.windows.example/",
        ["Events__Namespace"] = "sb-dealflow.servicebus.windows.example",
        ["SendGrid__ApiKey"] = "SG.not-a-real-key",
        ["Links__Keys"] = """[{"id":"k1","secret":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","retiresAt":null}]""",
        ["TASKHUB_NAME"] = "deals",
        ["DURABLE_TASK_SCHEDULER_CONNECTION_STRING"] = $"Endpoint=https://dts.example;Authentication=ManagedIdentity;ClientID={ClientId}",
    };

    public static HostSettings Read(params (string Name, string? Value)[] changes)
    {
        var values = Good;
        foreach (var (name, value) in changes)
            values[name] = value;
        return SettingsReader.Read(new ConfigurationBuilder()
            .AddInMemoryCollection(values.Where(entry => entry.Value is not null).Select(entry => KeyValuePair.Create(entry.Key.Replace("__", ":"), entry.Value))).Build());
    }
}
