using DealFlow.Workflow.Durable;
using NodaTime;

namespace DealFlow.Embedded.Tests.Port;

public abstract partial class DurablePortSuite
{
    [Fact]
    public async Task Activity_ReplayedAfterRestart_RunsOnce()
    {
        var code = Code(async (context, input) =>
            await context.CallActivityAsync<string>("echo", input) + (await context.WaitForEventAsync<string>("go")).Payload);
        var host = await HostAsync(code);
        await host.RunAsync("story", "a", "x");
        await host.RestartAsync(code);

        Assert.Equal(Json("xy"), (await host.RaiseAsync("a", "go", "y")).Output);
        Assert.Single(_calls);
    }

    [Fact]
    public async Task Activity_FanOut_AllResultsInOrderOfTheCalls()
    {
        var host = await HostAsync(async (context, _) =>
            string.Join(",", await Task.WhenAll(Enumerable.Range(0, 100).Select(i => context.CallActivityAsync<string>("echo", $"{i}")))));

        var instance = await host.RunAsync("story", "a", "");

        Assert.Equal(Json(string.Join(",", Enumerable.Range(0, 100))), instance.Output);
        Assert.Equal(100, _calls.Count);
    }

    [Fact]
    public async Task Activity_FailsTwice_IsRetriedWithBackOffInVirtualTime()
    {
        var attempts = new List<Instant>();
        DurableHost host = null!;
        host = await HostAsync(Code((context, _) => context.CallActivityAsync<string>("shaky", "", new RetryPolicy(5, Hours(1), 3, Hours(2))))
            .Activity<string, string>("shaky", (_, _) =>
            {
                attempts.Add(host.Now);
                return attempts.Count < 4 ? throw new TimeoutException("Too slow.") : Task.FromResult("done");
            }));
        var start = host.Now;
        await host.RunAsync("story", "a", "");
        await host.PassAsync(Hours(24));

        Assert.Equal(Json("done"), (await host.GetAsync("a")).Output);
        Assert.Equal([start, start + Hours(1), start + Hours(3), start + Hours(5)], attempts);
    }

    [Fact]
    public async Task Activity_FailsAtEveryAttempt_TellsTheOrchestration()
    {
        var attempts = 0;
        var host = await HostAsync(Code(async (context, _) =>
        {
            try
            {
                return await context.CallActivityAsync<string>("broken", "", new RetryPolicy(3, Hours(1)));
            }
            catch (ActivityFailedException e)
            {
                return $"{e.Activity}|{e.ErrorType}|{e.Message}";
            }
        }).Activity<string, string>("broken", (_, _) => throw new TimeoutException($"No answer to attempt {++attempts}.")));
        await host.RunAsync("story", "a", "");
        await host.PassAsync(Hours(24));

        Assert.Equal(Json("broken|System.TimeoutException|Activity 'broken' failed: System.TimeoutException: No answer to attempt 3."),
            (await host.GetAsync("a")).Output);
    }

    [Fact]
    public async Task Activity_RetryPauseOverACrash_KeepsTheAttempts()
    {
        var attempts = 0;
        OrchestrationCatalog Shaky() => Code((context, _) => context.CallActivityAsync<string>("shaky", "", new RetryPolicy(3, Hours(1))))
            .Activity<string, string>("shaky", (_, _) => ++attempts < 3 ? throw new TimeoutException() : Task.FromResult("done"));
        var host = await HostAsync(Shaky());
        await host.RunAsync("story", "a", "");
        Assert.Equal(1, attempts);
        await host.CrashAsync(Shaky(), Hours(1));
        await host.IdleAsync();
        Assert.Equal(2, attempts);
        await host.PassAsync(Hours(1));

        Assert.Equal((3, Json("done")), (attempts, (await host.GetAsync("a")).Output));
    }

    [Fact]
    public async Task Activity_InFlightAtACrash_RunsAgain()
    {
        var hold = new TaskCompletionSource<string>();
        var begun = new TaskCompletionSource();
        var story = (IOrchestrationContext context, string _) => context.CallActivityAsync<string>("slow", "");
        var host = await HostAsync(Code(story).Activity<string, string>("slow", (_, _) =>
        {
            begun.SetResult();
            return hold.Task;
        }));
        await host.Client.StartAsync("story", "a", "");
        await begun.Task;

        await host.CrashAsync(Code(story).Activity<string, string>("slow", (_, _) => Task.FromResult("second")));
        hold.SetResult("first");
        await host.IdleAsync();

        Assert.Equal(Json("second"), (await host.GetAsync("a")).Output);
    }

    [Fact]
    public async Task Activity_CallsTheClient_IsPartOfTheWork()
    {
        DurableHost host = null!;
        host = await HostAsync(Code(async (context, input) =>
                input == "" ? await context.CallActivityAsync<bool>("start another", "") : true)
            .Activity<string, bool>("start another", async (_, ct) => await host.Client.StartAsync("story", "b", "other", ct) == StartResult.Started));

        Assert.Equal("true", (await host.RunAsync("story", "a", "")).Output);
        Assert.Equal(InstanceState.Completed, (await host.GetAsync("b")).State);
    }
}
