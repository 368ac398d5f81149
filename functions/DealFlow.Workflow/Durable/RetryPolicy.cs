using NodaTime;

namespace DealFlow.Workflow.Durable;

/// <summary>
/// How often an activity is attempted, and how long the engine waits in between on a durable timer: <paramref name="First"/> after the first
/// failure, then <paramref name="Backoff"/> times longer each time, never longer than <paramref name="Longest"/>.
/// </summary>
public sealed record RetryPolicy(int MaxAttempts, Duration First, double Backoff = 1.0, Duration? Longest = null)
{
    /// <summary>One attempt.</summary>
    public static RetryPolicy None { get; } = new(1, Duration.Zero);

    /// <summary>The pause after attempt number <paramref name="attempt"/> (from 1) has failed.</summary>
    public Duration PauseAfter(int attempt)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempt, 1);
        var longest = (Longest ?? Duration.FromDays(1)).TotalMilliseconds;
        return Duration.FromMilliseconds(Math.Min(longest, First.TotalMilliseconds * Math.Pow(Backoff, attempt - 1)));
    }
}

/// <summary>An activity failed at every attempt; the orchestration may catch this and go another way.</summary>
public sealed class ActivityFailedException(string activity, string errorType, string message)
    : Exception($"Activity '{activity}' failed: {errorType}: {message}")
{
    /// <summary>The name of the activity.</summary>
    public string Activity { get; } = activity;

    /// <summary>The full type name of the exception of the last attempt.</summary>
    public string ErrorType { get; } = errorType;
}
