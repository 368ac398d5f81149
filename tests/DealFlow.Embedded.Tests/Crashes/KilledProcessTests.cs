namespace DealFlow.Embedded.Tests.Crashes;

/// <summary>What was acknowledged before a SIGKILL is there after it, whenever it strikes.</summary>
public sealed class KilledProcessTests : IDisposable
{
    private const int Kills = 6;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Kill_AtRandomPoints_EverythingAcknowledgedComesToItsEnd(int seed)
    {
        var random = new Random(seed);
        var story = new CrashStoryRun(_folder.File("crash.db"), 40);
        var day = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            using var process = await CrashingProcess.StartAsync(story.Database, day);
            await process.SendAsync(Shuffled(random, story.Starts));
            await story.AcknowledgedAsync(process, random.Next(story.Starts.Count + 1));
            var begun = story.Events.Where(line => !story.Starts.Contains("start " + line.Split(' ')[1])).ToList();
            await process.SendAsync(Shuffled(random, begun));
            if (random.Next(2) == 0)
                await process.SendAsync([$"day {day += 12}"]);
            await story.AcknowledgedAsync(process, random.Next(begun.Count + 1));
            story.Note(await process.KillAsync());
        }
        await story.FinishAsync(day);

        story.ExpectAllDone(Kills);
    }

    private static List<string> Shuffled(Random random, IEnumerable<string> lines)
    {
        var array = lines.Order(StringComparer.Ordinal).ToArray();
        random.Shuffle(array);
        return [.. array];
    }
}
