namespace DealFlow.Embedded;

/// <summary>Limits of the embedded engine.</summary>
public sealed record EmbeddedEngineOptions
{
    /// <summary>How many activities run at the same time; the others queue. 32 unless told.</summary>
    public int MaxConcurrentActivities { get; init; } = 32;

    /// <summary>How many orchestrations execute a turn at the same time. One for each processor and at least 2 unless told.</summary>
    public int MaxConcurrentTurns { get; init; } = Math.Max(2, Environment.ProcessorCount);

    /// <summary>How many waiting instances stay in memory, so that their next turn needs no replay. 2,000 unless told; 0 replays always.</summary>
    public int MaxCachedInstances { get; init; } = 2_000;

    internal EmbeddedEngineOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxConcurrentActivities, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxConcurrentTurns, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxCachedInstances);
        return this;
    }
}
