using System.Text.Json;
using DealFlow.Workflow.Durable;

namespace DealFlow.Embedded.Tests;

/// <summary>Code that awaits what is not durable is reported, and never hangs in silence.</summary>
public sealed class ForeignAwaitTests : IAsyncLifetime
{
    private readonly TaskCompletionSource _foreign = new();
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private EmbeddedHost _host = null!;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task TaskDelay_Parks() =>
        await ParksAtOnceAsync(async (_, _) => { await Task.Delay(Timeout.Infinite); return ""; });

    [Fact]
    public async Task TaskRun_Parks() =>
        await ParksAtOnceAsync(async (_, _) => { await Task.Run(() => _foreign.Task); return ""; });

    [Fact]
    public async Task NeverEndingTask_AfterAnActivity_Parks() =>
        await ParksAtOnceAsync(async (context, _) =>
        {
            await context.CallActivityAsync<string>("echo", "");
            await _foreign.Task;
            return "";
        });

    [Fact]
    public async Task ForeignTask_WhileADurableWaitStands_ParksWhenItEnds() =>
        await ParksAfterAsync(async (context, _) =>
        {
            await Task.WhenAny(context.WaitForEventAsync<string>("go"), _foreign.Task);
            return "";
        });

    [Fact]
    public async Task ForeignTask_TheRunEndsElsewhere_Parks() =>
        await ParksAfterAsync(async (context, input) =>
        {
            _ = context.WaitForEventAsync<string>("go");
            await _foreign.Task.ConfigureAwait(false);
            return "";
        });

    [Fact]
    public async Task ConfigureAwaitFalse_UsesTheContextElsewhere_Parks()
    {
        _host = await EmbeddedHost.StartAsync(Code(async (context, input) =>
        {
            _ = context.WaitForEventAsync<string>("other");
            await context.WaitForEventAsync<string>("go").ConfigureAwait(false);
            try
            {
                await context.CallActivityAsync<string>("echo", "");
            }
            finally
            {
                _left.SetResult();
            }
            return "";
        }));
        await _host.RunAsync("story", "a", "");
        await _host.Client.RaiseEventAsync("a", "go", "");
        await _left.Task;
        await ExpectParkedAsync();
    }

    [Fact]
    public async Task EndlessLoop_OfStepsThatDoNotWait_Parks()
    {
        _host = await EmbeddedHost.StartAsync(Code(async (context, _) =>
        {
            while (true)
                await context.SleepUntilAsync(context.UtcNow);
        }));

        var instance = await _host.RunAsync("story", "a", "");

        Assert.Equal(InstanceState.Parked, instance.State);
        Assert.Contains("without waiting", instance.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exception_OutsideOfTheTask_Parks()
    {
        _host = await EmbeddedHost.StartAsync(Code(async (context, _) =>
        {
            Forget(context);
            await context.WaitForEventAsync<string>("go");
            return "";
        }));

        Assert.Equal(InstanceState.Parked, (await _host.RunAsync("story", "a", "")).State);

        static async void Forget(IOrchestrationContext context)
        {
            await context.CallActivityAsync<string>("echo", "");
            throw new InvalidOperationException("Nobody awaits this.");
        }
    }

    [Fact]
    public async Task TaskYield_StaysInTheTurn()
    {
        _host = await EmbeddedHost.StartAsync(Code(async (context, _) =>
        {
            await Task.Yield();
            await context.CallActivityAsync<string>("echo", "");
            await Task.Yield();
            return await context.CallActivityAsync<string>("echo", "here");
        }));

        Assert.Equal("\"here\"", (await _host.RunAsync("story", "a", "")).Output);
    }

    private async Task ParksAtOnceAsync(Func<IOrchestrationContext, string, Task<string>> story)
    {
        _host = await EmbeddedHost.StartAsync(Code(story));
        await _host.RunAsync("story", "a", "");
        await ExpectParkedAsync();
    }

    private async Task ParksAfterAsync(Func<IOrchestrationContext, string, Task<string>> story)
    {
        _host = await EmbeddedHost.StartAsync(Code(story));
        Assert.Equal(InstanceState.Running, (await _host.RunAsync("story", "a", "")).State);
        await Task.Run(_foreign.SetResult); // where nothing keeps the continuation from running within the call
        await ExpectParkedAsync();
    }

    private async Task ExpectParkedAsync()
    {
        await _host.IdleAsync();
        var instance = await _host.GetAsync("a");
        Assert.Equal(InstanceState.Parked, instance.State);
        Assert.Contains("not durable", instance.Failure, StringComparison.Ordinal);
    }

    private static OrchestrationCatalog Code(Func<IOrchestrationContext, string, Task<string>> run) =>
        new OrchestrationCatalog(new JsonSerializerOptions(JsonSerializerDefaults.Web))
            .Orchestration("story", "1", run)
            .Activity<string, string>("echo", (input, _) => Task.FromResult(input));
}
