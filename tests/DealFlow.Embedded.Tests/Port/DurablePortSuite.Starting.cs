using DealFlow.Workflow.Durable;

namespace DealFlow.Embedded.Tests.Port;

public abstract partial class DurablePortSuite
{
    [Fact]
    public async Task Start_NewId_RunsWithTheInput()
    {
        var host = await HostAsync((_, input) => Task.FromResult("Hello " + input));

        Assert.Equal(StartResult.Started, await host.Client.StartAsync("story", "a", "Eva"));
        await host.IdleAsync();

        var instance = await host.GetAsync("a");
        Assert.Equal((InstanceState.Completed, Json("Hello Eva"), Json("Eva"), "1"), (instance.State, instance.Output, instance.Input, instance.Version));
        Assert.Equal((host.Now, host.Now), (instance.CreatedAt, instance.UpdatedAt));
    }

    [Theory]
    [InlineData(InstanceState.Running)]
    [InlineData(InstanceState.Suspended)]
    [InlineData(InstanceState.Completed)]
    [InlineData(InstanceState.Failed)]
    [InlineData(InstanceState.Terminated)]
    public Task Start_IdExists_ChangesNothing(InstanceState state) => StartsNothingOverAsync(state);

    private async Task StartsNothingOverAsync(InstanceState state)
    {
        var host = await HostAsync(EndsAs);
        await BringToAsync(host, "a", state);
        var before = await host.GetAsync("a");

        Assert.Equal(StartResult.AlreadyExists, await host.Client.StartAsync("story", "a", "other"));
        await host.IdleAsync();

        Assert.Equal(before, await host.GetAsync("a"));
        Assert.Equal(state, before.State);
    }

    [Fact]
    public async Task Start_ManyAtOnceWithOneId_StartsOne()
    {
        var host = await HostAsync((context, input) => context.CallActivityAsync<string>("echo", input));

        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => host.Client.StartAsync("story", "a", "x")));
        await host.IdleAsync();

        Assert.Single(results, StartResult.Started);
        Assert.Single(_calls);
    }

    [Fact]
    public async Task Orchestration_Throws_FailsWithTypeAndMessage()
    {
        var host = await HostAsync<string>((_, _) => throw new FormatException("The date is odd."));

        var instance = await host.RunAsync("story", "a", "");

        Assert.Equal((InstanceState.Failed, "System.FormatException: The date is odd."), (instance.State, instance.Failure));
    }

    [Fact]
    public async Task Version_NewCodeIsAdded_OldInstancesStayOnTheirs()
    {
        static async Task<string> Old(IOrchestrationContext context, string input) => "old " + (await context.WaitForEventAsync<string>("go")).Payload;
        static Task<string> New(IOrchestrationContext context, string input) => Task.FromResult("new " + context.Version);
        var host = await HostAsync(Code(Old));
        await host.RunAsync("story", "a", "");

        await host.RestartAsync(Code(Old).Orchestration<string, string>("story", "2", New));

        Assert.Equal(Json("new 2"), (await host.RunAsync("story", "b", "")).Output);
        var old = await host.RaiseAsync("a", "go", "x");
        Assert.Equal((Json("old x"), "1"), (old.Output, old.Version));
    }

    [Fact]
    public async Task SetStatus_Waiting_IsShown()
    {
        var host = await HostAsync(async (context, _) =>
        {
            context.SetStatus("waiting for " + context.InstanceId);
            await context.WaitForEventAsync<string>("go");
            context.SetStatus("gone");
            return "";
        });

        Assert.Equal("waiting for a", (await host.RunAsync("story", "a", "")).Status);
        Assert.Equal("gone", (await host.RaiseAsync("a", "go", "")).Status);
    }

    /// <summary>Ends as its input says: waits, fails, or returns.</summary>
    private static async Task<string> EndsAs(IOrchestrationContext context, string input)
    {
        if (input == "fail")
            throw new InvalidOperationException("As asked.");
        if (input == "park")
            await context.CallActivityAsync<string>("nobody knows this", "");
        if (input == "wait")
            await context.WaitForEventAsync<string>("go");
        return "done";
    }

    private static async Task BringToAsync(DurableHost host, string id, InstanceState state)
    {
        var input = state switch { InstanceState.Completed => "", InstanceState.Failed => "fail", InstanceState.Parked => "park", _ => "wait" };
        await host.RunAsync("story", id, input);
        if (state == InstanceState.Suspended)
            Assert.True(await host.Client.SuspendAsync(id, "held"));
        if (state == InstanceState.Terminated)
            Assert.True(await host.Client.TerminateAsync(id, "enough"));
        await host.IdleAsync();
        Assert.Equal(state, (await host.GetAsync(id)).State);
    }
}
