namespace DealFlow.Embedded;

/// <summary>An instance that is in memory. Guarded by the dispatcher, but for <see cref="Run"/> and what belongs to it: those are the turn's.</summary>
internal sealed class LiveInstance(long key)
{
    public long Key { get; } = key;

    public List<Message> Mailbox { get; set; } = [];

    /// <summary>Queued for a turn, in one, or with a turn being committed.</summary>
    public bool Busy { get; set; }

    /// <summary>When it was queued, by the stopwatch.</summary>
    public long QueuedAt { get; set; }

    /// <summary>The database knows more than the run: begin again from there.</summary>
    public bool Stale { get; set; }

    public LinkedListNode<LiveInstance>? Idle { get; set; }

    /// <summary>The row of an instance that has just been started, so that its first turn reads nothing.</summary>
    public InstanceRow? Fresh { get; set; }

    public OrchestrationRun? Run { get; set; }

    /// <summary>Messages up to here were found in the database when the run was loaded.</summary>
    public long LastLoaded { get; set; }
}
