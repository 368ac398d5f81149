using System.Text.Json;
using DealFlow.Embedded;
using DealFlow.Workflow.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DealFlow.Functions.Tests.Hosting;

/// <summary>A client of the SDK's type whose backend is the embedded engine: what the adapter asks for really runs.</summary>
internal sealed class SdkOverEngine(EmbeddedEngine engine) : DurableTaskClient("embedded")
{
    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        var id = options!.InstanceId!;
        return await engine.StartAsync(orchestratorName, id, (JsonElement?)input, cancellation) is StartResult.Started
            ? id
            : throw new DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException(id);
    }

    public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default) =>
        engine.RaiseEventAsync(instanceId, eventName, eventPayload, cancellation);

    public override async Task<OrchestrationMetadata?> GetInstanceAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        await engine.GetAsync(instanceId, cancellation) is { } found
            ? new OrchestrationMetadata(found.Orchestration, instanceId)
            {
                RuntimeStatus = Enum.Parse<OrchestrationRuntimeStatus>(found.State.ToString()),
                SerializedCustomStatus = getInputsAndOutputs ? JsonSerializer.Serialize(found.Status) : null, // as the backend has it
            }
            : null;

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) => throw new NotSupportedException();

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
