using System.Text.Json;
using DealFlow.Workflow.Durable;
using NodaTime;

namespace DealFlow.Functions.Tests.Durable;

/// <summary>The rule of waiting: one standing wait a name, raced with a timer that is cancelled when it loses, and used again.</summary>
public sealed class WaitingTests
{
    private readonly Orchestration _run = new(new OrchestrationCatalog(JsonSerializerOptions.Web));

    private Instant InTwoHours => _run.Now + Duration.FromHours(2);

    [Fact]
    public async Task Wait_DeadlineComes_SaysSoAndTheNextWaitTakesTheLaterEvent()
    {
        var first = _run.Context.WaitForEventAsync<string>("changed", InTwoHours);
        _run.Fire(_run.Timers[0]);
        Assert.Equal(new EventWait<string>(false, null), await first);

        var second = _run.Context.WaitForEventAsync<string>("changed", InTwoHours);
        _run.Raise("changed", "late");

        Assert.Equal(new EventWait<string>(true, "late"), await second);
        Assert.Equal((1, 0), (_run.Waits, _run.Standing));
    }

    [Fact]
    public async Task Wait_ManyDeadlines_TheSdkIsAskedToWaitOnce()
    {
        for (var i = 0; i < 50; i++)
        {
            var wait = _run.Context.WaitForEventAsync<string>("changed", InTwoHours);
            _run.Fire(_run.Timers[i]);
            Assert.False((await wait).Received);
        }

        Assert.Equal((1, 1), (_run.Waits, _run.Standing));
    }

    [Fact]
    public async Task Wait_EventComesFirst_TheTimerIsCancelled()
    {
        var wait = _run.Context.WaitForEventAsync<string>("changed", InTwoHours);
        _run.Raise("changed", "x");

        Assert.True((await wait).Received);
        Assert.True(Assert.Single(_run.Timers).IsCancelled);
    }

    [Fact]
    public async Task Wait_DeadlineComes_TheTimerIsNotCancelled()
    {
        var wait = _run.Context.WaitForEventAsync<string>("changed", InTwoHours);
        _run.Fire(_run.Timers[0]);
        await wait;

        Assert.False(_run.Timers[0].IsCancelled);
    }

    [Fact]
    public async Task Wait_EventCameWhileNobodyWaited_IsTakenByTheNextAndThoseAfterItInOrder()
    {
        var timedOut = _run.Context.WaitForEventAsync<string>("changed", InTwoHours);
        _run.Fire(_run.Timers[0]);
        await timedOut;
        foreach (var payload in new[] { "1", "2", "3" })
            _run.Raise("changed", payload);

        var taken = new List<string?>();
        for (var i = 0; i < 3; i++)
            taken.Add((await _run.Context.WaitForEventAsync<string>("changed")).Payload);

        Assert.Equal(["1", "2", "3"], taken);
        Assert.Equal(0, _run.Standing);
    }

    [Fact]
    public async Task Wait_EventIsThereAfterTheDeadline_EventWinsWithoutATimer()
    {
        _run.Raise("changed", "there");

        Assert.Equal("there", (await _run.Context.WaitForEventAsync<string>("changed", _run.Now - Duration.FromHours(1))).Payload);
        Assert.Empty(_run.Timers);
    }

    [Fact]
    public async Task Wait_DeadlineIsOver_EndsAtOnceWithoutATimer()
    {
        Assert.False((await _run.Context.WaitForEventAsync<string>("changed", _run.Now)).Received);
        Assert.Empty(_run.Timers);
    }

    [Fact]
    public async Task Wait_SeveralOfOneName_AreServedInTheirOrder()
    {
        var standing = _run.Context.WaitForEventAsync<string>("changed");
        var timed = _run.Context.WaitForEventAsync<string>("changed", InTwoHours);
        var last = _run.Context.WaitForEventAsync<string>("changed");
        _run.Fire(_run.Timers[0]);
        _run.Raise("changed", "1");
        _run.Raise("changed", "2");

        Assert.Equal(("1", false, "2"), ((await standing).Payload, (await timed).Received, (await last).Payload));
    }

    [Fact]
    public async Task Wait_OtherName_IsAWaitOfItsOwn()
    {
        var (a, b) = (_run.Context.WaitForEventAsync<string>("a"), _run.Context.WaitForEventAsync<string>("b"));
        _run.Raise("b", "B");
        Assert.Equal("B", (await b).Payload);
        Assert.False(a.IsCompleted);

        _run.Raise("a", null);
        Assert.Equal(new EventWait<string>(true, null), await a);
    }

    [Fact]
    public async Task Wait_DeadlineBetweenTwoTicks_IsNotEarly()
    {
        var due = InTwoHours + Duration.FromNanoseconds(7);
        var wait = _run.Context.WaitForEventAsync<string>("changed", due);

        Assert.True(Instant.FromDateTimeUtc(_run.Timers[0].At) >= due);
        _run.Fire(_run.Timers[0]);
        await wait;
    }

    [Fact]
    public void Wait_PayloadIsNotWhatTheCodeReads_StandsStillAndSaysWhy()
    {
        _run.Raise("changed", "seven");
        var wait = _run.Context.WaitForEventAsync<int>("changed");

        Assert.False(wait.IsCompleted);
        Assert.StartsWith("parked: ", _run.Status, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sleep_TimerFiresBeforeItsTime_SleepsOn()
    {
        var sleep = _run.Context.SleepUntilAsync(InTwoHours);
        var now = _run.Now;
        _run.Timers[0].Fire(); // the clock here has not come to it
        Assert.False(sleep.IsCompleted);

        _run.Now = now + Duration.FromHours(2);
        _run.Timers[1].Fire();
        await sleep;
    }

    [Fact]
    public async Task Sleep_InThePast_SetsNoTimer()
    {
        await _run.Context.SleepUntilAsync(_run.Now);

        Assert.Empty(_run.Timers);
    }
}
