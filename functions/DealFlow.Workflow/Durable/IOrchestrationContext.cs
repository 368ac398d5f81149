using NodaTime;

namespace DealFlow.Workflow.Durable;

/// <summary>
/// What an orchestration may touch. Everything else (clocks, randomness, I/O) is out of bounds, because the orchestration is
/// replayed from its history and must take the same path each time.
/// </summary>
public interface IOrchestrationContext
{
    /// <summary>The id that the instance was started with.</summary>
    string InstanceId { get; }

    /// <summary>The version of the code that the instance was started on; recorded at the start and never changed.</summary>
    string Version { get; }

    /// <summary>The time of the turn that is being executed: the same at each replay.</summary>
    Instant UtcNow { get; }

    /// <summary>Calls an activity, which runs at least once and whose result is recorded once.</summary>
    /// <exception cref="ActivityFailedException">The activity failed at every attempt that <paramref name="retry"/> allows.</exception>
    Task<TResult> CallActivityAsync<TResult>(string name, object? input, RetryPolicy? retry = null);

    /// <summary>
    /// Takes the oldest buffered event of this name or waits for the next, until <paramref name="deadline"/> (null: for ever). A wait that
    /// reaches its deadline says so and takes no later event. An event that is there at the deadline wins.
    /// </summary>
    Task<EventWait<TPayload>> WaitForEventAsync<TPayload>(string name, Instant? deadline = null);

    /// <summary>Sleeps on a durable timer; a time in the past completes at once. Late after an outage rather than never.</summary>
    Task SleepUntilAsync(Instant due);

    /// <summary>A short word on where the instance stands, for operators and for its own activities. No personal data, and no part of the history.</summary>
    void SetStatus(string status);

    /// <summary>
    /// Starts the orchestration again with a new input and an empty history once this run returns; buffered events are kept.
    /// Only straight after an event was received, because some engines lose what arrives in between.
    /// </summary>
    void ContinueAsNew(object? input);
}

/// <summary>How a wait for an external event ended.</summary>
public readonly record struct EventWait<TPayload>(bool Received, TPayload? Payload);
