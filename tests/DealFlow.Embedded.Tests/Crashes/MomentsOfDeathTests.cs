namespace DealFlow.Embedded.Tests.Crashes;

/// <summary>A process that dies by SIGKILL at named moments of its work: before, within and after each write, and between an activity and its record.</summary>
public sealed class MomentsOfDeathTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("BatchBegun", 1)]
    [InlineData("BatchBegun", 4)]
    [InlineData("ItemWritten", 1)]
    [InlineData("ItemWritten", 13)]
    [InlineData("ItemWritten", 40)]
    [InlineData("ItemWritten", 80)]
    [InlineData("BatchWritten", 2)]
    [InlineData("BatchWritten", 4)]
    [InlineData("BatchCommitted", 1)]
    [InlineData("BatchCommitted", 4)]
    [InlineData("ActivityEnded", 1)]
    [InlineData("ActivityEnded", 11)]
    [InlineData("ActivityEnded", 25)]
    [InlineData("ActivityEnded", 35)]
    public async Task Die_AtAMoment_EverythingAcknowledgedComesToItsEnd(string moment, int times)
    {
        var story = new CrashStoryRun(_folder.File("crash.db"), 10);
        using (var process = await CrashingProcess.StartAsync(story.Database, 0, moment, times))
        {
            Assert.False(await story.RaceAsync(process), $"It has come to its end, but was to die at {moment} {times}.");
        }
        await story.FinishAsync(0);

        story.ExpectAllDone(deaths: 1);
    }

    [Fact]
    public async Task Kill_WhileTheLogIsBroughtIntoTheFile_EverythingAcknowledgedComesToItsEnd()
    {
        var story = new CrashStoryRun(_folder.File("crash.db"), 10);
        var (kills, struck) = (0, false);
        for (; kills < 20 && !struck; kills++) // one that comes too late strikes nothing
        {
            using var process = await CrashingProcess.StartAsync(story.Database, 0);
            var begun = story.Starts.ToList();
            await process.SendAsync(begun);
            await story.AcknowledgedAsync(process, begun.Count);
            var before = new FileInfo(story.Database).Length;
            await process.SendAsync(["fill"]);
            while (new FileInfo(story.Database).Length == before)
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            struck = !(await process.KillAsync()).Contains("checkpointed") && new FileInfo(story.Database + "-wal").Length > 0;
        }
        Assert.True(struck, "No kill came in time.");
        await story.FinishAsync(0);

        story.ExpectAllDone(kills);
    }

    [Fact]
    public async Task Kill_WhileTheFileIsRewritten_EverythingAcknowledgedComesToItsEnd()
    {
        var story = new CrashStoryRun(_folder.File("crash.db"), 10);
        var (kills, struck) = (0, false);
        for (; kills < 20 && !struck; kills++) // one that comes too late strikes nothing
        {
            using var process = await CrashingProcess.StartAsync(story.Database, 0);
            await process.SendAsync([.. story.Starts, "fill"]);
            await story.AcknowledgedAsync(process, story.Starts.Count + 1);
            await process.SendAsync(["compact"]);
            while (await process.ReadAsync() is not "compacting")
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            while (new FileInfo(story.Database + "-wal").Length < 1_000_000) // the new pages go there
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            struck = !(await process.KillAsync()).Contains("compact");
        }
        Assert.True(struck, "No kill came in time.");
        await story.FinishAsync(0);

        story.ExpectAllDone(kills);
    }
}
