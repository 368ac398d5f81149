using System.Text.Json;
using Microsoft.DurableTask;

namespace DealFlow.Functions.Durable;

/// <summary>
/// The events of one name. In the SDK a waiter that has timed out stays and swallows the next event; so there is one standing wait without a time,
/// which is raced with a timer that can be cancelled, outlives the race it loses, and is used again by the next who waits.
/// </summary>
internal sealed class EventInbox(TaskOrchestrationContext context, string name, CancellationToken run)
{
    private readonly LinkedList<TaskCompletionSource<JsonElement?>> _waiting = [];
    private (bool IsThere, JsonElement? Payload) _kept; // came while nobody waited: one at most, the SDK holds those after it
    private bool _isListening;

    /// <summary>
    /// The next event, or none by the deadline. One that is there wins; of what came during an outage or while the instance was suspended, the SDK hands on
    /// the earlier first, so an event that was raised after the deadline is the next wait's.
    /// </summary>
    public async Task<(bool Received, JsonElement? Payload)> TakeAsync(DateTime? deadline)
    {
        if (_kept is { IsThere: true, Payload: var payload })
        {
            _kept = default;
            return (true, payload);
        }

        var mine = _waiting.AddLast(new TaskCompletionSource<JsonElement?>());
        _ = ListenAsync();
        var received = mine.Value.Task;
        if (received.IsCompleted || deadline is not { } until || await IsThereByAsync(received, until))
            return (true, await received);
        _waiting.Remove(mine);
        return default;
    }

    /// <summary>Sends what was kept to the same instance again, for the run that continues as new.</summary>
    public void HandOn(string instanceId)
    {
        if (_kept.IsThere)
            context.SendEvent(instanceId, name, _kept.Payload!);
    }

    private async Task<bool> IsThereByAsync(Task received, DateTime deadline)
    {
        if (deadline <= context.CurrentUtcDateTime)
            return false;
        using var overtaken = CancellationTokenSource.CreateLinkedTokenSource(run);
        await Task.WhenAny(received, context.CreateTimer(deadline, overtaken.Token));
        if (run.IsCancellationRequested)
            await DurableContext.NeverAsync();
        if (!received.IsCompleted)
            return false;
        overtaken.Cancel(); // a timer that is left standing wakes the instance for nothing
        return true;
    }

    /// <summary>Waits in the SDK while somebody waits here, and never twice at once. Whoever receives may wait again before this goes on.</summary>
    private async Task ListenAsync()
    {
        while (!_isListening && _waiting.Count > 0)
        {
            _isListening = true;
            var payload = await context.WaitForExternalEvent<JsonElement?>(name);
            _isListening = false;
            if (_waiting.First is { } first)
            {
                _waiting.RemoveFirst();
                first.Value.SetResult(payload);
            }
            else
            {
                _kept = (true, payload);
            }
        }
    }
}
