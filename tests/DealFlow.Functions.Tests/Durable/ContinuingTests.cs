using System.Text.Json;
using DealFlow.Workflow.Durable;
using Microsoft.DurableTask;
using Moq;
using NodaTime;

namespace DealFlow.Functions.Tests.Durable;

/// <summary>Continuing as new, activities, and code that is not there.</summary>
public sealed class ContinuingTests
{
    private readonly OrchestrationCatalog _catalog = new(JsonSerializerOptions.Web);
    private readonly Orchestration _run;

    public ContinuingTests() => _run = new Orchestration(_catalog);

    [Fact]
    public async Task ContinueAsNew_StraightAfterAnEvent_KeepsWhatIsUnprocessed()
    {
        _run.Raise("changed", "1");
        await _run.Context.WaitForEventAsync<string>("changed");

        _run.Context.ContinueAsNew("DR-7K3F-9QXM");

        Assert.Equal("\"DR-7K3F-9QXM\"", _run.ContinuedWith);
        Assert.Equal(0, _run.Standing); // a standing wait would swallow what comes between
        _run.Inner.Verify(context => context.ContinueAsNew(It.IsAny<object>(), true), Times.Once);
    }

    /// <summary>The SDK neither ends nor continues a run while one of its timers stands.</summary>
    [Fact]
    public async Task ContinueAsNew_TimersStand_AreCancelled()
    {
        var abandoned = _run.Context.SleepUntilAsync(_run.Now + Duration.FromHours(1));
        var other = _run.Context.WaitForEventAsync<string>("other", _run.Now + Duration.FromHours(2));
        _run.Raise("changed", "1");
        await _run.Context.WaitForEventAsync<string>("changed");

        _run.Context.ContinueAsNew("x");

        Assert.Equal((2, false, false), (_run.Timers.Count(timer => timer.IsCancelled), abandoned.IsCompleted, other.IsCompleted));
    }

    [Fact]
    public async Task ContinueAsNew_AfterADeadline_IsRefused()
    {
        var wait = _run.Context.WaitForEventAsync<string>("changed", _run.Now + Duration.FromHours(1));
        _run.Fire(_run.Timers[0]);
        await wait;

        Assert.Throws<InvalidOperationException>(() => _run.Context.ContinueAsNew("x"));
    }

    [Fact]
    public async Task ContinueAsNew_AfterAnotherStep_IsRefused()
    {
        _run.Raise("changed", "1");
        await _run.Context.WaitForEventAsync<string>("changed");
        await _run.Context.SleepUntilAsync(_run.Now);

        Assert.Throws<InvalidOperationException>(() => _run.Context.ContinueAsNew("x"));
        Assert.Null(_run.ContinuedWith);
    }

    [Fact]
    public async Task ContinueAsNew_EventOfAnotherNameWasTakenByItsStandingWait_IsSentOn()
    {
        var other = _run.Context.WaitForEventAsync<string>("other", _run.Now + Duration.FromHours(1));
        _run.Fire(_run.Timers[0]);
        await other;
        _run.Raise("other", "kept");
        _run.Raise("changed", "1");
        await _run.Context.WaitForEventAsync<string>("changed");

        _run.Context.ContinueAsNew("x");

        Assert.Equal(["DR-7K3F-9QXM other kept"], _run.Sent);
    }

    [Fact]
    public async Task CallActivity_Fails_TellsWithItsType()
    {
        _run.Inner.Setup(context => context.CallActivityAsync<JsonElement?>("send", It.IsAny<object>(), It.IsAny<TaskOptions>()))
            .ThrowsAsync(new TaskFailedException("send", 1, new TaskFailureDetails("System.TimeoutException", "Too slow.", null, null, null)));

        var failure = await Assert.ThrowsAsync<ActivityFailedException>(() => _run.Context.CallActivityAsync<string>("send", "x"));

        Assert.Equal(("send", "System.TimeoutException"), (failure.Activity, failure.ErrorType));
    }

    [Fact]
    public async Task CallActivity_RetryPolicy_BecomesTheSdks()
    {
        TaskOptions? given = null;
        _run.Inner.Setup(context => context.CallActivityAsync<JsonElement?>("send", It.IsAny<object>(), It.IsAny<TaskOptions>()))
            .Callback((TaskName _, object? _, TaskOptions? options) => given = options)
            .ReturnsAsync(JsonSerializer.SerializeToElement("done"));

        var policy = new DealFlow.Workflow.Durable.RetryPolicy(5, Duration.FromSeconds(10), 3.0, Duration.FromMinutes(10));
        Assert.Equal("done", await _run.Context.CallActivityAsync<string>("send", "x", policy));

        var sdk = given!.Retry!.Policy!;
        Assert.Equal((5, TimeSpan.FromSeconds(10), 3.0, TimeSpan.FromMinutes(10)),
            (sdk.MaxNumberOfAttempts, sdk.FirstRetryInterval, sdk.BackoffCoefficient, sdk.MaxRetryInterval));
        Assert.Equal(Timeout.InfiniteTimeSpan, sdk.RetryTimeout);
    }

    [Fact]
    public async Task CallActivity_OneAttempt_HasNoPolicy()
    {
        _run.Inner.Setup(context => context.CallActivityAsync<JsonElement?>("send", null, null)).ReturnsAsync((JsonElement?)null);

        Assert.Null(await _run.Context.CallActivityAsync<string>("send", null, DealFlow.Workflow.Durable.RetryPolicy.None));
    }

    [Fact]
    public async Task Run_KnownVersion_RunsItsCode()
    {
        _catalog.Orchestration<string, string>("story", "1", (context, input) => Task.FromResult($"{input} in {context.Version}"));
        _run.Inner.Setup(context => context.GetInput<JsonElement?>()).Returns(JsonSerializer.SerializeToElement("DR-7K3F-9QXM"));

        var output = await DealFlow.Functions.Durable.DurableContext.RunAsync(_run.Inner.Object, _catalog);

        Assert.Equal("DR-7K3F-9QXM in 1", output!.Value.GetString());
    }

    [Fact]
    public void Run_VersionIsGone_StandsStillAndSaysWhy()
    {
        _catalog.Orchestration<string, string>("story", "2", (_, _) => Task.FromResult(""));

        var running = DealFlow.Functions.Durable.DurableContext.RunAsync(_run.Inner.Object, _catalog);

        Assert.False(running.IsCompleted);
        Assert.StartsWith("parked: ", _run.Status, StringComparison.Ordinal);
        Assert.Contains("version '1'", _run.Status, StringComparison.Ordinal);
    }
}
