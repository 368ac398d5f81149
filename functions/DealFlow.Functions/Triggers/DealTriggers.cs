using System.Text.Json;
using DealFlow.Functions.Durable;
using DealFlow.Workflow.Deals;
using DealFlow.Workflow.Durable;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DealFlow.Functions.Triggers;

/// <summary>The story of one deal, as the durable extension runs it.</summary>
public sealed class DealTriggers(OrchestrationCatalog catalog)
{
    /// <summary>Runs the deal of the version that it was started on.</summary>
    [Function(DealRegistrationOrchestration.Name)]
    public Task<JsonElement?> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => DurableContext.RunAsync(context, catalog);
}
