using DealFlow.Embedded.Tests.Port;
using DealFlow.Workflow.Durable;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace DealFlow.Embedded.Tests;

/// <summary>The embedded engine as the port's suite drives it.</summary>
public sealed class EmbeddedHost : DurableHost
{
    private readonly TemporaryFolder _folder = new();
    private readonly EmbeddedEngineOptions _options;
    private readonly List<CommitQueue> _abandoned = [];

    private EmbeddedHost(EmbeddedEngineOptions options) => _options = options;

    public VirtualClock Clock { get; } = new(Instant.FromUtc(2026, 7, 27, 9, 0));

    public EmbeddedEngine Engine { get; private set; } = null!;

    public CommitQueue Commits { get; private set; } = null!;

    public string Database => _folder.File("engine.db");

    public override IOrchestrationClient Client => Engine;

    public override bool RunsActivitiesSideBySide => _options.MaxConcurrentActivities > 1;

    public override Instant Now => Clock.GetCurrentInstant();

    public static async Task<EmbeddedHost> StartAsync(OrchestrationCatalog code, EmbeddedEngineOptions? options = null)
    {
        var host = new EmbeddedHost(options ?? new());
        await host.OpenAsync(code);
        return host;
    }

    public override async Task IdleAsync()
    {
        // Only a hang gets there: a test fails then instead of standing still.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        await Engine.WhenIdleAsync(patience.Token);
    }

    public override async Task PassAsync(Duration time)
    {
        var end = Now + time;
        await IdleAsync();
        while (Engine.NextDue is { } due && due <= end)
            await MoveToAsync(due);
        await MoveToAsync(end);
    }

    public override Task JumpAsync(Duration time) => MoveToAsync(Now + time);

    public override async Task RestartAsync(OrchestrationCatalog code, Duration outage = default)
    {
        await Engine.StopAsync(CancellationToken.None);
        await Commits.DisposeAsync();
        Clock.MoveTo(Now + outage);
        await OpenAsync(code);
    }

    public override async Task CrashAsync(OrchestrationCatalog code, Duration outage = default)
    {
        await Engine.DisposeAsync();
        _abandoned.Add(Commits);
        Clock.MoveTo(Now + outage);
        await OpenAsync(code);
    }

    public override async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        foreach (var queue in _abandoned.Append(Commits))
            await queue.DisposeAsync();
        _folder.Dispose();
    }

    private async Task OpenAsync(OrchestrationCatalog code)
    {
        Commits = CommitQueue.Open(Database);
        Engine = new EmbeddedEngine(Commits, code, Clock, NullLogger<EmbeddedEngine>.Instance, _options);
        await Engine.StartAsync(CancellationToken.None);
    }

    private async Task MoveToAsync(Instant now)
    {
        Clock.MoveTo(now);
        Engine.ClockMoved();
        await IdleAsync();
    }
}
