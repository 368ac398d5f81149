using DealFlow.Workflow.Durable;
using NodaTime;

namespace DealFlow.Embedded;

/// <summary>What the code of one run sees. It only takes note of commands; the run decides what they mean.</summary>
internal sealed class ReplayContext(InstanceRow row, OrchestrationCatalog catalog, TurnContext turn) : IOrchestrationContext
{
    private int _next = row.FirstCommand;

    /// <summary>Commands that the code has issued and that the history does not hold yet.</summary>
    public Queue<Operation> Issued { get; } = [];

    /// <summary>The number of the next command.</summary>
    public int NextCommand => _next;

    public Instant Now { get; set; }

    public string? Status { get; private set; } = row.Status;

    /// <summary>The input to continue with, when the code has asked to.</summary>
    public (bool Asked, string? Input) Continue { get; private set; }

    public string InstanceId => row.Id;

    public string Version => row.Version;

    public Instant UtcNow
    {
        get
        {
            EnsureInTurn();
            return Now;
        }
    }

    public Task<TResult> CallActivityAsync<TResult>(string name, object? input, RetryPolicy? retry = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Issue(new Operation<TResult>(Entry(EntryKind.Activity, name), end => catalog.Read<TResult>(end.Payload)!)
        {
            Input = catalog.Write(input),
            Retry = retry ?? RetryPolicy.None,
        });
    }

    public Task<EventWait<TPayload>> WaitForEventAsync<TPayload>(string name, Instant? deadline = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Issue(new Operation<EventWait<TPayload>>(Entry(EntryKind.Wait, name, deadline), end =>
            end.Kind == EntryKind.EventReceived ? new(true, catalog.Read<TPayload>(end.Payload)) : default));
    }

    public Task SleepUntilAsync(Instant due) => Issue(new Operation<bool>(Entry(EntryKind.Sleep, null, due), _ => true));

    public void SetStatus(string status)
    {
        EnsureInTurn();
        Status = status;
    }

    public void ContinueAsNew(object? input)
    {
        EnsureInTurn();
        Continue = (true, catalog.Write(input));
    }

    private HistoryEntry Entry(EntryKind kind, string? name, Instant? due = null)
    {
        EnsureInTurn();
        return new(kind, _next++, name, due is { } at ? Ticks.Ceiling(at) : null);
    }

    private Task<T> Issue<T>(Operation<T> operation)
    {
        Issued.Enqueue(operation);
        return operation.Task;
    }

    private void EnsureInTurn()
    {
        if (turn.InTurn)
            return;
        turn.Report();
        throw new InvalidOperationException("The orchestration uses its context outside of its turn: it awaited a task that is not from the context, or ConfigureAwait(false).");
    }
}
