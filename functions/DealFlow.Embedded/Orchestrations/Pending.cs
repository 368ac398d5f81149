namespace DealFlow.Embedded;

/// <summary>The commands of a run that have not ended, and what has come for them.</summary>
internal sealed class Pending
{
    private readonly Dictionary<int, Operation> _open = [];
    private readonly SortedDictionary<int, Operation> _waits = [];
    private readonly SortedSet<(long Due, int Command)> _due = [];
    private readonly Dictionary<string, Queue<Message.Event>> _events = new(StringComparer.Ordinal);
    private readonly Queue<Message.Result> _results = [];
    private int _eventCount;

    public int Count => _open.Count;

    public void Add(Operation operation)
    {
        _open.Add(operation.Command, operation);
        if (operation.Issued.Kind == EntryKind.Wait)
            _waits.Add(operation.Command, operation);
        if (operation.Issued.Due is { } due)
            _due.Add((due, operation.Command));
    }

    public Operation? Take(int command)
    {
        if (!_open.Remove(command, out var operation))
            return null;
        _waits.Remove(command);
        if (operation.Issued.Due is { } due)
            _due.Remove((due, command));
        return operation;
    }

    public void Offer(Message.Event arrived)
    {
        if (!_events.TryGetValue(arrived.Name, out var queue))
            _events.Add(arrived.Name, queue = []);
        queue.Enqueue(arrived);
        _eventCount++;
    }

    public void Offer(Message.Result arrived) => _results.Enqueue(arrived);

    /// <summary>
    /// How the next command ends, if one does now. Events and deadlines come in the order of their times, however late they are noticed; an event that is
    /// raised at the very deadline wins.
    /// </summary>
    public HistoryEntry? Next(long now, TurnOutcome outcome) => NextEvent(now, outcome) ?? NextDue(now) ?? NextResult(outcome);

    private HistoryEntry? NextEvent(long now, TurnOutcome outcome)
    {
        if (_eventCount == 0)
            return null;
        foreach (var (command, wait) in _waits)
        {
            if (!_events.TryGetValue(wait.Issued.Name!, out var queue) || !queue.TryPeek(out var taken))
                continue;
            if (_due.Count > 0 && _due.Min.Due <= now && _due.Min.Due < taken.At)
                return null;
            queue.Dequeue();
            _eventCount--;
            outcome.TakenMessages.Add(taken.Id);
            return new(EntryKind.EventReceived, command, Payload: taken.Payload);
        }
        return null;
    }

    private HistoryEntry? NextDue(long now)
    {
        if (_due.Count == 0 || _due.Min.Due > now)
            return null;
        var command = _due.Min.Command;
        return new(_open[command].Issued.Kind == EntryKind.Wait ? EntryKind.DeadlineReached : EntryKind.SleepEnded, command);
    }

    private HistoryEntry? NextResult(TurnOutcome outcome)
    {
        while (_results.TryDequeue(out var result))
        {
            outcome.EndedActivities.Add(result.Command);
            if (result.Id is { } id)
                outcome.TakenMessages.Add(id);
            if (_open.ContainsKey(result.Command))
                return new(result.ErrorType is null ? EntryKind.ActivityCompleted : EntryKind.ActivityFailed, result.Command,
                    Payload: result.Payload, ErrorType: result.ErrorType);
        }
        return null;
    }
}
