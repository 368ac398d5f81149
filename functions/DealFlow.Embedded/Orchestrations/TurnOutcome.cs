namespace DealFlow.Embedded;

/// <summary>What one turn changes; written in one piece.</summary>
internal sealed class TurnOutcome
{
    public required long At { get; init; }

    public required bool FirstTurn { get; init; }

    public List<HistoryEntry> Entries { get; } = [];

    public List<ActivityRow> Activities { get; } = [];

    /// <summary>Commands of activities whose result the history now holds.</summary>
    public List<int> EndedActivities { get; } = [];

    public Dictionary<int, long> Timers { get; } = [];

    public List<int> EndedTimers { get; } = [];

    public List<long> TakenMessages { get; } = [];

    /// <summary>Commands are open after it: activities that run, waits and sleeps that go on.</summary>
    public bool LeavesOpen { get; set; }

    public string? Status { get; set; }

    /// <summary>How the run ended; null when it goes on.</summary>
    public Ending? Ending { get; set; }

    /// <summary>The next timer may be another one after it.</summary>
    public bool TouchesTimers => Timers.Count > 0 || EndedTimers.Count > 0 || (Ending is not null && LeavesOpen);

    public bool IsEmpty => !FirstTurn && Entries.Count == 0 && EndedActivities.Count == 0 && TakenMessages.Count == 0 && Ending is null;
}

/// <summary>The end of a run.</summary>
internal abstract record Ending
{
    public sealed record Completed(string? Output) : Ending;

    public sealed record Failed(string Type, string Message) : Ending;

    public sealed record Continued(string? Input, int FirstCommand) : Ending;
}
