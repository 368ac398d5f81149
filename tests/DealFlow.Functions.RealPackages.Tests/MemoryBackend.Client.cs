using DurableTask.Core.Exceptions;
using DurableTask.Core.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;

namespace DealFlow.Functions.RealPackages.Tests;

/// <summary>What a client asks of the backend. A start without all statuses replaces the instance of the id, as the real ones may.</summary>
internal sealed partial class MemoryBackend
{
    private static readonly JsonDataConverter Json = JsonDataConverter.Default;

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            var id = options!.InstanceId!;
            if (_instances.TryGetValue(id, out var known) && options.DedupeStatuses?.Contains(known.Describe().RuntimeStatus.ToString()) is true)
                throw new OrchestrationAlreadyExistsException($"An orchestration of the id '{id}' exists.");
            var json = Json.Serialize(input);
            var instance = new MemoryInstance(orchestratorName.Name, id, options.Version?.Version, json, options.Tags, _now);
            _instances[id] = instance;
            Deliver(instance, instance.Start(json));
            return Task.FromResult(id);
        }
    }

    public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new EventRaisedEvent(-1, Json.Serialize(eventPayload)) { Name = eventName });

    public override Task TerminateInstanceAsync(string instanceId, object? output, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new ExecutionTerminatedEvent(-1, Json.Serialize(output)));

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new ExecutionSuspendedEvent(-1, reason));

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new ExecutionResumedEvent(-1, reason));

    public override Task<OrchestrationMetadata?> GetInstancesAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        lock (_gate)
            return Task.FromResult(_instances.GetValueOrDefault(instanceId)?.Describe());
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        lock (_gate)
        {
            var all = _instances.Values.Select(instance => instance.Describe())
                .Where(item => filter?.Statuses?.Contains(item.RuntimeStatus) is not false
                    && string.CompareOrdinal(item.InstanceId, filter?.ContinuationToken ?? "") > 0)
                .Take(filter!.PageSize + 1).ToList();
            var page = all.Take(filter.PageSize).ToList();
            return new OnePage(new Page<OrchestrationMetadata>(page, all.Count > page.Count ? page[^1].InstanceId : null));
        }
    }

    public override Task<PurgeResult> PurgeInstanceAsync(string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        lock (_gate)
            return Task.FromResult(new PurgeResult(_instances.Remove(instanceId) ? 1 : 0));
    }

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task SendAsync(string instanceId, HistoryEvent message)
    {
        lock (_gate)
        {
            if (_instances.TryGetValue(instanceId, out var instance)) // for an unknown id: silence, as on some backends
                Deliver(instance, message);
            return Task.CompletedTask;
        }
    }

    private sealed class OnePage(Page<OrchestrationMetadata> page) : AsyncPageable<OrchestrationMetadata>
    {
        public override async IAsyncEnumerable<Page<OrchestrationMetadata>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
        {
            await Task.CompletedTask;
            yield return page;
        }
    }
}
