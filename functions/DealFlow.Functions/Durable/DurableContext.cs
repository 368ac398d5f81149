using System.Text.Json;
using DealFlow.Workflow.Durable;
using Microsoft.DurableTask;
using NodaTime;
using RetryPolicy = DealFlow.Workflow.Durable.RetryPolicy;

namespace DealFlow.Functions.Durable;

/// <summary>The durable port over the Durable Task SDK. Payloads cross as JSON of the catalogue's options, whatever converter the host has.</summary>
/// <param name="run">Cancelled at the end of the run: the SDK ends no run, and continues none as new, while one of its timers stands.</param>
internal sealed class DurableContext(TaskOrchestrationContext inner, OrchestrationCatalog catalog, CancellationTokenSource run) : IOrchestrationContext
{
    private static readonly Duration LongestPause = Duration.FromDays(1);
    private readonly Dictionary<string, EventInbox> _inboxes = new(StringComparer.OrdinalIgnoreCase); // as the SDK compares names
    private bool _hasJustReceived;

    public string InstanceId => inner.InstanceId;

    public string Version => inner.Version;

    public Instant UtcNow => Instant.FromDateTimeUtc(DateTime.SpecifyKind(inner.CurrentUtcDateTime, DateTimeKind.Utc));

    public async Task<TResult> CallActivityAsync<TResult>(string name, object? input, RetryPolicy? retry = null)
    {
        _hasJustReceived = false;
        try
        {
            return Read<TResult>(await inner.CallActivityAsync<JsonElement?>(name, Write(input), OptionsOf(retry)))!;
        }
        catch (TaskFailedException e)
        {
            throw new ActivityFailedException(name, e.FailureDetails.ErrorType, e.FailureDetails.ErrorMessage);
        }
    }

    public async Task<EventWait<TPayload>> WaitForEventAsync<TPayload>(string name, Instant? deadline = null)
    {
        _hasJustReceived = false;
        if (!_inboxes.TryGetValue(name, out var inbox))
            _inboxes[name] = inbox = new EventInbox(inner, name, run.Token);
        var taken = await inbox.TakeAsync(deadline is { } until ? TimeOf(until) : null);
        _hasJustReceived = taken.Received;
        try
        {
            return taken.Received ? new EventWait<TPayload>(true, Read<TPayload>(taken.Payload)) : default;
        }
        catch (JsonException)
        {
            return await ParkAsync<EventWait<TPayload>>(inner, $"The payload of an event '{name}' is not what the code reads.");
        }
    }

    public async Task SleepUntilAsync(Instant due)
    {
        _hasJustReceived = false;
        try
        {
            while (UtcNow < due) // the clock of who sets a timer and of who fires it may differ
                await inner.CreateTimer(TimeOf(due), run.Token);
        }
        catch (OperationCanceledException) when (run.IsCancellationRequested)
        {
            await NeverAsync();
        }
    }

    public void SetStatus(string status) => inner.SetCustomStatus(status);

    public void ContinueAsNew(object? input)
    {
        // An event that comes between another step and this one is taken by a wait of the run that ends, and lost.
        if (!_hasJustReceived)
            throw new InvalidOperationException("An orchestration continues as new straight after an event was received, and at no other time.");
        foreach (var inbox in _inboxes.Values)
            inbox.HandOn(InstanceId);
        run.Cancel();
        inner.ContinueAsNew(Write(input), preserveUnprocessedEvents: true);
    }

    /// <summary>Runs the code of the version that the instance was started on.</summary>
    public static async Task<JsonElement?> RunAsync(TaskOrchestrationContext inner, OrchestrationCatalog catalog)
    {
        if (catalog.FindOrchestration(inner.Name, inner.Version) is not { } code)
            return await ParkAsync<JsonElement?>(inner, $"The orchestration '{inner.Name.Name}' in version '{inner.Version}' is not among the code of this host.");
        using var run = new CancellationTokenSource();
        var output = await code(new DurableContext(inner, catalog, run), inner.GetInput<JsonElement?>()?.GetRawText());
        run.Cancel();
        return output is null ? null : JsonSerializer.Deserialize<JsonElement>(output);
    }

    /// <summary>For what a run that has ended was waiting for: its code goes no step further.</summary>
    internal static Task NeverAsync() => new TaskCompletionSource().Task;

    /// <summary>
    /// Stands still and says why. Nothing is written to the history, so that code which can go on does so at the next event or when it is resumed.
    /// </summary>
    private static Task<T> ParkAsync<T>(TaskOrchestrationContext inner, string why)
    {
        inner.SetCustomStatus(DurableClient.ParkedPrefix + why);
        return new TaskCompletionSource<T>().Task;
    }

    /// <summary>Null where one attempt is all: the SDK takes no pause of zero.</summary>
    private static TaskOptions? OptionsOf(RetryPolicy? retry)
    {
        if (retry is null || retry.MaxAttempts == 1)
            return null;
        var first = Duration.Max(retry.First, Duration.FromMilliseconds(1));
        var longest = Duration.Max(retry.Longest ?? LongestPause, first);
        return TaskOptions.FromRetryPolicy(new(retry.MaxAttempts, first.ToTimeSpan(), Math.Max(1.0, retry.Backoff), longest.ToTimeSpan()));
    }

    /// <summary>The SDK counts in ticks of 100 ns; never early.</summary>
    private static DateTime TimeOf(Instant instant)
    {
        var time = instant.ToDateTimeUtc();
        return Instant.FromDateTimeUtc(time) < instant ? time.AddTicks(1) : time;
    }

    private JsonElement? Write(object? value) => value is null ? null : JsonSerializer.SerializeToElement(value, value.GetType(), catalog.Json);

    private T? Read<T>(JsonElement? json) => json is { } element ? element.Deserialize<T>(catalog.Json) : default;
}
