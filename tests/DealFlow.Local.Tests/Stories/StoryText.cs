using System.Text.Json;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow;

namespace DealFlow.Local.Tests.Stories;

/// <summary>Deals as text, to be compared: all of them but what is owed, and what the check has found beside the verdict and the holder.</summary>
internal static class StoryText
{
    private static readonly JsonSerializerOptions Indented = new(DealFlowJson.Options) { WriteIndented = true };

    public static string Of(Registration deal) => JsonSerializer.Serialize(
        deal with { Owed = [], Conflict = deal.Conflict is { } report ? report with { Candidates = [] } : null }, Indented);

    /// <summary>How a stored deal differs from the nearest point of its way.</summary>
    public static string Difference(IReadOnlyList<Registration> way, Registration stored)
    {
        var actual = Of(stored).Split('\n');
        var nearest = way.Select(state => Of(state).Split('\n')).MinBy(expected => expected.Except(actual).Count() + actual.Except(expected).Count())!;
        return $"{stored.Id} differs.\nexpected:\n{string.Join('\n', nearest.Except(actual))}\nbut is:\n{string.Join('\n', actual.Except(nearest))}\n"
            + $"owed: {string.Join(", ", stored.Owed)}\n" + string.Join('\n', stored.Timeline.Select(entry => $"{entry.At} {entry.By} {entry.What}"));
    }
}
