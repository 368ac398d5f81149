using System.Diagnostics;
using DealFlow.Workflow.Durable;
using NodaTime;

namespace DealFlow.Embedded;

/// <summary>
/// Runs activities, a bounded number at a time. An activity stays known here until its result is on disk, so that it never runs twice at once.
/// No more of them compute at once than there are processors, however many wait for something, so that nobody else waits for a queue of them.
/// </summary>
internal sealed class ActivityRunner(EngineParts engine, int most) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly HashSet<(long Key, int Command)> _known = [];
    private readonly HashSet<(long Key, int Command)> _withdrawn = [];
    private readonly Queue<(ActivityRow Activity, long Since)> _queue = [];
    private readonly CancellationTokenSource _abort = new();
    private readonly TaskScheduler _processors = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, Math.Max(2, Environment.ProcessorCount)).ConcurrentScheduler;
    private readonly TaskCompletionSource _quiet = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;
    private bool _stopping;

    /// <summary>How many wait to be run.</summary>
    public int QueueLength
    {
        get
        {
            lock (_gate)
                return _queue.Count;
        }
    }

    public void Start(IEnumerable<ActivityRow> activities)
    {
        lock (_gate)
        {
            foreach (var activity in activities)
            {
                if (!_known.Add((activity.Key, activity.Command)))
                    continue;
                engine.Gauge.Enter();
                _queue.Enqueue((activity, Stopwatch.GetTimestamp()));
            }
            StartNext();
        }
    }

    /// <summary>Their results are on disk, or nobody waits for them.</summary>
    public void Forget(long key, IEnumerable<int> commands)
    {
        lock (_gate)
            foreach (var command in commands)
                if (_known.Remove((key, command)))
                    _withdrawn.Remove((key, command));
    }

    /// <summary>Nobody waits for these any more: what has not begun does not begin.</summary>
    public void Withdraw(long key, IEnumerable<int> commands)
    {
        lock (_gate)
            foreach (var command in commands)
                if (_known.Contains((key, command)))
                    _withdrawn.Add((key, command));
    }

    /// <summary>No new activities; completes when those that run have ended, or when <paramref name="cancellation"/> tells them to give up.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            _stopping = true;
            if (_running == 0)
                _quiet.TrySetResult();
        }
        await using var registration = cancellation.Register(() =>
        {
            _abort.Cancel();
            _quiet.TrySetResult();
        });
        await _quiet.Task;
    }

    public void Dispose()
    {
        lock (_gate)
            _stopping = true;
        _abort.Cancel();
    }

    private void StartNext()
    {
        while (!_stopping && _running < most && _queue.TryDequeue(out var next))
        {
            var activity = next.Activity;
            if (_withdrawn.Remove((activity.Key, activity.Command)))
            {
                _known.Remove((activity.Key, activity.Command));
                engine.Gauge.Leave();
                continue;
            }
            _running++;
            engine.Metrics.ActivityQueued(next.Since);
            Begin(activity);
        }
    }

    // It is nobody's continuation: nothing of the caller's context belongs to it.
    private void Begin(ActivityRow activity)
    {
        using (ExecutionContext.SuppressFlow())
            Task.Factory.StartNew(() => _ = RunAsync(activity), CancellationToken.None, TaskCreationOptions.None, _processors);
    }

    private async Task RunAsync(ActivityRow activity)
    {
        try
        {
            if (engine.Catalog.FindActivity(activity.Name) is { } code)
                await AttemptAsync(activity, code);
            else
                ParkFor(activity);
        }
        catch (Exception e)
        {
            engine.Commits.Fail(e);
        }
        lock (_gate)
        {
            _running--;
            StartNext();
            if (_stopping && _running == 0)
                _quiet.TrySetResult();
        }
        engine.Gauge.Leave();
    }

    private async Task AttemptAsync(ActivityRow activity, ActivityCode code)
    {
        var began = Stopwatch.GetTimestamp();
        using var span = EngineTraces.Attempt(activity);
        try
        {
            var result = await code(activity.Input, _abort.Token);
            engine.Metrics.AttemptEnded(began, activity, null, isLast: true);
            engine.Commits.Reached(Moment.ActivityEnded);
            Deliver(activity, new Message.Result(activity.Command, result, null));
        }
        catch (OperationCanceledException) when (_abort.IsCancellationRequested)
        {
            // It was told to give up because the engine stops: it begins again after the restart.
        }
        catch (Exception e)
        {
            Log.ActivityFailed(engine.Logger, activity.InstanceId, activity.Name, activity.Attempt, e.GetType().FullName!);
            span.Failed(e.GetType().FullName!);
            var isTriedAgain = activity.Attempt < activity.Retry.MaxAttempts;
            engine.Metrics.AttemptEnded(began, activity, e, isLast: !isTriedAgain);
            if (isTriedAgain)
                RetryLater(activity);
            else
                Deliver(activity, new Message.Result(activity.Command, e.Message, e.GetType().FullName!));
        }
    }

    private void Deliver(ActivityRow activity, Message.Result result)
    {
        if (!Drop(activity))
            engine.Dispatcher.Deliver(activity.Key, result);
    }

    private bool Drop(ActivityRow activity)
    {
        lock (_gate)
            return _withdrawn.Remove((activity.Key, activity.Command)) && _known.Remove((activity.Key, activity.Command));
    }

    private void RetryLater(ActivityRow activity)
    {
        var due = Ticks.Ceiling(Ticks.ToInstant(engine.Now) + Duration.Max(Duration.Zero, activity.Retry.PauseAfter(activity.Attempt)));
        var next = activity with { Attempt = activity.Attempt + 1 };
        engine.Commits.Submit(
            connection =>
            {
                TimerStore.Pause(connection, next, due);
                return TimerStore.NextDue(connection);
            },
            nextDue =>
            {
                Forget(activity.Key, [activity.Command]);
                Drop(activity);
                engine.Timers.Publish(nextDue);
            });
    }

    private void ParkFor(ActivityRow activity)
    {
        Forget(activity.Key, [activity.Command]);
        engine.Parking.Park(activity.Key, $"The activity '{activity.Name}' of this instance is not among the code of this program.");
    }
}
