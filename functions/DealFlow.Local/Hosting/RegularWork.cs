using DealFlow.Azure.Cosmos.Indexing;
using DealFlow.Embedded;
using DealFlow.Local.Clock;
using DealFlow.Workflow.Signals;

namespace DealFlow.Local.Hosting;

/// <summary>
/// What is done again and again while real time passes: daily mails and contacts that are due, registrations that were not woken, what memberships owe,
/// signals that are to be forgotten, and registrations in Cosmos DB that are to be indexed anew. At the end it lets what is under way come to rest.
/// </summary>
internal sealed class RegularWork : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource _stop = new();
    private readonly ClockDriver _driver;
    private readonly BackgroundWaker _background;
    private readonly EmbeddedEngine _engine;
    private readonly SignalKeeping _signals;
    private readonly CosmosReindexing? _reindexing;
    private readonly ILogger<RegularWork> _logger;
    private readonly Task _running;

    public RegularWork(
        ClockDriver driver, BackgroundWaker background, EmbeddedEngine engine, SignalKeeping signals, CosmosReindexing? reindexing, ILogger<RegularWork> logger)
    {
        (_driver, _background, _engine, _signals, _reindexing, _logger) = (driver, background, engine, signals, reindexing, logger);
        _running = RunAsync();
        engine.Faulted.ContinueWith(
            _ => Log.EngineStopped(logger, engine.Fault?.GetType().Name ?? "unknown"), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        await _background.WhenIdleAsync();
        using var patience = new CancellationTokenSource(LongestEnd);
        await _engine.StopAsync(patience.Token);
        _stop.Dispose();
        _driver.Dispose();
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Pause);
        try
        {
            do
                await OnceAsync();
            while (await timer.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private async Task OnceAsync()
    {
        try
        {
            if (await _background.SweepAsync(_stop.Token) is > 0 and var count)
                Log.Swept(_logger, count);
            await _driver.DoDueAsync(_stop.Token);
            await _signals.ForgetOldAsync(_stop.Token);
            await (_reindexing?.RunAsync(Pause, _stop.Token) ?? Task.CompletedTask);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.RegularWorkFailed(_logger, e.GetType().Name, Pause.TotalSeconds);
        }
    }
}
