using DealFlow.Workflow;
using DealFlow.Workflow.Durable;
using NodaTime;

namespace DealFlow.Functions.RealPackages.Tests;

/// <summary>
/// How the SDK orders what comes for an instance that is suspended, while its deadline passes. It hands on at resuming, in the order in which it came; an
/// event that came before the deadline is therefore in time, and one that came after it finds nobody waiting, and is kept for the next who waits.
/// </summary>
public sealed class SuspendedOverDeadlineTests
{
    private static readonly Duration Wait = Duration.FromHours(1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, "first: event")]
    [InlineData(false, "first: deadline, second: event")]
    public async Task Resume_EventCameWhileSuspended_IsOrderedByWhenItCame(bool beforeTheDeadline, string expected)
    {
        await using var host = new SdkHost(new OrchestrationCatalog(DealFlowJson.Options).Orchestration<string, string>("Waits", "1", RunAsync));
        await host.Client.StartAsync("Waits", "w", "w", Stop);
        await host.IdleAsync();

        await host.Client.SuspendAsync("w", "to look", Stop);
        if (beforeTheDeadline)
            await host.Client.RaiseEventAsync("w", "go", "x", Stop);
        await host.PassAsync(Wait + Wait);
        if (!beforeTheDeadline)
            await host.Client.RaiseEventAsync("w", "go", "x", Stop);
        await host.Client.ResumeAsync("w", "looked", Stop);
        await host.IdleAsync();

        Assert.Equal($"\"{expected}\"", (await host.Client.GetAsync("w", Stop))!.Output);
    }

    private static async Task<string> RunAsync(IOrchestrationContext context, string input)
    {
        if ((await context.WaitForEventAsync<string>("go", context.UtcNow + Wait)).Received)
            return "first: event";
        return (await context.WaitForEventAsync<string>("go")).Received ? "first: deadline, second: event" : "never";
    }
}
