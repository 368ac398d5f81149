using System.Text.Json;
using DealFlow.Workflow.Durable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace DealFlow.Embedded.Tests;

/// <summary>What the embedded engine promises beyond the port.</summary>
public sealed class EngineTests : IAsyncLifetime
{
    private EmbeddedHost _host = null!;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task NextDue_TimersComeAndGo_IsExact()
    {
        await StartAsync(Code(async (context, input) =>
        {
            var hours = int.Parse(input, System.Globalization.CultureInfo.InvariantCulture);
            await context.WaitForEventAsync<string>("go", context.UtcNow + Duration.FromHours(hours));
            return "";
        }));
        var start = _host.Now;
        Assert.Null(_host.Engine.NextDue);
        await _host.RunAsync("story", "late", "9");
        await _host.RunAsync("story", "early", "3");
        Assert.Equal(start + Duration.FromHours(3), _host.Engine.NextDue);
        await _host.Client.SuspendAsync("early", "");
        Assert.Equal(start + Duration.FromHours(9), _host.Engine.NextDue);
        await _host.Client.ResumeAsync("early", "");
        await _host.IdleAsync();
        Assert.Equal(start + Duration.FromHours(3), _host.Engine.NextDue);
        await _host.RaiseAsync("early", "go", "");
        Assert.Equal(start + Duration.FromHours(9), _host.Engine.NextDue);
        await _host.Client.TerminateAsync("late", "");
        Assert.Null(_host.Engine.NextDue);
    }

    [Fact]
    public async Task Cache_MoreInstancesThanItHolds_KeepsTheLatestAndAllGoOn()
    {
        await StartAsync(Code((context, _) => context.WaitForEventAsync<string>("go")), new EmbeddedEngineOptions { MaxCachedInstances = 10 });
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => _host.Client.StartAsync("story", $"{i}", "")));
        await _host.IdleAsync();
        Assert.Equal(10, _host.Engine.LiveInstances);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => _host.Client.RaiseEventAsync($"{i}", "go", "x")));
        await _host.IdleAsync();

        Assert.Equal(200, (await _host.Client.ListAsync(new InstanceQuery(InstanceState.Completed, Limit: 500))).Items.Count);
        Assert.Equal(0, _host.Engine.LiveInstances);
    }

    [Fact]
    public async Task Start_SecondEngineOnTheFile_IsRefused()
    {
        await StartAsync(Code((_, _) => Task.FromResult("")));
        await using var second = new EmbeddedEngine(_host.Commits, Code((_, _) => Task.FromResult("")), _host.Clock, NullLogger<EmbeddedEngine>.Instance);

        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => second.StartAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Start_TablesOfAnotherVersion_IsRefused()
    {
        await StartAsync(Code((_, _) => Task.FromResult("")));
        await _host.Engine.StopAsync(CancellationToken.None);
        await _host.Commits.CommitAsync(c => c.Execute("UPDATE engine_schema SET version = 99"));
        await using var second = new EmbeddedEngine(_host.Commits, Code((_, _) => Task.FromResult("")), _host.Clock, NullLogger<EmbeddedEngine>.Instance);

        var error = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => second.StartAsync(CancellationToken.None));

        Assert.Contains("version 99", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_ActivityIsRunning_WaitsForItAndKeepsItsResult()
    {
        var (begun, hold, runs) = (new TaskCompletionSource(), new TaskCompletionSource<string>(), 0);
        OrchestrationCatalog Slow() => Code((context, _) => context.CallActivityAsync<string>("slow", ""))
            .Activity<string, string>("slow", (_, _) =>
            {
                runs++;
                begun.TrySetResult();
                return hold.Task;
            });
        await StartAsync(Slow());
        await _host.Client.StartAsync("story", "a", "");
        await begun.Task;

        var restart = _host.RestartAsync(Slow());
        Assert.False(restart.IsCompleted);
        hold.SetResult("done");
        await restart;
        await _host.IdleAsync();

        Assert.Equal((1, "\"done\""), (runs, (await _host.GetAsync("a")).Output));
    }

    [Fact]
    public async Task Stop_PatienceEnds_ActivityIsToldAndBeginsAgain()
    {
        var (begun, runs) = (new TaskCompletionSource(), 0);
        OrchestrationCatalog Endless() => Code((context, _) => context.CallActivityAsync<string>("endless", ""))
            .Activity<string, string>("endless", async (_, ct) =>
            {
                begun.TrySetResult();
                if (++runs == 1)
                    await Task.Delay(Timeout.Infinite, ct);
                return "done";
            });
        await StartAsync(Endless());
        await _host.Client.StartAsync("story", "a", "");
        await begun.Task;

        await _host.Engine.StopAsync(new CancellationToken(canceled: true));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _host.Client.StartAsync("story", "b", ""));
        await _host.CrashAsync(Endless());
        await _host.IdleAsync();

        Assert.Equal((2, "\"done\""), (runs, (await _host.GetAsync("a")).Output));
    }

    [Theory]
    [InlineData("PRAGMA query_only = ON")]
    [InlineData("PRAGMA max_page_count = 1")]
    public async Task Fault_DatabaseRefusesWrites_IsSurfacedAndARestartGoesOn(string failure)
    {
        var hold = new TaskCompletionSource<string>();
        OrchestrationCatalog Held() => Code(async (context, _) =>
                await context.CallActivityAsync<string>("held", "") + (await context.WaitForEventAsync<string>("go")).Payload)
            .Activity<string, string>("held", (_, _) => hold.Task);
        await StartAsync(Held());
        await _host.Client.StartAsync("story", "a", "");
        Assert.True(await _host.Client.RaiseEventAsync("a", "go", "!"));
        await _host.Commits.CommitAsync(c => c.Execute(failure));

        hold.SetResult(new string('x', 100_000));

        await _host.Engine.Faulted;
        Assert.NotNull(_host.Engine.Fault);
        await Assert.ThrowsAsync<InvalidOperationException>(_host.IdleAsync);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _host.Client.StartAsync("story", "b", ""));
        await _host.CrashAsync(Held());
        await _host.IdleAsync();
        Assert.EndsWith("x!\"", (await _host.GetAsync("a")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Timer_RealTimePasses_FiresByItself()
    {
        var woke = new TaskCompletionSource();
        using var folder = new TemporaryFolder();
        await using var commits = CommitQueue.Open(folder.File("real.db"));
        await using var engine = new EmbeddedEngine(commits, Code(async (context, _) =>
            {
                await context.SleepUntilAsync(context.UtcNow + Duration.FromMilliseconds(20));
                return await context.CallActivityAsync<string>("woke", "");
            }).Activity<string, string>("woke", (_, _) =>
            {
                woke.SetResult();
                return Task.FromResult("");
            }), SystemClock.Instance, NullLogger<EmbeddedEngine>.Instance);
        await engine.StartAsync(CancellationToken.None);
        await engine.StartAsync("story", "a", "");

        await woke.Task;
        await StartAsync(Code((_, _) => Task.FromResult("")));
    }

    [Fact]
    public async Task Log_FailuresAndParking_NameNoPayload()
    {
        var logger = new ListLogger();
        using var folder = new TemporaryFolder();
        await using var commits = CommitQueue.Open(folder.File("log.db"));
        await using var engine = new EmbeddedEngine(commits, Code(async (context, input) =>
                input == "wait" ? (await context.WaitForEventAsync<int>("go")).Payload.ToString("D", null)
                : await context.CallActivityAsync<string>("broken", input)).Activity<string, string>("broken", (input, _) => throw new FormatException(input)),
            SystemClock.Instance, logger);
        await engine.StartAsync(CancellationToken.None);
        await engine.StartAsync("story", "a", "Eva Brandt");
        await engine.StartAsync("story", "b", "wait");
        await engine.RaiseEventAsync("b", "go", "Eva Brandt");
        await engine.WhenIdleAsync(TestContext.Current.CancellationToken);

        Assert.Equal(InstanceState.Parked, (await engine.GetAsync("b"))?.State);
        Assert.Contains(logger.Lines, line => line.Contains("System.FormatException", StringComparison.Ordinal));
        Assert.DoesNotContain(logger.Lines, line => line.Contains("Brandt", StringComparison.Ordinal));
        await StartAsync(Code((_, _) => Task.FromResult("")));
    }

    private async Task StartAsync(OrchestrationCatalog code, EmbeddedEngineOptions? options = null) => _host = await EmbeddedHost.StartAsync(code, options);

    private static OrchestrationCatalog Code<T>(Func<IOrchestrationContext, string, Task<T>> run) =>
        new OrchestrationCatalog(new JsonSerializerOptions(JsonSerializerDefaults.Web)).Orchestration("story", "1", run);

    private sealed class ListLogger : ILogger<EmbeddedEngine>
    {
        private readonly List<string> _lines = [];

        public IReadOnlyList<string> Lines
        {
            get
            {
                lock (_lines)
                    return [.. _lines];
            }
        }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_lines)
                _lines.Add($"{formatter(state, exception)} {exception}");
        }
    }
}
