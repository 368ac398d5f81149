using System.Collections;
using System.Globalization;
using System.Resources;
using DealFlow.Embedded;
using DealFlow.Local.Instances;
using DealFlow.Workflow.Durable;
using NodaTime;

namespace DealFlow.Local.Tests.Instances;

/// <summary>The sentences about instances.</summary>
public sealed class InstanceTextsTests
{
    private static readonly Instant At = Instant.FromUtc(2026, 3, 2, 9, 0);

    [Fact]
    public void Texts_GermanAndEnglish_AreTheSameSentencesWithTheSameValues()
    {
        var (english, german) = (Of("InstanceTexts"), Of("InstanceTexts.de"));

        Assert.Equal(english.Keys.Order(StringComparer.Ordinal), german.Keys.Order(StringComparer.Ordinal));
        foreach (var (key, text) in english)
            Assert.Equal((key, Values(text)), (key, Values(german[key])));
    }

    [Theory]
    [InlineData("de")]
    [InlineData("en")]
    public void Words_OfEveryStateAndStep_AreThere(string language)
    {
        var words = new InstanceWords(InstanceTexts.Of(language));

        Assert.Equal(7, Enum.GetValues<InstanceState>().Select(words.State).Distinct().Count());
        List<string> steps =
        [
            .. Enum.GetValues<EntryKind>().Select(kind => words.Step(new InstanceStep(
                At, kind, 1, "Proceed", kind is EntryKind.Sleep ? At : null, kind is EntryKind.ActivityFailed ? "System.TimeoutException" : null))),
            words.Step(new InstanceStep(At, EntryKind.Wait, 1, "changed", At, null)),
        ];
        Assert.Equal(9, steps.Distinct().Count());
        Assert.All(steps, step => Assert.DoesNotContain("{", step, StringComparison.Ordinal));
        OpenStep[] waiting =
        [
            new(EntryKind.Activity, 1, "Proceed", null, 1, null), new(EntryKind.Activity, 1, "Proceed", null, 2, At), new(EntryKind.Wait, 1, "changed", null, 1, null),
            new(EntryKind.Wait, 1, "changed", At, 1, null), new(EntryKind.Sleep, 1, null, At, 1, null),
        ];
        Assert.Equal(5, waiting.Select(words.Waiting).Distinct().Count());
    }

    private static Dictionary<string, string> Of(string name)
    {
        var manager = new ResourceManager("DealFlow.Local.Instances." + name, typeof(InstanceWords).Assembly);
        return manager.GetResourceSet(CultureInfo.InvariantCulture, true, false)!.Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
    }

    private static string Values(string text) => string.Concat(Enumerable.Range(0, 4).Where(i => text.Contains($"{{{i}}}", StringComparison.Ordinal)));
}
