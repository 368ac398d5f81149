using DealFlow.Workflow.Durable;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace DealFlow.Embedded;

/// <summary>The parts of one engine, which work hand in hand.</summary>
internal sealed class EngineParts : IDisposable
{
    private readonly IClock _clock;

    public EngineParts(CommitQueue queue, OrchestrationCatalog catalog, IClock clock, ILogger logger, EmbeddedEngineOptions options)
    {
        (_clock, Catalog, Logger) = (clock, catalog, logger);
        Gauge = new WorkGauge();
        Commits = new EngineCommits(queue, Gauge, logger);
        Dispatcher = new Dispatcher(options, Gauge);
        Parking = new Parking(this);
        Turns = new TurnRunner(this);
        Activities = new ActivityRunner(this, options.MaxConcurrentActivities);
        Timers = new TimerWheel(this);
        Metrics = new EngineMetrics(this, queue);
        Dispatcher.Metrics = Metrics;
        Dispatcher.Turn = Turns.Run;
        Gauge.FireDue = Timers.FireDue;
    }

    public OrchestrationCatalog Catalog { get; }

    public ILogger Logger { get; }

    public WorkGauge Gauge { get; }

    public EngineCommits Commits { get; }

    public InstanceCommands Instances { get; } = new();

    public Dispatcher Dispatcher { get; }

    public Parking Parking { get; }

    public TurnRunner Turns { get; }

    public ActivityRunner Activities { get; }

    public TimerWheel Timers { get; }

    public EngineMetrics Metrics { get; }

    public long Now => Ticks.Floor(_clock.GetCurrentInstant());

    public void Dispose()
    {
        Metrics.Dispose();
        Timers.Dispose();
        Activities.Dispose();
    }
}
