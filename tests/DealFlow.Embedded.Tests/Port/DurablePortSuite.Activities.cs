using System.Collections.Concurrent;
using System.Text.Json;
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

    [Fact]
    public async Task Activity_Chain_EachGetsTheResultOfTheOneBefore()
    {
        var host = await HostAsync(Code(async (context, input) =>
        {
            for (var step = 1; step <= 4; step++)
                input = await context.CallActivityAsync<string>("append", input + step);
            return input;
        }).Activity<string, string>("append", (input, _) => Task.FromResult(input + ",")));

        Assert.Equal(Json("0:1,2,3,4,"), (await host.RunAsync("story", "a", "0:")).Output);
    }

    [Fact]
    public async Task Activity_FanOutOverACrash_FinishedOnesAreNotRepeated()
    {
        var runs = new ConcurrentDictionary<string, int>();
        var hold = new TaskCompletionSource();
        var story = async (IOrchestrationContext context, string _) =>
        {
            var first = context.CallActivityAsync<string>("work", "held");
            await Task.WhenAll(Enumerable.Range(1, 9).Select(i => context.CallActivityAsync<string>("work", $"{i}")));
            context.SetStatus("waits");
            return await first;
        };
        OrchestrationCatalog Work(Task held) => Code(story).Activity<string, string>("work", async (input, _) =>
        {
            runs.AddOrUpdate(input, 1, (_, n) => n + 1);
            if (input == "held")
                await held;
            return input;
        });
        var host = await HostAsync(Work(hold.Task));
        if (!host.RunsActivitiesSideBySide)
            hold.SetResult();
        await host.Client.StartAsync("story", "a", "");
        while ((await host.GetAsync("a")) is { Status: not "waits", State: not InstanceState.Completed })
            await Task.Yield();
        await host.CrashAsync(Work(Task.CompletedTask));
        hold.TrySetResult();
        await host.IdleAsync();

        Assert.Equal(Json("held"), (await host.GetAsync("a")).Output);
        Assert.Equal(Enumerable.Repeat(1, 9), Enumerable.Range(1, 9).Select(i => runs[$"{i}"]));
    }

    [Fact]
    public async Task Activity_OneOfManyFails_TheOthersAreWaitedForAndTheFailureIsToldOnce()
    {
        var host = await HostAsync(Code(async (context, _) =>
        {
            var all = Enumerable.Range(0, 6).Select(i => context.CallActivityAsync<string>(i == 3 ? "broken" : "echo", $"{i}")).ToList();
            try
            {
                await Task.WhenAll(all);
                return "";
            }
            catch (ActivityFailedException e)
            {
                return $"{e.Activity} {all.Count(task => task.IsCompletedSuccessfully)}";
            }
        }).Activity<string, string>("broken", (_, _) => throw new TimeoutException()));

        Assert.Equal(Json("broken 5"), (await host.RunAsync("story", "a", "")).Output);
    }

    [Fact]
    public async Task Activity_FailureIsNotCaught_TheInstanceFailsWithWhatTheActivitySaid()
    {
        var host = await HostAsync(Code((context, _) => context.CallActivityAsync<string>("broken", ""))
            .Activity<string, string>("broken", (_, _) => throw new TimeoutException("No answer.")));

        var failed = await host.RunAsync("story", "a", "");

        Assert.Equal((InstanceState.Failed, $"{typeof(ActivityFailedException).FullName}: Activity 'broken' failed: System.TimeoutException: No answer."),
            (failed.State, failed.Failure));
    }

    [Fact]
    public async Task Payloads_LargeAndOdd_ArriveAsTheyWereGiven()
    {
        var large = string.Concat(Enumerable.Repeat("Ünïcode \0 \"quoted\" \ud83d\ude00 </script> ", 50_000));
        var code = Code(async (context, input) =>
        {
            var echoed = await context.CallActivityAsync<string>("echo", input);
            var raised = (await context.WaitForEventAsync<string>("go")).Payload;
            var empty = (await context.WaitForEventAsync<string>("go")).Payload;
            return echoed == input && raised == input && empty == "" ? input : "differs";
        });
        var host = await HostAsync(code);
        await host.RunAsync("story", "a", large);
        await host.RaiseAsync("a", "go", large);
        await host.CrashAsync(code);

        Assert.Equal(large, JsonSerializer.Deserialize<string>((await host.RaiseAsync("a", "go", "")).Output!));
    }

}
