using System.Text.Json;
using DealFlow.Workflow.Durable;
using NodaTime;

namespace DealFlow.Embedded.Tests.Operating;

/// <summary>What an operator sees of an instance, and does with it.</summary>
public sealed class OperatingTests : IAsyncLifetime
{
    private EmbeddedHost _host = null!;
    private int _calls;

    public async ValueTask InitializeAsync() => _host = await EmbeddedHost.StartAsync(Code());

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Find_WaitingInstance_ShowsItsHistoryAndWhatItWaitsFor()
    {
        await _host.RunAsync("story", "a", "waits");
        await _host.Client.RaiseEventAsync("a", "other", "kept");
        await _host.IdleAsync();

        var found = InstanceLook.Find(_host.Commits, "a")!;
        Assert.Equal([EntryKind.Wait, EntryKind.ActivityCompleted, EntryKind.Activity], found.History.Select(step => step.Kind));
        Assert.Equal(["go", "work", "work"], found.History.Select(step => step.Name));
        var waits = Assert.Single(found.Waiting);
        Assert.Equal((EntryKind.Wait, "go", _host.Now + Duration.FromDays(30)), (waits.Kind, waits.Name, waits.Due));
        Assert.Equal(["other"], found.KeptEvents);
        Assert.Null(found.Before);
        Assert.Null(InstanceLook.Find(_host.Commits, "unknown"));
    }

    [Fact]
    public async Task Find_BetweenTwoAttempts_TellsWhenTheNextOneIs()
    {
        await _host.RunAsync("story", "a", "retries");

        var waits = Assert.Single(InstanceLook.Find(_host.Commits, "a")!.Waiting);
        Assert.Equal((EntryKind.Activity, "broken", 2, _host.Now + Duration.FromHours(1)), (waits.Kind, waits.Name, waits.Attempt, waits.NextAttempt));
        await _host.PassAsync(Duration.FromDays(1));
        var failed = InstanceLook.Find(_host.Commits, "a")!;
        Assert.Empty(failed.Waiting);
        Assert.Equal("System.FormatException", failed.History[0].ErrorType);
    }

    [Fact]
    public async Task Find_LongHistory_IsPagedFromTheLatestTurnBack()
    {
        await _host.RunAsync("story", "a", "counts");
        for (var n = 0; n < 100; n++)
            await _host.RaiseAsync("a", "n", n);

        var steps = new List<InstanceStep>();
        for (var page = InstanceLook.Find(_host.Commits, "a")!; ; page = InstanceLook.Find(_host.Commits, "a", page.Before)!)
        {
            Assert.InRange(page.History.Count, 1, 80);
            Assert.Single(page.Waiting);
            steps.AddRange(page.History);
            if (page.Before is null)
                break;
        }
        Assert.Equal(Enumerable.Range(1, 101).Reverse(), steps.Where(step => step.Kind == EntryKind.Wait).Select(step => step.Number));
        Assert.Equal(201, steps.Count);
    }

    [Fact]
    public async Task Find_ParkedInstance_ShowsBothSides()
    {
        await _host.RunAsync("story", "a", "waits");
        await _host.RestartAsync(Code(work: "other work"));
        await _host.RaiseAsync("a", "go", "x");

        var both = Disagreement.Find(InstanceLook.Find(_host.Commits, "a")!.Info.Failure);
        Assert.Equal(
            new Disagreement("The history and the code disagree at step 1 of 'story' version '1'", "activity 'work'", "activity 'other work'"), both);
        Assert.Null(Disagreement.Find("The database refuses the outcome of a turn (SQLite error 18)."));
        Assert.Null(Disagreement.Find(null));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Retry_FailedOrTerminated_BeginsAnewWithTheSameInput(bool stopped)
    {
        await _host.RunAsync("story", "a", "fails once");
        await _host.RunAsync("story", "b", "waits");
        await _host.Client.TerminateAsync("b", "by mistake");
        await _host.RunAsync("story", "c", "waits");
        Assert.Equal(InstanceState.Failed, (await _host.GetAsync("a")).State);

        var retried = await WithAsync(stopped, (engine, file) => Task.WhenAll(
            new[] { "a", "b", "c", "unknown" }.Select(id => engine?.RetryAsync(id) ?? file!.RetryAsync(id))));

        Assert.Equal([true, true, false, false], retried);
        Assert.Equal((InstanceState.Completed, "1"), ((await _host.GetAsync("a")).State, (await _host.GetAsync("a")).Version));
        Assert.Equal(InstanceState.Completed, (await _host.RaiseAsync("b", "go", "x")).State);
        Assert.Equal(InstanceState.Running, (await _host.GetAsync("c")).State);
    }

    [Fact]
    public async Task StoppedEngine_ResumesAndTerminates_TheNextEngineGoesOnFromThere()
    {
        foreach (var id in new[] { "a", "b" })
            await _host.RunAsync("story", id, "waits");
        await _host.Client.SuspendAsync("a", "");
        await _host.Client.RaiseEventAsync("a", "go", "x");

        await WithAsync(stopped: true, async (_, file) =>
        {
            Assert.True(await file!.ResumeAsync("a"));
            Assert.False(await file.ResumeAsync("b"));
            Assert.True(await file.TerminateAsync("b", "enough"));
            Assert.False(await file.TerminateAsync("b", "again"));
            return true;
        });

        Assert.Equal(InstanceState.Completed, (await _host.GetAsync("a")).State);
        Assert.Equal((InstanceState.Terminated, "enough"), ((await _host.GetAsync("b")).State, (await _host.GetAsync("b")).Failure));
    }

    [Fact]
    public async Task PurgeEnded_OldAndYoungOfEveryState_ForgetsTheOldOnesThatCompletedOrWereTerminated()
    {
        var ids = Enumerable.Range(0, 450).Select(i => $"done-{i:000}").ToList();
        await Task.WhenAll(ids.Select(id => _host.Client.StartAsync("story", id, "ends")));
        await _host.RunAsync("story", "failed", "fails once");
        await _host.RunAsync("story", "waits", "waits");
        await _host.RunAsync("story", "held", "waits");
        await _host.Client.SuspendAsync("held", "");
        await _host.RunAsync("story", "terminated", "waits");
        await _host.Client.TerminateAsync("terminated", "");
        await _host.PassAsync(Duration.FromDays(10));
        await _host.RunAsync("story", "young", "ends");

        Assert.Equal(0, await _host.Engine.PurgeEndedAsync(_host.Now - Duration.FromDays(10)));
        Assert.Equal(451, await _host.Engine.PurgeEndedAsync(_host.Now - Duration.FromDays(9)));

        Assert.Equal(["failed", "held", "waits", "young"], (await _host.Client.ListAsync(new InstanceQuery())).Items.Select(info => info.InstanceId));
        Assert.Equal(4L, _host.Commits.Read(c => c.Scalar("SELECT count(DISTINCT key) FROM engine_history")));
        Assert.Equal(StartResult.Started, await _host.Client.StartAsync("story", "done-000", "ends"));
    }

    /// <summary>Acts on the running engine, or on its file while it is stopped; then everything has come to rest.</summary>
    private async Task<T> WithAsync<T>(bool stopped, Func<EmbeddedEngine?, StoppedEngine?, Task<T>> act)
    {
        if (stopped)
            await _host.Engine.StopAsync(CancellationToken.None);
        var result = await act(stopped ? null : _host.Engine, stopped ? new StoppedEngine(_host.Commits, _host.Clock) : null);
        if (stopped)
            await _host.CrashAsync(Code());
        await _host.IdleAsync();
        return result;
    }

    private OrchestrationCatalog Code(string work = "work") => new OrchestrationCatalog(new JsonSerializerOptions(JsonSerializerDefaults.Web))
        .Orchestration<string, string>("story", "1", async (context, life) =>
        {
            switch (life)
            {
                case "ends":
                    return "";
                case "retries":
                    return await context.CallActivityAsync<string>("broken", "", new RetryPolicy(3, Duration.FromHours(1)));
                case "fails once":
                    return await context.CallActivityAsync<string>("shaky", "");
                case "counts":
                    while (true)
                        await context.WaitForEventAsync<int>("n");
                default:
                    await context.CallActivityAsync<string>(work, "");
                    return (await context.WaitForEventAsync<string>("go", context.UtcNow + Duration.FromDays(30))).Payload!;
            }
        })
        .Activity<string, string>("work", (input, _) => Task.FromResult(input))
        .Activity<string, string>("other work", (input, _) => Task.FromResult(input))
        .Activity<string, string>("broken", (_, _) => throw new FormatException())
        .Activity<string, string>("shaky", (input, _) => Interlocked.Increment(ref _calls) == 1 ? throw new FormatException() : Task.FromResult(input));
}
