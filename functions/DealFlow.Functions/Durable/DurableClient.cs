using System.Text.Json;
using DealFlow.Workflow.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using NodaTime;

namespace DealFlow.Functions.Durable;

/// <summary>The durable port over the Durable Task client. Which client, the binding of each invocation says.</summary>
internal sealed class DurableClient(BoundClient bound, OrchestrationCatalog catalog) : IOrchestrationClient
{
    /// <summary>What the status of an instance begins with that stands still until its code is there.</summary>
    public const string ParkedPrefix = "parked: ";

    /// <summary>The tag that keeps the version an instance was started on.</summary>
    private const string VersionTag = "version";

    private static readonly OrchestrationRuntimeStatus[] AllStatuses =
    [
        OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended, OrchestrationRuntimeStatus.Completed,
        OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated, // the SDK has two more, which are obsolete: no instance is in them
    ];

    public async Task<StartResult> StartAsync(string orchestration, string instanceId, object? input, CancellationToken cancellation = default)
    {
        var version = catalog.CurrentVersion(orchestration) ?? "";
        // Without these statuses a start can end and replace the instance that has this id.
        var options = new StartOrchestrationOptions(instanceId)
        {
            Version = new TaskVersion(version),
            Tags = new Dictionary<string, string> { [VersionTag] = version },
        }.WithDedupeStatuses(AllStatuses);
        try
        {
            await bound.Current.ScheduleNewOrchestrationInstanceAsync(orchestration, Write(input), options, cancellation);
            return StartResult.Started;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Each backend refuses a known id in its own words. Whatever it says: what is there was started before.
            if (await FindAsync(instanceId, cancellation) is null)
                throw;
            return StartResult.AlreadyExists;
        }
    }

    public async Task<bool> RaiseEventAsync(string instanceId, string name, object? payload, CancellationToken cancellation = default)
    {
        if (!await IsAliveAsync(instanceId, cancellation)) // some backends take events for nobody without a word
            return false;
        try
        {
            await bound.Current.RaiseEventAsync(instanceId, name, Write(payload), cancellation);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (await IsAliveAsync(instanceId, cancellation))
                throw;
            return false; // it has ended meanwhile
        }
    }

    public async Task<InstanceInfo?> GetAsync(string instanceId, CancellationToken cancellation = default) =>
        await bound.Current.GetInstanceAsync(instanceId, getInputsAndOutputs: true, cancellation) is { } metadata ? Describe(metadata) : null;

    public async Task<InstancePage> ListAsync(InstanceQuery query, CancellationToken cancellation = default)
    {
        var filter = new OrchestrationQuery(
            Statuses: StatusesOf(query.State), PageSize: query.Limit, FetchInputsAndOutputs: true, ContinuationToken: query.Cursor);
        await foreach (var page in bound.Current.GetAllInstancesAsync(filter).AsPages(query.Cursor, query.Limit).WithCancellation(cancellation))
        {
            var items = page.Values.Select(Describe).Where(item => query.State is null || item.State == query.State);
            return new InstancePage([.. items.OrderBy(item => item.InstanceId, StringComparer.Ordinal)], page.ContinuationToken);
        }

        return new InstancePage([], null);
    }

    public async Task<bool> TerminateAsync(string instanceId, string reason, CancellationToken cancellation = default)
    {
        if (!await IsAliveAsync(instanceId, cancellation))
            return false;
        await bound.Current.TerminateInstanceAsync(instanceId, (object)reason, cancellation);
        return true;
    }

    public async Task<bool> SuspendAsync(string instanceId, string reason, CancellationToken cancellation = default)
    {
        if (!await IsAliveAsync(instanceId, cancellation))
            return false;
        await bound.Current.SuspendInstanceAsync(instanceId, reason, cancellation);
        return true;
    }

    public async Task<bool> ResumeAsync(string instanceId, string reason, CancellationToken cancellation = default)
    {
        var state = (await GetAsync(instanceId, cancellation))?.State;
        if (state is InstanceState.Parked) // it runs, as the SDK sees it: only a turn makes it look at its code again
            await bound.Current.SuspendInstanceAsync(instanceId, reason, cancellation);
        else if (state is not InstanceState.Suspended)
            return false;
        await bound.Current.ResumeInstanceAsync(instanceId, reason, cancellation);
        return true;
    }

    public async Task<bool> PurgeAsync(string instanceId, CancellationToken cancellation = default)
    {
        if (await FindAsync(instanceId, cancellation) is not { } metadata || !HasEnded(metadata.RuntimeStatus))
            return false;
        return (await bound.Current.PurgeInstanceAsync(instanceId, new PurgeInstanceOptions(), cancellation)).PurgedInstanceCount > 0;
    }

    /// <summary>Whether an instance stands still until its code is there.</summary>
    public static bool IsParked(OrchestrationMetadata metadata) => StateOf(metadata.RuntimeStatus, Text(metadata.SerializedCustomStatus)) is InstanceState.Parked;

    /// <summary>The version that an instance was started on; empty where it is not known.</summary>
    public static string VersionOf(OrchestrationMetadata metadata) => metadata.Tags.GetValueOrDefault(VersionTag, "");

    private Task<OrchestrationMetadata?> FindAsync(string instanceId, CancellationToken cancellation) =>
        bound.Current.GetInstanceAsync(instanceId, getInputsAndOutputs: false, cancellation);

    private async Task<bool> IsAliveAsync(string instanceId, CancellationToken cancellation) =>
        await FindAsync(instanceId, cancellation) is { } metadata && !HasEnded(metadata.RuntimeStatus);

    private static bool HasEnded(OrchestrationRuntimeStatus status) =>
        status is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;

    private static InstanceInfo Describe(OrchestrationMetadata metadata)
    {
        var status = Text(metadata.SerializedCustomStatus);
        var state = StateOf(metadata.RuntimeStatus, status);
        var failure = state switch
        {
            InstanceState.Parked => status![ParkedPrefix.Length..],
            InstanceState.Terminated => Text(metadata.SerializedOutput),
            _ => metadata.FailureDetails is { } details ? $"{details.ErrorType}: {details.ErrorMessage}" : null,
        };
        return new InstanceInfo(
            metadata.InstanceId, metadata.Name, VersionOf(metadata), state, Instant.FromDateTimeOffset(metadata.CreatedAt),
            Instant.FromDateTimeOffset(metadata.LastUpdatedAt), status, metadata.SerializedInput,
            state is InstanceState.Terminated ? null : metadata.SerializedOutput, failure); // of one that was ended it is the reason
    }

    private static InstanceState StateOf(OrchestrationRuntimeStatus status, string? custom) => status switch
    {
        OrchestrationRuntimeStatus.Pending => InstanceState.Pending,
        OrchestrationRuntimeStatus.Suspended => InstanceState.Suspended,
        OrchestrationRuntimeStatus.Completed => InstanceState.Completed,
        OrchestrationRuntimeStatus.Failed => InstanceState.Failed,
        OrchestrationRuntimeStatus.Terminated => InstanceState.Terminated,
        _ => custom?.StartsWith(ParkedPrefix, StringComparison.Ordinal) is true ? InstanceState.Parked : InstanceState.Running,
    };

    private static IEnumerable<OrchestrationRuntimeStatus>? StatusesOf(InstanceState? state) => state switch
    {
        null => null,
        InstanceState.Parked or InstanceState.Running => [OrchestrationRuntimeStatus.Running],
        { } other => [Enum.Parse<OrchestrationRuntimeStatus>(other.ToString())],
    };

    private static string? Text(string? json)
    {
        try
        {
            return json is null ? null : JsonSerializer.Deserialize<string>(json);
        }
        catch (JsonException)
        {
            return json; // of another kind of orchestration
        }
    }

    private JsonElement? Write(object? value) => value is null ? null : JsonSerializer.SerializeToElement(value, value.GetType(), catalog.Json);
}
