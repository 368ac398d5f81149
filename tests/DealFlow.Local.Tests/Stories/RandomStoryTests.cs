using System.Globalization;
using CsCheck;
using DealFlow.Domain.Registrations;

namespace DealFlow.Local.Tests.Stories;

/// <summary>
/// Random stories on the real parts of the local host, with crashes anywhere, against the pure state machine: what is stored, the timeline, mails and
/// events agree with it after every step, a customer has one holder a line, and nothing has its effect twice.
/// <c>DEALFLOW_STORIES=500</c> plays so many new ones; one that fails is named by its seed, which <c>DEALFLOW_STORY</c> plays again.
/// </summary>
public sealed class RandomStoryTests
{
    private const uint KnownStories = 16;

    private static readonly Gen<Step[]> Steps = Step.Any.Array[10, 24];

    [Fact]
    public async Task Story_AnySteps_ProductAndModelAgree()
    {
        using var programs = new StoryPrograms();
        var met = new HashSet<string>();
        if (Environment.GetEnvironmentVariable("DEALFLOW_STORY") is { Length: > 0 } seed)
            await PlayAsync(programs, met, seed, 1);
        else if (int.TryParse(Environment.GetEnvironmentVariable("DEALFLOW_STORIES"), NumberStyles.None, CultureInfo.InvariantCulture, out var many))
            await PlayAsync(programs, met, null, many);
        else
            await PlayKnownAsync(programs, met);
    }

    /// <summary>The known stories come to most of what can happen to a deal, else they would prove little.</summary>
    private static async Task PlayKnownAsync(StoryPrograms programs, HashSet<string> met)
    {
        for (var known = 1u; known <= KnownStories; known++)
            await PlayAsync(programs, met, new PCG(known, 4711).ToString(), 1);
        Assert.True(met.Count >= 26, $"The stories never come to: {string.Join(' ', Happening.All.Except(met))}.");
    }

    private static Task PlayAsync(StoryPrograms programs, HashSet<string> met, string? seed, int stories) =>
        Steps.SampleAsync(async steps => met.UnionWith(await Story.RunAsync(programs, steps)), seed: seed, iter: stories, threads: 1);
}
