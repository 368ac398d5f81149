using DealFlow.Workflow.Durable;

namespace DealFlow.Embedded;

/// <summary>A command of the code, from when it is issued until it ends.</summary>
internal abstract class Operation(HistoryEntry issued)
{
    public HistoryEntry Issued { get; set; } = issued;

    public int Command => Issued.Command;

    /// <summary>Of an activity: what it is called with, and how often.</summary>
    public string? Input { get; init; }

    public RetryPolicy Retry { get; init; } = RetryPolicy.None;

    /// <summary>Lets the code go on, within this call.</summary>
    /// <exception cref="ParkException">The payload is not what the code expects.</exception>
    public abstract void Complete(HistoryEntry end);
}

/// <summary>A command whose awaiting code gets a <typeparamref name="T"/>.</summary>
internal sealed class Operation<T>(HistoryEntry issued, Func<HistoryEntry, T> read) : Operation(issued)
{
    // Continuations run inline: the order in which the code goes on is then the order of the history, live and in a replay.
    private readonly TaskCompletionSource<T> _ended = new();

    public Task<T> Task => _ended.Task;

    public override void Complete(HistoryEntry end)
    {
        if (end.Kind == EntryKind.ActivityFailed)
            _ended.SetException(new ActivityFailedException(Issued.Name!, end.ErrorType!, end.Payload ?? ""));
        else
            _ended.SetResult(Read(end));
    }

    private T Read(HistoryEntry end)
    {
        try
        {
            return read(end);
        }
        catch (Exception e)
        {
            throw new ParkException($"Step {Command}: the payload that ended {Issued} cannot be read as the code expects it ({e.GetType().Name}).");
        }
    }
}
