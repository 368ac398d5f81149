using DealFlow.Workflow.Durable;
using NodaTime;

namespace DealFlow.Embedded.Tests.Port;

public abstract partial class DurablePortSuite
{
    [Fact]
    public async Task Terminate_WaitingInstance_EndsItWithTheReason()
    {
        var host = await HostAsync(async (context, _) =>
        {
            await context.SleepUntilAsync(context.UtcNow + Hours(1));
            return await context.CallActivityAsync<string>("echo", "too late");
        });
        await host.RunAsync("story", "a", "");

        Assert.True(await host.Client.TerminateAsync("a", "enough"));
        await host.PassAsync(Hours(2));

        var instance = await host.GetAsync("a");
        Assert.Equal((InstanceState.Terminated, "enough"), (instance.State, instance.Failure));
        Assert.Empty(_calls);
        Assert.False(await host.Client.TerminateAsync("a", "again"));
        Assert.False(await host.Client.TerminateAsync("nobody", "unknown"));
    }

    [Fact]
    public async Task Suspend_EventsAndTimersCome_AreKeptUntilResumed()
    {
        var host = await HostAsync(async (context, _) =>
        {
            await context.SleepUntilAsync(context.UtcNow + Hours(1));
            return (await context.WaitForEventAsync<string>("go")).Payload;
        });
        await host.RunAsync("story", "a", "");
        Assert.True(await host.Client.SuspendAsync("a", "audit"));
        await host.PassAsync(Hours(2));
        var held = await host.RaiseAsync("a", "go", "x");
        Assert.Equal((InstanceState.Suspended, ShowsWhySuspended ? "audit" : null), (held.State, held.Failure));

        Assert.True(await host.Client.ResumeAsync("a", "audited"));
        await host.IdleAsync();

        var instance = await host.GetAsync("a");
        Assert.Equal((InstanceState.Completed, Json("x"), null), (instance.State, instance.Output, instance.Failure));
    }

    [Fact]
    public async Task Suspend_ActivityIsRunning_ItsResultIsKeptOverARestart()
    {
        var hold = new TaskCompletionSource<string>();
        var story = (IOrchestrationContext context, string _) => context.CallActivityAsync<string>("slow", "");
        var host = await HostAsync(Code(story).Activity<string, string>("slow", (_, _) => hold.Task));
        await host.Client.StartAsync("story", "a", "");
        await UntilRunningAsync(host, "a");
        await host.Client.SuspendAsync("a", "audit");
        hold.SetResult("first");
        await host.IdleAsync();
        Assert.Equal(InstanceState.Suspended, (await host.GetAsync("a")).State);

        await host.CrashAsync(Code(story).Activity<string, string>("slow", (_, _) => Task.FromResult("second")));
        await host.Client.ResumeAsync("a", "audited");
        await host.IdleAsync();

        Assert.Equal(Json("first"), (await host.GetAsync("a")).Output);
    }

    [Theory]
    [InlineData(InstanceState.Completed)]
    [InlineData(InstanceState.Failed)]
    [InlineData(InstanceState.Terminated)]
    public async Task SuspendAndResume_Ended_AreRefused(InstanceState state)
    {
        var host = await HostAsync(EndsAs);
        await BringToAsync(host, "a", state);

        Assert.False(await host.Client.SuspendAsync("a", ""));
        Assert.False(await host.Client.ResumeAsync("a", ""));
        Assert.False(await host.Client.ResumeAsync("nobody", ""));
    }

    [Fact]
    public async Task Resume_NotHeld_IsRefused()
    {
        var host = await HostAsync(EndsAs);
        await BringToAsync(host, "a", InstanceState.Running);

        Assert.False(await host.Client.ResumeAsync("a", ""));
    }

    [Fact]
    public async Task Purge_Ended_ForgetsItSoThatTheIdIsFree()
    {
        var host = await HostAsync(EndsAs);
        await BringToAsync(host, "a", InstanceState.Completed);
        await BringToAsync(host, "b", InstanceState.Running);

        Assert.True(await host.Client.PurgeAsync("a"));
        Assert.Null(await host.Client.GetAsync("a"));
        Assert.False(await host.Client.PurgeAsync("a"));
        Assert.False(await host.Client.PurgeAsync("b"));
        Assert.Equal(InstanceState.Running, (await host.RunAsync("story", "a", "wait")).State);
    }

    [Fact]
    public async Task List_Pages_GiveEachInstanceOnceById()
    {
        var host = await HostAsync(EndsAs);
        foreach (var i in Enumerable.Range(0, 25).Reverse())
            await host.RunAsync("story", $"i{i:00}", i % 5 == 0 ? "fail" : "");

        Assert.Equal(Enumerable.Range(0, 25).Select(i => $"i{i:00}"), await IdsAsync(host, null));
        Assert.Equal(["i00", "i05", "i10", "i15", "i20"], await IdsAsync(host, InstanceState.Failed));
        Assert.Equal(20, (await IdsAsync(host, InstanceState.Completed)).Count);
        Assert.Empty(await IdsAsync(host, InstanceState.Running));
    }

    [Fact]
    public async Task Suspend_InThePauseBetweenTwoAttempts_TheNextOneWaitsForTheResume()
    {
        var attempts = 0;
        var host = await HostAsync(Code((context, _) => context.CallActivityAsync<string>("shaky", "", new RetryPolicy(2, Hours(1))))
            .Activity<string, string>("shaky", (_, _) => ++attempts == 1 ? throw new TimeoutException() : Task.FromResult("done")));
        await host.RunAsync("story", "a", "");
        await host.Client.SuspendAsync("a", "audit");
        await host.PassAsync(Hours(3));
        Assert.Equal(1, attempts);

        await host.Client.ResumeAsync("a", "audited");
        await host.IdleAsync();

        Assert.Equal((2, Json("done")), (attempts, (await host.GetAsync("a")).Output));
    }

    [Fact]
    public async Task Terminate_Suspended_EndsItAndItsEventsAreGone()
    {
        var host = await HostAsync(EndsAs);
        await BringToAsync(host, "a", InstanceState.Suspended);
        await host.RaiseAsync("a", "go", "x");

        Assert.True(await host.Client.TerminateAsync("a", "enough"));
        await host.IdleAsync();

        Assert.Equal(InstanceState.Terminated, (await host.GetAsync("a")).State);
        Assert.True(await host.Client.PurgeAsync("a"));
        Assert.Equal(InstanceState.Running, (await host.RunAsync("story", "a", "wait")).State);
    }

    [Fact]
    public async Task List_CursorOfAnInstanceThatIsGone_GoesOnBehindIt()
    {
        var host = await HostAsync(EndsAs);
        foreach (var id in new[] { "a", "b", "c" })
            await host.RunAsync("story", id, "");
        await host.Client.PurgeAsync("b");

        Assert.Equal(["c"], (await host.Client.ListAsync(new InstanceQuery(Cursor: "b"))).Items.Select(item => item.InstanceId));
        Assert.Empty((await host.Client.ListAsync(new InstanceQuery(Cursor: "zzz"))).Items);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => host.Client.ListAsync(new InstanceQuery(Limit: 0)));
    }

    private static async Task<List<string>> IdsAsync(DurableHost host, InstanceState? state)
    {
        var ids = new List<string>();
        var query = new InstanceQuery(state, Limit: 3);
        while (true)
        {
            var page = await host.Client.ListAsync(query);
            Assert.True(page.Items.Count <= 3);
            ids.AddRange(page.Items.Select(item => item.InstanceId));
            if (page.Next is null)
                return ids;
            query = query with { Cursor = page.Next };
        }
    }

    // The first turn is committed: an instance that runs an activity cannot be idle, so this reads until it shows.
    private static async Task UntilRunningAsync(DurableHost host, string id)
    {
        while ((await host.GetAsync(id)).State != InstanceState.Running)
            await Task.Yield();
    }
}
