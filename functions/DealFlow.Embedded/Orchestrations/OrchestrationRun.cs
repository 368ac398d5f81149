using DealFlow.Workflow.Durable;

namespace DealFlow.Embedded;

/// <summary>One run of an orchestration in memory: its suspended code, and the commands that it waits for.</summary>
internal sealed class OrchestrationRun
{
    private const int MostStepsOfATurn = 100_000;
    public const string NotDurable =
        "The code awaits something that is not durable (a task that is not from its context, or ConfigureAwait(false)), so it cannot be replayed.";

    private readonly InstanceRow _row;
    private readonly OrchestrationCode _code;
    private readonly TurnContext _turn;
    private readonly ReplayContext _context;
    private readonly Pending _pending = new();
    private Task<string?>? _task;

    /// <param name="foreign">Told once, on any thread, when the code goes on outside of its turn.</param>
    public OrchestrationRun(InstanceRow row, OrchestrationCode code, OrchestrationCatalog catalog, Action foreign)
    {
        (_row, _code) = (row, code);
        _turn = new TurnContext(foreign);
        _context = new ReplayContext(row, catalog, _turn);
        (LastAt, Turns) = (row.CreatedAt, row.Turns);
    }

    public long LastAt { get; private set; }

    public long Turns { get; private set; }

    public InstanceRow Row => _row;

    public void Offer(Message.Event arrived) => _pending.Offer(arrived);

    public void Offer(Message.Result arrived) => _pending.Offer(arrived);

    /// <summary>Brings new code to where the history ends.</summary>
    /// <exception cref="ParkException">The code takes another path than the history.</exception>
    public void Replay(IEnumerable<HistoryTurn> history)
    {
        foreach (var turn in history)
        {
            Begin(turn.At);
            foreach (var entry in turn.Entries)
                Replay(entry);
            if (_context.Issued.TryPeek(out var extra))
                throw Differs(extra.Command, "nothing more in this turn", extra.Issued.ToString());
            if (_task!.IsCompleted)
                throw Differs(_context.NextCommand, "a run that goes on", "returns or throws");
        }
    }

    /// <summary>Executes the next turn with all that has come.</summary>
    /// <exception cref="ParkException">The code cannot go on. Nothing of the turn may be kept.</exception>
    public TurnOutcome Advance(long now)
    {
        var outcome = new TurnOutcome { At = Math.Max(now, LastAt), FirstTurn = _task is null };
        Begin(outcome.At);
        Record(outcome);
        while (!_task!.IsCompleted && !_turn.Left && _pending.Next(outcome.At, outcome) is { } end)
        {
            if (outcome.Entries.Count > MostStepsOfATurn)
                throw new ParkException($"The code took more than {MostStepsOfATurn} steps without waiting for anything.");
            End(end, outcome);
            Record(outcome);
        }
        if (_turn.Left || (!_task.IsCompleted && _pending.Count == 0))
            throw new ParkException(NotDurable);
        outcome.LeavesOpen = _pending.Count > 0;
        outcome.Status = _context.Status;
        outcome.Ending = _task.IsCompleted ? EndingOf(_task) : null;
        if (!outcome.IsEmpty)
            Turns++;
        return outcome;
    }

    private void Begin(long at)
    {
        LastAt = at;
        _context.Now = Ticks.ToInstant(at);
        if (_task is not null)
            return;
        _turn.Run(() =>
        {
            _task = _code(_context, _row.Input);
            _task.GetAwaiter().OnCompleted(static () => { }); // posted to the turn's context: an end outside of a turn is noticed
        });
    }

    private void Replay(HistoryEntry entry)
    {
        if (entry.IsCommand)
        {
            if (!_context.Issued.TryDequeue(out var operation))
                throw Differs(entry.Command, entry.ToString(), _task!.IsCompleted ? "returns or throws" : "waits");
            if (operation.Command != entry.Command || operation.Issued.Kind != entry.Kind || operation.Issued.Name != entry.Name)
                throw Differs(entry.Command, entry.ToString(), operation.Issued.ToString());
            operation.Issued = entry;
            _pending.Add(operation);
            return;
        }
        if (_context.Issued.TryPeek(out var extra))
            throw Differs(extra.Command, entry.ToString(), extra.Issued.ToString());
        if (_task!.IsCompleted)
            throw Differs(entry.Command, entry.ToString(), "returns or throws");
        var ended = _pending.Take(entry.Command) ?? throw Differs(entry.Command, entry.ToString(), "does not wait for it");
        _turn.Run(() => ended.Complete(entry));
    }

    private void End(HistoryEntry end, TurnOutcome outcome)
    {
        var operation = _pending.Take(end.Command)!;
        outcome.Entries.Add(end);
        if (operation.Issued.Due is not null && !outcome.Timers.Remove(end.Command))
            outcome.EndedTimers.Add(end.Command);
        _turn.Run(() => operation.Complete(end));
    }

    private void Record(TurnOutcome outcome)
    {
        while (_context.Issued.TryDequeue(out var operation))
        {
            _pending.Add(operation);
            outcome.Entries.Add(operation.Issued);
            if (operation.Issued.Kind == EntryKind.Activity)
                outcome.Activities.Add(ActivityRow.Of(_row, operation));
            else if (operation.Issued.Due is { } due)
                outcome.Timers.Add(operation.Command, due);
        }
    }

    private Ending EndingOf(Task<string?> task)
    {
        if (!task.IsCompletedSuccessfully)
        {
            var error = task.Exception?.InnerException ?? new TaskCanceledException(task);
            return new Ending.Failed(error.GetType().FullName!, error.Message);
        }
        return _context.Continue.Asked ? new Ending.Continued(_context.Continue.Input, _context.NextCommand) : new Ending.Completed(task.Result);
    }

    private ParkException Differs(int step, string history, string code) => new(
        new Disagreement($"The history and the code disagree at step {step} of '{_row.Orchestration}' version '{_row.Version}'", history, code).ToString());
}
