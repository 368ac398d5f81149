using System.Diagnostics;
using DealFlow.Workflow.Durable;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace DealFlow.Embedded;

/// <summary>Executes turns: brings the run to memory if it is not there, lets the code go on, and commits what came of it.</summary>
internal sealed class TurnRunner(EngineParts engine)
{
    private const int TooBig = 18, Constraint = 19, Mismatch = 20, Range = 25;

    public void Run(LiveInstance live, IReadOnlyList<Message> messages)
    {
        try
        {
            if (live.Run is null && !Load(live, messages))
                return;
            var outcome = Advance(live, messages);
            if (outcome.IsEmpty)
                engine.Dispatcher.Finish(live, again: false, ended: false);
            else
                Commit(live, messages, outcome);
        }
        catch (ParkException e)
        {
            engine.Parking.Park(live, messages, e.Message);
        }
        catch (SqliteException e)
        {
            engine.Commits.Fail(e);
            engine.Dispatcher.Finish(live, again: false, ended: false);
        }
        catch (Exception e)
        {
            engine.Parking.Park(live, messages, $"A turn cannot be executed: the history cannot be read, or the code threw outside of its task ({e.GetType().FullName}).");
        }
    }

    private TurnOutcome Advance(LiveInstance live, IReadOnlyList<Message> messages)
    {
        var (row, began) = (live.Run!.Row, Stopwatch.GetTimestamp());
        using var span = EngineTraces.Turn(row);
        try
        {
            Offer(live, messages);
            return live.Run.Advance(Now(messages));
        }
        catch (ParkException)
        {
            span.Failed("parked");
            throw;
        }
        finally
        {
            engine.Metrics.TurnEnded(began, row);
        }
    }

    // False: there is nothing to execute, and the turn is over.
    private bool Load(LiveInstance live, IReadOnlyList<Message> messages)
    {
        var fresh = live.Fresh;
        live.Fresh = null;
        var record = fresh is null ? engine.Commits.Read(connection => InstanceRecord.Find(connection, live.Key)) : new(fresh, [], [], 0);
        if (record is null || !record.Row.State.IsAlive())
        {
            engine.Parking.KeepResults(live, messages);
            return false;
        }
        live.LastLoaded = Math.Max(live.LastLoaded, record.LastMessage);
        var row = Versioned(record.Row);
        var code = engine.Catalog.FindOrchestration(row.Orchestration, row.Version)
            ?? throw new ParkException($"The orchestration '{row.Orchestration}' in version '{row.Version}' of this instance is not among the code of this program.");
        var run = new OrchestrationRun(row, code, engine.Catalog, () => engine.Dispatcher.Deliver(row.Key, new Message.Left()));
        live.Run = run;
        run.Replay(record.History);
        foreach (var message in record.Inbox)
            Offer(run, message);
        return true;
    }

    // An orchestration that was unknown when it was started gets its version when its first turn finds it.
    private InstanceRow Versioned(InstanceRow row) =>
        row.Version.Length > 0 ? row : row with { Version = engine.Catalog.CurrentVersion(row.Orchestration) ?? "" };

    private static void Offer(LiveInstance live, IReadOnlyList<Message> messages)
    {
        foreach (var message in messages)
            if (message is not Message.Event known || known.Id > live.LastLoaded)
                Offer(live.Run!, message);
    }

    private static void Offer(OrchestrationRun run, Message message)
    {
        if (message is Message.Event arrived)
            run.Offer(arrived);
        else if (message is Message.Result result)
            run.Offer(result);
        else if (message is Message.Left)
            throw new ParkException(OrchestrationRun.NotDurable);
    }

    // A timer that fired is due, even if the clock was set back since.
    private long Now(IReadOnlyList<Message> messages) =>
        messages.OfType<Message.Timer>().Select(timer => timer.Due).Append(engine.Now).Max();

    private void Commit(LiveInstance live, IReadOnlyList<Message> messages, TurnOutcome outcome)
    {
        var (row, turn, history) = (live.Run!.Row, live.Run.Turns, HistoryText.Write(outcome.Entries)); // written here, because the writer's time is dear
        engine.Commits.Submit(
            connection =>
            {
                var dropped = TurnStore.Apply(connection, row, turn, outcome, history);
                if (dropped is null)
                    engine.Parking.Keep(connection, row.Key, messages);
                return (Dropped: dropped, Due: outcome.TouchesTimers || dropped is null ? TimerStore.NextDue(connection) : (long?)null);
            },
            done =>
            {
                Forget(row.Key, outcome.EndedActivities);
                if (done.Due is { } due)
                    engine.Timers.Publish(due);
                Committed(live, messages, outcome, done.Dropped);
            },
            error => Refused(live, messages, error));
    }

    private void Committed(LiveInstance live, IReadOnlyList<Message> messages, TurnOutcome outcome, List<int>? dropped)
    {
        var row = live.Run!.Row;
        if (outcome.Ending is not null || dropped is null)
            live.Run = null;
        if (dropped is null)
        {
            Forget(row.Key, Parking.Results(messages).Select(result => result.Command));
            engine.Dispatcher.Finish(live, again: false, ended: false);
            return;
        }
        engine.Activities.Withdraw(row.Key, dropped);
        if (outcome.Ending is null)
            engine.Activities.Start(outcome.Activities);
        Ended(row, outcome);
        var continued = outcome.Ending is Ending.Continued;
        engine.Dispatcher.Finish(live, again: continued, ended: outcome.Ending is not null && !continued);
    }

    private void Ended(InstanceRow row, TurnOutcome outcome)
    {
        EngineTraces.Ended(row, outcome);
        if (outcome.Ending is Ending.Completed)
            engine.Metrics.Ended(row.Orchestration, InstanceState.Completed);
        if (outcome.Ending is not Ending.Failed failed)
            return;
        engine.Metrics.Ended(row.Orchestration, InstanceState.Failed);
        Log.InstanceFailed(engine.Logger, row.Id, row.Orchestration, failed.Type);
    }

    // The database refuses this turn alone: too large a payload must not stop the others.
    private bool Refused(LiveInstance live, IReadOnlyList<Message> messages, Exception error)
    {
        if (error is SqliteException { SqliteErrorCode: TooBig or Constraint or Mismatch or Range } refusal)
        {
            engine.Parking.Park(live, messages, $"The database refuses the outcome of a turn (SQLite error {refusal.SqliteErrorCode}).");
            return true;
        }
        engine.Dispatcher.Finish(live, again: false, ended: false);
        return false;
    }

    private void Forget(long key, IEnumerable<int> commands) => engine.Activities.Forget(key, commands);
}
