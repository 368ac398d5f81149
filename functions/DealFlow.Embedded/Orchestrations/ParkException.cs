namespace DealFlow.Embedded;

/// <summary>The instance cannot go on with this code. The message is for an operator: it names steps, activities and types, never payloads.</summary>
internal sealed class ParkException(string message) : Exception(message);

/// <summary>A replay that took another path than its history: both sides of it.</summary>
/// <param name="At">Where, with the orchestration and its version.</param>
public sealed record Disagreement(string At, string History, string Code)
{
    private const string HistoryHas = ": the history has ", TheCode = "; the code: ";

    /// <summary>The sentence that a parked instance is shown with.</summary>
    public override string ToString() => $"{At}{HistoryHas}{History}{TheCode}{Code}.";

    /// <summary>Both sides of what a parked instance is shown with; null: it is parked for another reason.</summary>
    public static Disagreement? Find(string? failure)
    {
        if (failure?.Split(HistoryHas) is not [var at, var sides] || sides.TrimEnd('.').Split(TheCode) is not [var history, var code])
            return null;
        return new Disagreement(at, history, code);
    }
}
