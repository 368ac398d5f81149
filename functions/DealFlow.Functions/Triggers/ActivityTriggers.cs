using System.Text.Json;
using DealFlow.Functions.Durable;
using DealFlow.Workflow.Deals;
using DealFlow.Workflow.Durable;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace DealFlow.Functions.Triggers;

/// <summary>What a deal has done in the world: one trigger for each activity of the catalogue.</summary>
public sealed class ActivityTriggers(OrchestrationCatalog catalog, BoundClient bound)
{
    /// <summary>Passes deadlines and does what is owed.</summary>
    [Function(DealActivities.Proceed)]
    public Task<JsonElement?> ProceedAsync([ActivityTrigger] string id, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        RunAsync(DealActivities.Proceed, id, client, cancellation);

    /// <summary>Checks for conflicts.</summary>
    [Function(DealActivities.CheckConflicts)]
    public Task<JsonElement?> CheckConflictsAsync([ActivityTrigger] string id, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        RunAsync(DealActivities.CheckConflicts, id, client, cancellation);

    /// <summary>Gives a check that could not be completed to a person.</summary>
    [Function(DealActivities.GiveCheckToPerson)]
    public Task<JsonElement?> GiveCheckToPersonAsync([ActivityTrigger] string id, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        RunAsync(DealActivities.GiveCheckToPerson, id, client, cancellation);

    /// <summary>Shows on the timeline that something owed could not be done.</summary>
    [Function(DealActivities.SurfaceFailure)]
    public Task<JsonElement?> SurfaceFailureAsync([ActivityTrigger] string id, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        RunAsync(DealActivities.SurfaceFailure, id, client, cancellation);

    private async Task<JsonElement?> RunAsync(string activity, string id, DurableTaskClient client, CancellationToken cancellation)
    {
        bound.Use(client);
        var output = await catalog.FindActivity(activity)!(catalog.Write(id), cancellation);
        return output is null ? null : JsonSerializer.Deserialize<JsonElement>(output);
    }
}
