using System.Diagnostics;
using System.Diagnostics.Metrics;
using DealFlow.Workflow.Durable;

namespace DealFlow.Embedded;

/// <summary>What one engine counts and measures. Costs next to nothing while nobody listens.</summary>
internal sealed class EngineMetrics : IDisposable
{
    private const string Turns = "turns", Activities = "activities";
    private readonly EngineParts _engine;
    private readonly Meter _meter;
    private readonly Counter<long> _started;
    private readonly Counter<long> _ended;
    private readonly Counter<long> _parked;
    private readonly Counter<long> _events;
    private readonly Histogram<double> _turn;
    private readonly Histogram<double> _activity;
    private readonly Histogram<int> _attempts;
    private readonly Histogram<double> _queued;
    private readonly Histogram<double> _timerLag;

    public EngineMetrics(EngineParts engine, CommitQueue queue)
    {
        _engine = engine;
        _meter = EngineTelemetry.MeterOf(queue);
        _started = _meter.CreateCounter<long>("dealflow.engine.instance.started", "{instance}", "Instances that were started.");
        _ended = _meter.CreateCounter<long>("dealflow.engine.instance.ended", "{instance}", "Instances that completed, failed or were terminated.");
        _parked = _meter.CreateCounter<long>("dealflow.engine.instance.parked", "{instance}", "Instances that the engine holds because their code does not fit.");
        _events = _meter.CreateCounter<long>("dealflow.engine.event.raised", "{event}", "External events that were taken in.");
        _turn = _meter.Seconds("dealflow.engine.turn.duration", "How long the code of an orchestration runs until it waits again.", 0.00005, 0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1);
        _activity = _meter.Seconds("dealflow.engine.activity.duration", "How long one attempt of an activity takes.", 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60);
        _attempts = _meter.CreateHistogram("dealflow.engine.activity.attempts", "{attempt}", "How many attempts an activity took until it succeeded or was given up.",
            advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 3, 5, 10, 20] });
        _queued = _meter.Seconds("dealflow.engine.queue.duration", "How long a turn or an activity waits for its turn.", 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 60);
        _timerLag = _meter.Seconds("dealflow.engine.timer.lag", "How much later than due a timer fires.", 0.005, 0.01, 0.05, 0.1, 0.5, 1, 10, 60, 600, 3600, 86400);
        _meter.CreateObservableUpDownCounter("dealflow.engine.queue.length", QueueLengths, "{item}", "Turns and activities that wait to be run.");
        _meter.CreateObservableUpDownCounter("dealflow.engine.instance.count", Instances, "{instance}", "Instances by state. Read from the file each time it is asked for.");
    }

    public void Started(string orchestration) => _started.Add(1, Tag(EngineTelemetry.TaskName, orchestration));

    public void Ended(string? orchestration, InstanceState state) =>
        _ended.Add(1, Tag(EngineTelemetry.TaskName, orchestration), Tag(EngineTelemetry.State, Word(state)));

    public void Parked() => _parked.Add(1);

    public void EventRaised(string name) => _events.Add(1, Tag(EngineTelemetry.EventName, name));

    public void TurnQueued(long since) => Queued(since, Turns);

    public void ActivityQueued(long since) => Queued(since, Activities);

    public void TurnEnded(long began, InstanceRow instance) =>
        _turn.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, Tag(EngineTelemetry.TaskName, instance.Orchestration));

    /// <param name="isLast">It succeeded, or is not tried again.</param>
    public void AttemptEnded(long began, ActivityRow activity, Exception? error, bool isLast)
    {
        var tags = new TagList { { EngineTelemetry.TaskName, activity.Name } };
        if (error is not null)
            tags.Add(EngineTelemetry.ErrorType, error.GetType().FullName);
        _activity.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, tags);
        if (isLast)
            _attempts.Record(activity.Attempt, tags);
    }

    public void TimersFired(FiredTimers fired)
    {
        if (!_timerLag.Enabled)
            return;
        foreach (var (_, due) in fired.Sleeps)
            _timerLag.Record(TimeSpan.FromTicks(Math.Max(0, _engine.Now - due)).TotalSeconds);
    }

    public void Dispose() => _meter.Dispose();

    private void Queued(long since, string queue) => _queued.Record(Stopwatch.GetElapsedTime(since).TotalSeconds, Tag(EngineTelemetry.Queue, queue));

    private IEnumerable<Measurement<int>> QueueLengths() =>
    [
        new(_engine.Dispatcher.QueueLength, Tag(EngineTelemetry.Queue, Turns)),
        new(_engine.Activities.QueueLength, Tag(EngineTelemetry.Queue, Activities)),
    ];

    private IEnumerable<Measurement<long>> Instances() =>
        _engine.Commits.Read(InstanceQueries.Count).Select(state => new Measurement<long>(state.Value, Tag(EngineTelemetry.State, Word(state.Key))));

    private static string Word(InstanceState state) => state.ToString().ToLowerInvariant();

    private static KeyValuePair<string, object?> Tag(string name, object? value) => new(name, value);
}
