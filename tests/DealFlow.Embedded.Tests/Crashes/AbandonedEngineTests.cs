using System.Collections.Concurrent;
using System.Text.Json;
using DealFlow.Workflow.Durable;
using NodaTime;

namespace DealFlow.Embedded.Tests.Crashes;

/// <summary>Races that one process can provoke: engines given up in the middle of their work, and operators who interfere.</summary>
public sealed class AbandonedEngineTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1_000)]
    public async Task Crash_InTheMiddleOfWork_EveryInstanceComesToItsEnd(int cached)
    {
        var effects = new ConcurrentDictionary<string, int>();
        OrchestrationCatalog Story() => Code(async (context, id) =>
        {
            for (var i = 0; i < 5; i++)
            {
                await context.CallActivityAsync<string>("effect", $"{id}/{i}", new RetryPolicy(2, Duration.FromMinutes(1)));
                await context.SleepUntilAsync(context.UtcNow + Duration.FromHours(1));
            }
            return (await context.WaitForEventAsync<string>("end")).Payload!;
        }).Activity<string, string>("effect", (key, _) =>
            effects.AddOrUpdate(key, 1, (_, n) => n + 1) == 1 && key.EndsWith('3') ? throw new TimeoutException() : Task.FromResult(key));
        await using var host = await EmbeddedHost.StartAsync(Story(), new EmbeddedEngineOptions { MaxCachedInstances = cached });
        var ids = Enumerable.Range(0, 100).Select(i => $"i{i}").ToList();

        await Task.WhenAll(ids.Select(id => host.Client.StartAsync("story", id, id)));
        for (var crash = 0; crash < 8; crash++)
        {
            await host.CrashAsync(Story(), Duration.FromHours(1));
            await Task.WhenAll(ids.Where((_, i) => i % 8 == crash).Select(id => host.Client.RaiseEventAsync(id, "end", id)));
        }
        await host.PassAsync(Duration.FromHours(10));

        foreach (var id in ids)
            Assert.Equal((id, InstanceState.Completed, $"\"{id}\""), (id, (await host.GetAsync(id)).State, (await host.GetAsync(id)).Output));
        Assert.Equal(500, effects.Count);
    }

    [Fact]
    public async Task Dispose_WritesAreQueued_KeepsTheFileUntilTheyAreOver()
    {
        await using var host = await EmbeddedHost.StartAsync(Code((_, id) => Task.FromResult(id)));
        using var hold = new ManualResetEventSlim();
        var held = host.Commits.CommitAsync(_ => hold.Wait(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        var started = host.Client.StartAsync("story", "a", "x");

        var disposed = host.Engine.DisposeAsync().AsTask();
        Assert.False(disposed.IsCompleted);
        hold.Set();
        await Task.WhenAll(held, started, disposed);
        await host.CrashAsync(Code((_, id) => Task.FromResult(id)));
        await host.IdleAsync();

        Assert.Equal(InstanceState.Completed, (await host.GetAsync("a")).State);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 5)]
    [InlineData(3, 1_000)]
    public async Task SuspendAndResume_WhileEventsPour_EachEventIsTakenOnceInOrder(int seed, int cached)
    {
        await using var host = await EmbeddedHost.StartAsync(Code(async (context, input) =>
        {
            var taken = new List<int>();
            while (taken.Count < 30)
            {
                taken.Add((await context.WaitForEventAsync<int>("n", context.UtcNow + Duration.FromDays(1))).Payload);
                await context.CallActivityAsync<string>("echo", input);
            }
            return string.Join(",", taken);
        }).Activity<string, string>("echo", (input, _) => Task.FromResult(input)), new EmbeddedEngineOptions { MaxCachedInstances = cached });
        var ids = Enumerable.Range(0, 20).Select(i => $"i{i}").ToList();
        await Task.WhenAll(ids.Select(id => host.Client.StartAsync("story", id, id)));

        await Task.WhenAll(ids.Select((id, i) => Task.Run(async () =>
        {
            var random = new Random(seed * 1000 + i);
            for (var n = 0; n < 30; n++)
            {
                if (random.Next(3) == 0)
                    await host.Client.SuspendAsync(id, "");
                Assert.True(await host.Client.RaiseEventAsync(id, "n", n));
                if (random.Next(2) == 0)
                    await host.Client.ResumeAsync(id, "");
            }
            await host.Client.ResumeAsync(id, "");
        })));
        await host.IdleAsync();

        foreach (var id in ids)
            Assert.Equal((InstanceState.Completed, $"\"{string.Join(",", Enumerable.Range(0, 30))}\""), ((await host.GetAsync(id)).State, (await host.GetAsync(id)).Output));
    }

    [Fact]
    public async Task TerminateAndPurge_WhileWorkIsRunning_LeaveNothing()
    {
        await using var host = await EmbeddedHost.StartAsync(Code(async (context, input) =>
        {
            while (true)
                await context.CallActivityAsync<string>("echo", input);
        }).Activity<string, string>("echo", async (input, _) =>
        {
            await Task.Yield();
            return input;
        }));
        var ids = Enumerable.Range(0, 50).Select(i => $"i{i}").ToList();
        await Task.WhenAll(ids.Select(async id =>
        {
            await host.Client.StartAsync("story", id, id);
            Assert.True(await host.Client.TerminateAsync(id, "enough"));
            Assert.True(await host.Client.PurgeAsync(id));
            await host.Client.StartAsync("story", id, id);
            Assert.True(await host.Client.TerminateAsync(id, "again"));
        }));
        await host.IdleAsync();

        Assert.Equal(0, host.Engine.LiveInstances);
        Assert.Equal(50, (await host.Client.ListAsync(new InstanceQuery(InstanceState.Terminated))).Items.Count);
        Assert.Equal(0L, host.Commits.Read(c => c.Scalar("SELECT (SELECT count(*) FROM engine_activities) + (SELECT count(*) FROM engine_inbox)")));
    }

    private static OrchestrationCatalog Code(Func<IOrchestrationContext, string, Task<string>> run) =>
        new OrchestrationCatalog(new JsonSerializerOptions(JsonSerializerDefaults.Web)).Orchestration("story", "1", run);
}
