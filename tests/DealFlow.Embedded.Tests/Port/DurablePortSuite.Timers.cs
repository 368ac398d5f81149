using DealFlow.Workflow.Durable;
using NodaTime;

namespace DealFlow.Embedded.Tests.Port;

public abstract partial class DurablePortSuite
{
    [Fact]
    public async Task Sleep_Months_EndsAtTheTime()
    {
        var host = await HostAsync(async (context, _) =>
        {
            var due = context.UtcNow + Duration.FromDays(200) + Duration.FromNanoseconds(7);
            await context.SleepUntilAsync(due);
            return context.UtcNow >= due;
        });
        await host.RunAsync("story", "a", "");
        await host.PassAsync(Duration.FromDays(199));
        Assert.Equal(InstanceState.Running, (await host.GetAsync("a")).State);
        await host.PassAsync(Duration.FromDays(2));

        Assert.Equal("true", (await host.GetAsync("a")).Output);
    }

    [Fact]
    public async Task Sleep_InThePast_EndsAtOnce()
    {
        var host = await HostAsync(async (context, _) =>
        {
            await context.SleepUntilAsync(context.UtcNow - Hours(1));
            await context.SleepUntilAsync(context.UtcNow);
            return "awake";
        });

        Assert.Equal(Json("awake"), (await host.RunAsync("story", "a", "")).Output);
    }

    [Fact]
    public async Task Sleep_ManyDueAtOnce_AllEndOnce()
    {
        var host = await HostAsync(async (context, input) =>
        {
            await context.SleepUntilAsync(Instant.FromUtc(2027, 1, 1, 0, 0));
            return await context.CallActivityAsync<string>("echo", input);
        });
        await Task.WhenAll(Enumerable.Range(0, 600).Select(i => host.Client.StartAsync("story", $"a{i}", $"{i}")));
        await host.IdleAsync();
        Assert.Empty(_calls);
        await host.PassAsync(Duration.FromDays(400));

        Assert.Equal(Enumerable.Range(0, 600), _calls.Select(int.Parse).Order());
    }

    [Fact]
    public async Task Sleep_DueDuringAnOutage_EndsLateAndOnce()
    {
        var code = Code(async (context, _) =>
        {
            var due = context.UtcNow + Hours(1);
            await context.SleepUntilAsync(due);
            await context.CallActivityAsync<string>("echo", "woke");
            await context.WaitForEventAsync<string>("go");
            return (context.UtcNow - due).TotalHours;
        });
        var host = await HostAsync(code);
        await host.RunAsync("story", "a", "");
        await host.CrashAsync(code, Hours(48));
        await host.IdleAsync();
        await host.CrashAsync(code);
        await host.JumpAsync(Hours(1));

        Assert.Equal("48", (await host.RaiseAsync("a", "go", "")).Output);
        Assert.Single(_calls);
    }

    [Fact]
    public async Task Sleep_SeveralOfOneRun_EndInOrderOfTheirTimes()
    {
        var host = await HostAsync(async (context, _) =>
        {
            var order = new List<int>();
            async Task Sleep(int hours)
            {
                await context.SleepUntilAsync(context.UtcNow + Hours(hours));
                order.Add(hours);
            }
            await Task.WhenAll(Sleep(3), Sleep(1), Sleep(2), Sleep(2));
            return string.Join(",", order);
        });
        await host.RunAsync("story", "a", "");
        await host.JumpAsync(Hours(10));

        Assert.Equal(Json("1,2,2,3"), (await host.GetAsync("a")).Output);
    }

    [Fact]
    public async Task UtcNow_Replayed_IsTheTimeOfTheTurn()
    {
        var code = Code(async (context, _) =>
        {
            var first = context.UtcNow;
            await context.WaitForEventAsync<string>("go");
            var second = context.UtcNow;
            await context.WaitForEventAsync<string>("go");
            return $"{(second - first).TotalHours} {(context.UtcNow - second).TotalHours}";
        });
        var host = await HostAsync(code);
        await host.RunAsync("story", "a", "");
        await host.JumpAsync(Hours(3));
        await host.RaiseAsync("a", "go", "");
        await host.RestartAsync(code, Hours(4));

        Assert.Equal(Json("3 4"), (await host.RaiseAsync("a", "go", "")).Output);
    }

    [Fact]
    public async Task Sleep_LosesARace_HasNoEffectWhenItsTimeComes()
    {
        var host = await HostAsync(async (context, _) =>
        {
            var sleep = context.SleepUntilAsync(context.UtcNow + Hours(5));
            var raised = context.WaitForEventAsync<string>("go");
            await Task.WhenAny(sleep, raised);
            var again = await context.WaitForEventAsync<string>("go", context.UtcNow + Hours(20));
            return $"{raised.IsCompleted} {sleep.IsCompleted} {again.Payload}";
        });
        await host.RunAsync("story", "a", "");
        await host.RaiseAsync("a", "go", "first");
        await host.PassAsync(Hours(10));

        Assert.Equal(InstanceState.Running, (await host.GetAsync("a")).State);
        Assert.Equal(Json("True True second"), (await host.RaiseAsync("a", "go", "second")).Output);
    }

    [Fact]
    public async Task Sleep_OfARunThatHasEnded_IsGone()
    {
        var host = await HostAsync(async (context, input) =>
        {
            _ = context.SleepUntilAsync(context.UtcNow + Hours(5));
            return (await context.WaitForEventAsync<string>("go", context.UtcNow + Hours(9))).Payload;
        });
        await host.RunAsync("story", "a", "");
        var ended = await host.RaiseAsync("a", "go", "x");
        await host.PassAsync(Hours(10));

        Assert.Equal(InstanceState.Completed, ended.State);
        Assert.Equal(ended, await host.GetAsync("a"));
    }

}
