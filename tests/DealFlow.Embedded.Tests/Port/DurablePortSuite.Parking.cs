using DealFlow.Workflow.Durable;

namespace DealFlow.Embedded.Tests.Port;

public abstract partial class DurablePortSuite
{
    [Fact]
    public Task Start_IdIsParked_ChangesNothing() => StartsNothingOverAsync(InstanceState.Parked);

    [Fact]
    public async Task Replay_CodeTakesAnotherPath_ParksWithBothSidesAndGoesOnAfterTheFix()
    {
        var good = Code(Story("echo"));
        var host = await HostAsync(good);
        await host.RunAsync("story", "a", "x");
        await host.RestartAsync(Code(Story("other")).Activity<string, string>("other", (input, _) => Task.FromResult(input)));

        var parked = await host.RaiseAsync("a", "go", "y");
        Assert.Equal(InstanceState.Parked, parked.State);
        Assert.Contains("activity 'echo'", parked.Failure, StringComparison.Ordinal);
        Assert.Contains("activity 'other'", parked.Failure, StringComparison.Ordinal);
        await host.RaiseAsync("a", "go", "z");

        await host.RestartAsync(good);
        Assert.Equal(InstanceState.Parked, (await host.GetAsync("a")).State);
        Assert.True(await host.Client.ResumeAsync("a", "fixed"));
        await host.IdleAsync();

        Assert.Equal(Json("xyz"), (await host.GetAsync("a")).Output);
        Assert.Single(_calls);

        static Func<IOrchestrationContext, string, Task<string>> Story(string activity) => async (context, input) =>
            await context.CallActivityAsync<string>(activity, input)
            + (await context.WaitForEventAsync<string>("go")).Payload + (await context.WaitForEventAsync<string>("go")).Payload;
    }

    [Fact]
    public async Task Replay_CodeReturnsEarly_Parks()
    {
        var host = await HostAsync(EndsAs);
        await BringToAsync(host, "a", InstanceState.Running);
        await host.RestartAsync(Code((_, _) => Task.FromResult("at once")));

        Assert.Equal(InstanceState.Parked, (await host.RaiseAsync("a", "go", "")).State);
    }

    [Fact]
    public async Task Replay_CodeAsksForMore_Parks()
    {
        var host = await HostAsync(EndsAs);
        await BringToAsync(host, "a", InstanceState.Running);
        await host.RestartAsync(Code(async (context, _) =>
        {
            await Task.WhenAll(context.WaitForEventAsync<string>("go"), context.CallActivityAsync<string>("echo", "more"));
            return "";
        }));

        Assert.Equal(InstanceState.Parked, (await host.RaiseAsync("a", "go", "")).State);
        Assert.Empty(_calls);
    }

    [Fact]
    public async Task Turn_OrchestrationIsUnknown_ParksUntilTheCodeIsThere()
    {
        var host = await HostAsync(Activities());

        Assert.Equal(InstanceState.Parked, (await host.RunAsync("story", "a", "")).State);
        Assert.Contains("'story'", (await host.GetAsync("a")).Failure, StringComparison.Ordinal);

        await host.RestartAsync(Code((_, _) => Task.FromResult("here")));
        Assert.True(await host.Client.ResumeAsync("a", "deployed"));
        await host.IdleAsync();
        Assert.Equal((Json("here"), "1"), ((await host.GetAsync("a")).Output, (await host.GetAsync("a")).Version));
    }

    [Fact]
    public async Task Turn_VersionIsGone_Parks()
    {
        var host = await HostAsync(EndsAs);
        await BringToAsync(host, "a", InstanceState.Running);
        await host.RestartAsync(Code(EndsAs, "2"));

        var parked = await host.RaiseAsync("a", "go", "");
        Assert.Equal(InstanceState.Parked, parked.State);
        Assert.Contains("version '1'", parked.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Activity_Unknown_ParksUntilTheCodeIsThere()
    {
        var host = await HostAsync(EndsAs);
        await BringToAsync(host, "a", InstanceState.Parked);
        Assert.Contains("'nobody knows this'", (await host.GetAsync("a")).Failure, StringComparison.Ordinal);

        await host.RestartAsync(Code(EndsAs).Activity<string, string>("nobody knows this", (_, _) => Task.FromResult("now it does")));
        await host.Client.ResumeAsync("a", "deployed");
        await host.IdleAsync();

        Assert.Equal(Json("done"), (await host.GetAsync("a")).Output);
    }

    [Fact]
    public async Task Event_PayloadIsNotWhatTheCodeReads_ParksAndKeepsIt()
    {
        static Task<EventWait<T>> Wait<T>(IOrchestrationContext context, string _) => context.WaitForEventAsync<T>("go");
        var host = await HostAsync(Wait<int>);
        await host.RunAsync("story", "a", "");
        Assert.Equal(InstanceState.Parked, (await host.RaiseAsync("a", "go", "seven")).State);

        await host.RestartAsync(Code(Wait<string>));
        await host.Client.ResumeAsync("a", "fixed");
        await host.IdleAsync();

        Assert.Equal("""{"received":true,"payload":"seven"}""", (await host.GetAsync("a")).Output);
    }

    [Fact]
    public async Task Poison_ManyInstances_OthersGoOn()
    {
        var host = await HostAsync(async (context, input) =>
        {
            if (input == "park")
                await new TaskCompletionSource().Task;
            return await EndsAs(context, input);
        });

        var inputs = new[] { "fail", "park", "" };
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => host.Client.StartAsync("story", $"{i:00}", inputs[i % 3])));
        await host.IdleAsync();

        Assert.Equal(20, (await host.Client.ListAsync(new(InstanceState.Completed))).Items.Count);
        Assert.Equal(20, (await host.Client.ListAsync(new(InstanceState.Failed))).Items.Count);
        Assert.Equal(20, (await host.Client.ListAsync(new(InstanceState.Parked))).Items.Count);
    }
}
