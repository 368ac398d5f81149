using System.Diagnostics;
using System.Text.Json;
using DealFlow.Workflow.Durable;
using NodaTime;

namespace DealFlow.Embedded.Tests.Telemetry;

/// <summary>What the engine tells those who watch it.</summary>
public sealed class TelemetryTests : IAsyncLifetime
{
    private readonly string _id = $"watched-{Guid.NewGuid():N}";
    private EmbeddedHost _host = null!;
    private Listening _heard = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await EmbeddedHost.StartAsync(Code());
        _heard = new Listening(_host.Commits);
    }

    public async ValueTask DisposeAsync()
    {
        _heard.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Metrics_InstancesOfEveryEnd_AreCounted()
    {
        foreach (var life in new[] { "completes", "fails", "parks", "waits", "is terminated" })
            await _host.RunAsync("story", life, life);
        await _host.RaiseAsync("parks", "number", "no number");
        await _host.Client.TerminateAsync("is terminated", "Eva Brandt wants it");

        Assert.Equal(5, _heard.Sum("dealflow.engine.instance.started", "durabletask.task.name=story"));
        Assert.Equal(1, _heard.Sum("dealflow.engine.instance.ended", "durabletask.task.name=story dealflow.engine.state=completed"));
        Assert.Equal(1, _heard.Sum("dealflow.engine.instance.ended", "durabletask.task.name=story dealflow.engine.state=failed"));
        Assert.Equal(1, _heard.Sum("dealflow.engine.instance.ended", "dealflow.engine.state=terminated"));
        Assert.Equal(1, _heard.Sum("dealflow.engine.instance.parked"));
        Assert.Equal(1, _heard.Sum("dealflow.engine.event.raised", "durabletask.event.name=number"));
        Assert.InRange(_heard.Count("dealflow.engine.turn.duration", "durabletask.task.name=story"), 6, 20);
        Assert.InRange(_heard.Sum("dealflow.engine.commit.size"), 10, 100);
        Assert.Equal(_heard.Count("dealflow.engine.commit.size"), _heard.Count("dealflow.engine.commit.duration"));

        _heard.Observe();
        foreach (var state in new[] { "completed", "failed", "parked", "running", "terminated" })
            Assert.Equal((state, 1), (state, _heard.Sum("dealflow.engine.instance.count", $"dealflow.engine.state={state}")));
        Assert.Equal(0, _heard.Sum("dealflow.engine.instance.count", "dealflow.engine.state=suspended"));
        Assert.Equal(2, _heard.Count("dealflow.engine.queue.length"));
        Assert.Equal(0, _heard.Sum("dealflow.engine.queue.length") + _heard.Sum("dealflow.engine.commit.queue.length"));
    }

    [Fact]
    public async Task Metrics_ActivityThatIsRetriedAndATimerAfterAnOutage_TellAttemptsAndLag()
    {
        await _host.RunAsync("story", "a", "retries");
        await _host.PassAsync(Duration.FromMinutes(3));
        await _host.JumpAsync(Duration.FromHours(25)); // it sleeps for an hour

        const string Failed = "durabletask.task.name=shaky error.type=System.FormatException";
        Assert.Equal((2, 1), (_heard.Count("dealflow.engine.activity.duration", Failed), _heard.Count("dealflow.engine.activity.duration", "durabletask.task.name=shaky")));
        Assert.Equal((1, 3), (_heard.Count("dealflow.engine.activity.attempts"), _heard.Sum("dealflow.engine.activity.attempts")));
        Assert.Equal(3, _heard.Count("dealflow.engine.queue.duration", "dealflow.engine.queue=activities"));
        Assert.Equal(1, _heard.Count("dealflow.engine.timer.lag"));
        Assert.InRange(_heard.Sum("dealflow.engine.timer.lag"), 24 * 3600, 25 * 3600);
        Assert.Equal(InstanceState.Completed, (await _host.GetAsync("a")).State);
    }

    [Fact]
    public async Task Commit_IsRefused_TellsByWhatType()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => _host.Commits.CommitAsync(c => c.Execute("COMMIT")));

        Assert.Equal(1, _heard.Count("dealflow.engine.commit.duration", "error.type=Microsoft.Data.Sqlite.SqliteException"));
    }

    [Fact]
    public async Task Trace_OfAnInstance_HoldsItsTurnsWithTheirActivitiesAndTheWholeRun()
    {
        await _host.RunAsync("story", _id, "retries");
        await _host.PassAsync(Duration.FromMinutes(3));
        await _host.RestartAsync(Code());
        await _host.PassAsync(Duration.FromHours(2));

        var spans = _heard.Spans(_id);
        Assert.Single(spans.Select(span => span.TraceId).Distinct());
        var turns = spans.Where(span => span.DisplayName == "turn story").ToList();
        var attempts = spans.Where(span => span.DisplayName == "activity shaky").ToList();
        Assert.Equal([1, 2, 3], attempts.Select(span => span.GetTagItem("dealflow.engine.attempt")));
        Assert.Equal(turns[0].SpanId, attempts[0].ParentSpanId);
        Assert.Equal([ActivityStatusCode.Error, ActivityStatusCode.Error, ActivityStatusCode.Unset], attempts.Select(span => span.Status));
        Assert.Equal("System.FormatException", attempts[0].GetTagItem("error.type"));
        var whole = Assert.Single(spans, span => span.DisplayName == "orchestration story");
        Assert.InRange(whole.Duration, TimeSpan.FromHours(1), TimeSpan.FromHours(2));
        Assert.Equal("1", whole.GetTagItem("durabletask.task.version"));
    }

    [Fact]
    public async Task Telemetry_PayloadsOfAPerson_AreInNoneOfIt()
    {
        await _host.RunAsync("story", _id, "fails");
        await _host.RunAsync("story", _id + "2", "retries");
        await _host.RunAsync("story", _id + "3", "parks");
        await _host.RaiseAsync(_id + "3", "number", "Eva Brandt");
        await _host.Client.TerminateAsync(_id + "2", "Eva Brandt wants it");

        Assert.NotEmpty(_heard.Spans(_id));
        Assert.DoesNotContain("Brandt", _heard.Everything, StringComparison.Ordinal);
    }

    private static OrchestrationCatalog Code()
    {
        var calls = 0;
        return new OrchestrationCatalog(new JsonSerializerOptions(JsonSerializerDefaults.Web))
            .Orchestration<string, string>("story", "1", async (context, life) =>
            {
                if (life == "fails")
                    throw new InvalidOperationException("Eva Brandt");
                if (life == "parks")
                    return (await context.WaitForEventAsync<int>("number")).Payload.ToString("D", null);
                if (life != "completes" && life != "retries")
                    return (await context.WaitForEventAsync<string>("go")).Payload!;
                if (life == "retries")
                {
                    await context.CallActivityAsync<string>("shaky", "Eva Brandt", new RetryPolicy(3, Duration.FromMinutes(1)));
                    await context.SleepUntilAsync(context.UtcNow + Duration.FromHours(1));
                }
                return "Eva Brandt";
            })
            .Activity<string, string>("shaky", (input, _) => Interlocked.Increment(ref calls) < 3 ? throw new FormatException(input) : Task.FromResult(input));
    }
}
