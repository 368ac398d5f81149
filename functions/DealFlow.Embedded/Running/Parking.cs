using DealFlow.Workflow.Durable;
using Microsoft.Data.Sqlite;

namespace DealFlow.Embedded;

/// <summary>Holds instances that cannot go on, and keeps what came for those that take no turn.</summary>
internal sealed class Parking(EngineParts engine)
{
    /// <summary>Holds an instance for a reason that did not come up in a turn.</summary>
    public void Park(long key, string reason) =>
        engine.Commits.Submit(
            connection => (Parked: InstanceCommands.Hold(connection, key, InstanceState.Parked, reason, engine.Now), Due: TimerStore.NextDue(connection)),
            done =>
            {
                Parked(done.Parked, reason);
                engine.Timers.Publish(done.Due);
                engine.Dispatcher.Reload(key);
            });

    /// <summary>Holds an instance whose turn cannot be executed; nothing of the turn is written, and the results that came for it are kept.</summary>
    public void Park(LiveInstance live, IReadOnlyList<Message> messages, string reason)
    {
        live.Run = null;
        engine.Commits.Submit(
            connection =>
            {
                var parked = InstanceCommands.Hold(connection, live.Key, InstanceState.Parked, reason, engine.Now);
                Keep(connection, live.Key, messages);
                return (Parked: parked, Due: TimerStore.NextDue(connection));
            },
            done =>
            {
                Parked(done.Parked, reason);
                Over(live, messages, done.Due);
            },
            _ => { engine.Dispatcher.Finish(live, again: false, ended: false); return false; });
    }

    private void Parked(string? id, string reason)
    {
        if (id is null)
            return;
        engine.Metrics.Parked();
        Log.InstanceParked(engine.Logger, id, reason);
    }

    /// <summary>An instance that takes no turn: the results that came for it are kept.</summary>
    public void KeepResults(LiveInstance live, IReadOnlyList<Message> messages)
    {
        if (!Results(messages).Any())
        {
            engine.Dispatcher.Finish(live, again: false, ended: false);
            return;
        }
        engine.Commits.Submit(
            connection =>
            {
                Keep(connection, live.Key, messages);
                return TimerStore.NextDue(connection);
            },
            due => Over(live, messages, due),
            _ => { engine.Dispatcher.Finish(live, again: false, ended: false); return false; });
    }

    private void Over(LiveInstance live, IReadOnlyList<Message> messages, long due)
    {
        engine.Activities.Forget(live.Key, Results(messages).Select(result => result.Command));
        engine.Timers.Publish(due);
        engine.Dispatcher.Finish(live, again: false, ended: false);
    }

    /// <summary>Writes the results among these messages into the inbox.</summary>
    public void Keep(SqliteConnection connection, long key, IReadOnlyList<Message> messages)
    {
        foreach (var result in Results(messages))
            engine.Instances.Keep(connection, key, result);
    }

    /// <summary>The results among these messages.</summary>
    public static IEnumerable<Message.Result> Results(IReadOnlyList<Message> messages) => messages.OfType<Message.Result>();
}
