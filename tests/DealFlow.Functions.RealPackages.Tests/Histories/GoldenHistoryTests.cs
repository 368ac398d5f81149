using DealFlow.Workflow.Deals;
using DurableTask.Core;
using DurableTask.Core.Command;
using DurableTask.Core.History;
using Microsoft.DurableTask.Worker.Shims;

namespace DealFlow.Functions.RealPackages.Tests.Histories;

/// <summary>
/// Histories that deals of released versions have in the backend, replayed turn by turn by the SDK's own executor on the code of today: the decisions are those
/// of then, or deals in flight would fail at the next deployment. A new version gets a folder of its own, recorded with
/// <c>DEALFLOW_RECORD=tests/DealFlow.Functions.RealPackages.Tests/Histories/v2</c>; older folders stay as they are.
/// </summary>
public sealed class GoldenHistoryTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Histories");

    public static TheoryData<string> Recorded => [.. Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file)).Order()];

    public static TheoryData<string> Stories => [.. DealStories.All.Keys];

    [Theory]
    [MemberData(nameof(Recorded))]
    public void Replay_RecordedHistory_DecidesAsThen(string file)
    {
        var recording = Recording.Read(Path.Combine(Folder, file));
        var code = DealStories.CodeOf([]);
        var past = new List<HistoryEvent>();
        foreach (var turn in recording.Turns)
        {
            var state = new OrchestrationRuntimeState([.. past]);
            state.AddEvent(new OrchestratorStartedEvent(-1) { Timestamp = turn.At });
            foreach (var came in turn.Came)
                state.AddEvent(came.Event(recording.Instance, recording.Version));
            var shim = new DurableTaskShimFactory().CreateOrchestration(state.Name!, new MemoryBackend.Orchestrator(code));
            var result = new TaskOrchestrationExecutor(state, shim, BehaviorOnContinueAsNew.Carryover, ErrorPropagationMode.UseFailureDetails).Execute();

            Assert.Equal(turn.Decided, result.Actions.Select(Recording.Describe));
            past = [.. state.Events, .. result.Actions.Select(MemoryBackend.HistoryOf).OfType<HistoryEvent>(), new OrchestratorCompletedEvent(-1)];
        }
    }

    [Fact]
    public void Recordings_OfTodaysVersion_AreThere() =>
        Assert.Equal(DealStories.All.Keys.Select(name => $"v{DealRegistrationOrchestration.Version}/{name}.json").Order(StringComparer.Ordinal),
            Recorded.Select(row => row.Data).Where(file => file.StartsWith($"v{DealRegistrationOrchestration.Version}/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    /// <summary>The stories of today take the turns that are recorded; where a folder is named, they are recorded there.</summary>
    [Theory]
    [MemberData(nameof(Stories))]
    public async Task Story_PlayedOnTheBackend_TakesTheRecordedTurns(string name)
    {
        var played = await PlayAsync(DealStories.All[name]);

        if (Environment.GetEnvironmentVariable("DEALFLOW_RECORD") is { } folder)
            await File.WriteAllTextAsync(Path.Combine(folder, name + ".json"), played.Write(), TestContext.Current.CancellationToken);
        else
            Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Folder, $"v{DealRegistrationOrchestration.Version}", name + ".json"), TestContext.Current.CancellationToken), played.Write());
    }

    private static async Task<Recording> PlayAsync(DealStory story)
    {
        var host = new SdkHost(DealStories.CodeOf(story.Answers));
        await using (host)
        {
            await host.Client.StartAsync(DealRegistrationOrchestration.Name, DealStories.Id, DealStories.Id, TestContext.Current.CancellationToken);
            await host.IdleAsync();
            foreach (var step in story.Steps)
            {
                if (step is { } time)
                    await host.PassAsync(time);
                else
                    await host.Client.RaiseEventAsync(DealStories.Id, DealRegistrationOrchestration.Changed, null, TestContext.Current.CancellationToken);
                await host.IdleAsync();
            }

            return new Recording(DealStories.Id, DealRegistrationOrchestration.Version, host.Turns);
        }
    }
}
