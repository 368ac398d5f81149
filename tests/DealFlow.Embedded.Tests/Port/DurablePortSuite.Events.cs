using DealFlow.Workflow.Durable;
using NodaTime;

namespace DealFlow.Embedded.Tests.Port;

public abstract partial class DurablePortSuite
{
    [Fact]
    public async Task Events_RaisedBeforeTheyAreAwaited_AreTakenInOrderByName()
    {
        var host = await HostAsync(async (context, _) =>
        {
            var taken = new List<string?>();
            await context.WaitForEventAsync<string>("go");
            foreach (var name in new[] { "b", "a", "a", "b" })
                taken.Add((await context.WaitForEventAsync<string>(name)).Payload);
            return string.Join(",", taken);
        });
        await host.RunAsync("story", "x", "");
        foreach (var payload in new[] { "a1", "b1", "a2", "b2" })
            await host.RaiseAsync("x", payload[..1], payload);

        Assert.Equal(Json("b1,a1,a2,b2"), (await host.RaiseAsync("x", "go", null)).Output);
    }

    [Fact]
    public async Task Events_ManyAtOnce_EachIsTakenOnce()
    {
        var host = await HostAsync(async (context, _) =>
        {
            var sum = 0;
            for (var i = 0; i < 200; i++)
                sum += (await context.WaitForEventAsync<int>("n")).Payload;
            return sum;
        });
        await host.Client.StartAsync("story", "x", "");

        await Task.WhenAll(Enumerable.Range(1, 200).Select(i => host.Client.RaiseEventAsync("x", "n", i)));
        await host.IdleAsync();

        Assert.Equal("20100", (await host.GetAsync("x")).Output);
    }

    [Fact]
    public async Task Events_ContinueAsNew_AreKept()
    {
        var host = await HostAsync(async (context, input) =>
        {
            var next = (await context.WaitForEventAsync<string>("n")).Payload;
            if (next == "end")
                return input;
            context.ContinueAsNew(input + next);
            return "";
        });
        await host.Client.StartAsync("story", "x", "");
        foreach (var payload in new[] { "1", "2", "3", "end" })
            Assert.True(await host.Client.RaiseEventAsync("x", "n", payload));
        await host.IdleAsync();

        Assert.Equal((InstanceState.Completed, Json("123")), ((await host.GetAsync("x")).State, (await host.GetAsync("x")).Output));
    }

    [Fact]
    public async Task ContinueAsNew_WaitingRun_IsRunningWithTheNewInputAndNoTimersOfTheOld()
    {
        var host = await HostAsync(async (context, input) =>
        {
            var abandoned = context.SleepUntilAsync(context.UtcNow + Hours(1));
            await context.WaitForEventAsync<string>("n");
            if (input == "second")
                return (await context.CallActivityAsync<string>("echo", input)) + abandoned.IsCompleted;
            context.ContinueAsNew("second");
            return "";
        });
        await host.RunAsync("story", "x", "first");
        var waiting = await host.RaiseAsync("x", "n", "");

        Assert.Equal((InstanceState.Running, Json("second")), (waiting.State, waiting.Input));
        Assert.Equal(Json("secondFalse"), (await host.RaiseAsync("x", "n", "")).Output);
    }

    [Fact]
    public async Task Wait_Deadline_SaysSoAndTakesNoLaterEvent()
    {
        var host = await HostAsync(async (context, _) =>
        {
            var first = await context.WaitForEventAsync<string>("n", context.UtcNow + Hours(2));
            var second = await context.WaitForEventAsync<string>("n");
            return $"{first.Received} {second.Payload}";
        });
        await host.RunAsync("story", "x", "");
        await host.PassAsync(Hours(2));

        Assert.Equal(Json("False late"), (await host.RaiseAsync("x", "n", "late")).Output);
    }

    [Fact]
    public async Task Wait_DeadlineWhileOtherWaitsStand_TakesNoLaterEvent()
    {
        var host = await HostAsync(async (context, _) =>
        {
            var standing = context.WaitForEventAsync<string>("n");
            var timed = await context.WaitForEventAsync<string>("n", context.UtcNow + Hours(2));
            return $"{timed.Received} {(await standing).Payload} {(await context.WaitForEventAsync<string>("n")).Payload}";
        });
        await host.RunAsync("story", "x", "");
        await host.PassAsync(Hours(2));
        await host.RaiseAsync("x", "n", "1");

        Assert.Equal(Json("False 1 2"), (await host.RaiseAsync("x", "n", "2")).Output);
    }

    [Fact]
    public async Task Wait_EventIsThereAtTheDeadline_EventWins()
    {
        var host = await HostAsync(async (context, input) =>
        {
            var until = context.UtcNow + Hours(1);
            await context.SleepUntilAsync(until + Hours(1));
            return await context.WaitForEventAsync<string>("n", until);
        });
        await host.RunAsync("story", "x", "");
        await host.RaiseAsync("x", "n", "there");
        await host.PassAsync(Hours(3));

        Assert.Equal("""{"received":true,"payload":"there"}""", (await host.GetAsync("x")).Output);
    }

    [Fact]
    public async Task Wait_EventRaisedDuringAnOutageOverTheDeadline_EventWins()
    {
        var code = Code((context, _) => context.WaitForEventAsync<string>("n", context.UtcNow + Hours(1)));
        var host = await HostAsync(code);
        await host.RunAsync("story", "x", "");
        await host.Client.SuspendAsync("x", "outage");
        await host.RaiseAsync("x", "n", "there");

        await host.RestartAsync(code, Hours(5));
        await host.Client.ResumeAsync("x", "over");
        await host.IdleAsync();

        Assert.Equal("""{"received":true,"payload":"there"}""", (await host.GetAsync("x")).Output);
    }

    [Fact]
    public async Task Wait_EventRaisedAfterADeadlineThatNobodyNoticed_IsNotTaken()
    {
        var code = Code(async (context, _) =>
        {
            var first = await context.WaitForEventAsync<string>("n", context.UtcNow + Hours(1));
            return $"{first.Received} {(await context.WaitForEventAsync<string>("n")).Payload}";
        });
        var host = await HostAsync(code);
        await host.RunAsync("story", "x", "");
        await host.Client.SuspendAsync("x", "outage");
        await host.RestartAsync(code, Hours(5));
        await host.RaiseAsync("x", "n", "late");

        await host.Client.ResumeAsync("x", "over");
        await host.IdleAsync();

        Assert.Equal(Json("False late"), (await host.GetAsync("x")).Output);
    }

    [Fact]
    public async Task Wait_DeadlineInThePast_EndsAtOnce()
    {
        var host = await HostAsync((context, _) => context.WaitForEventAsync<string>("n", context.UtcNow - Hours(1)));

        Assert.Equal("""{"received":false,"payload":null}""", (await host.RunAsync("story", "x", "")).Output);
    }

    [Fact]
    public async Task Wait_TwoNames_TheFirstEventDecidesAndTheOtherIsKept()
    {
        var host = await HostAsync(async (context, _) =>
        {
            var (a, b) = (context.WaitForEventAsync<string>("a"), context.WaitForEventAsync<string>("b"));
            var first = await Task.WhenAny(a, b);
            var second = await (first == a ? b : a);
            return (await first).Payload + second.Payload;
        });
        await host.RunAsync("story", "x", "");
        Assert.Equal(InstanceState.Running, (await host.RaiseAsync("x", "b", "B")).State);

        Assert.Equal(Json("BA"), (await host.RaiseAsync("x", "a", "A")).Output);
    }

    [Theory]
    [InlineData(InstanceState.Completed)]
    [InlineData(InstanceState.Failed)]
    [InlineData(InstanceState.Terminated)]
    public async Task Raise_InstanceHasEnded_IsRefused(InstanceState state)
    {
        var host = await HostAsync(EndsAs);
        await BringToAsync(host, "a", state);

        Assert.False(await host.Client.RaiseEventAsync("a", "go", "x"));
    }

    [Fact]
    public async Task Raise_UnknownId_IsRefused() =>
        Assert.False(await (await HostAsync(EndsAs)).Client.RaiseEventAsync("nobody", "go", "x"));

    [Fact]
    public async Task Events_WhileAnActivityRunsBetweenTwoWaits_AreKept()
    {
        DurableHost host = null!;
        host = await HostAsync(Code(async (context, _) =>
        {
            var first = await context.WaitForEventAsync<string>("n", context.UtcNow + Hours(1));
            await context.CallActivityAsync<bool>("raise two", "");
            return first.Payload + (await context.WaitForEventAsync<string>("n")).Payload + (await context.WaitForEventAsync<string>("n", context.UtcNow)).Payload;
        }).Activity<string, bool>("raise two", async (_, ct) =>
            await host.Client.RaiseEventAsync("x", "n", "2", ct) && await host.Client.RaiseEventAsync("x", "n", "3", ct)));
        await host.RunAsync("story", "x", "");

        Assert.Equal(Json("123"), (await host.RaiseAsync("x", "n", "1")).Output);
    }

    [Fact]
    public async Task Wait_EventsAreRaisedAtTheVeryMomentOfTheDeadline_EachIsTakenOnceBeforeOrAfterIt()
    {
        var host = await HostAsync(async (context, _) =>
        {
            var first = await context.WaitForEventAsync<string>("n", context.UtcNow + Hours(1));
            var second = await context.WaitForEventAsync<string>("n", context.UtcNow + (first.Received ? Hours(1) : Hours(100)));
            return $"{first.Payload}|{second.Payload}";
        });
        var ids = Enumerable.Range(0, 40).Select(i => $"i{i}").ToList();
        await Task.WhenAll(ids.Select(id => host.Client.StartAsync("story", id, "")));
        await host.IdleAsync();

        var moved = Task.Run(() => host.JumpAsync(Hours(1)));
        await Task.WhenAll(ids.Select(id => Task.Run(() => host.Client.RaiseEventAsync(id, "n", id))));
        await moved;
        await host.PassAsync(Hours(2));

        foreach (var id in ids)
            Assert.Contains((await host.GetAsync(id)).Output, (string[])[Json($"{id}|"), Json($"|{id}")]);
    }

}
