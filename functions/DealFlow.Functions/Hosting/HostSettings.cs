using DealFlow.Web.Limits;
using DealFlow.Workflow;
using DealFlow.Workflow.Links;

namespace DealFlow.Functions.Hosting;

/// <summary>Everything that is configured, read and judged once at the start.</summary>
/// <param name="ClientId">The managed identity that the parts are reached with; null on a developer's machine: who is signed in to the Azure CLI.</param>
internal sealed record HostSettings(
    DealFlowSettings Product, string? ClientId, StoreSettings Store, CollateralSettings Collateral, MailSettings Mail, EventSettings Events, KeyRing LinkKeys,
    RateLimits Limits, TelemetrySettings Telemetry);

/// <summary>Where registrations are kept.</summary>
internal sealed record StoreSettings(Uri Endpoint, string Database, string Container);

/// <summary>Where the sales material lies.</summary>
/// <param name="Endpoint">The blob endpoint of the account.</param>
/// <param name="ThroughHost">Whether the host hands the files out, because nobody outside reaches the account.</param>
internal sealed record CollateralSettings(Uri Endpoint, string Container, bool ThroughHost);

/// <summary>How mail leaves.</summary>
/// <param name="WebhookKey">The public key that SendGrid signs its events with; null: nothing is learnt of mails that were returned.</param>
internal sealed record MailSettings(string ApiKey, string? WebhookKey);

/// <summary>Where finance listens.</summary>
/// <param name="Namespace">The host name of the Service Bus namespace.</param>
internal sealed record EventSettings(string Namespace, string Topic);

/// <summary>Where telemetry goes.</summary>
/// <param name="ConnectionString">Null: nowhere but to the console.</param>
/// <param name="SampledShare">The share of requests that are traced, from 0 to 1.</param>
internal sealed record TelemetrySettings(string? ConnectionString, float SampledShare);

/// <summary>Settings are missing, wrong or contradict each other. The message names each.</summary>
internal sealed class SettingsException(IReadOnlyList<string> errors)
    : Exception("DealFlow cannot start with these settings:" + string.Concat(errors.Select(error => Environment.NewLine + "  " + error)))
{
    /// <summary>One sentence each, which begins with the name of the setting.</summary>
    public IReadOnlyList<string> Errors { get; } = errors;
}
