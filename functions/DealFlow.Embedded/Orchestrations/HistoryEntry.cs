using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DealFlow.Embedded;

/// <summary>What a history entry says. The first three are commands of the code, the others are how a command ended.</summary>
public enum EntryKind
{
    /// <summary>The code called an activity.</summary>
    Activity,

    /// <summary>The code waits for an event, with or without a deadline.</summary>
    Wait,

    /// <summary>The code sleeps on a timer.</summary>
    Sleep,

    /// <summary>The activity returned its result.</summary>
    ActivityCompleted,

    /// <summary>The activity failed at every attempt.</summary>
    ActivityFailed,

    /// <summary>The event came.</summary>
    EventReceived,

    /// <summary>The deadline of a wait came first.</summary>
    DeadlineReached,

    /// <summary>The timer fired.</summary>
    SleepEnded,
}

/// <summary>One step of a run. Commands are numbered in the order in which the code issues them, on through continue-as-new.</summary>
internal sealed record HistoryEntry(EntryKind Kind, int Command, string? Name = null, long? Due = null, string? Payload = null, string? ErrorType = null)
{
    [JsonIgnore]
    public bool IsCommand => Kind <= EntryKind.Sleep;

    public override string ToString() => Kind switch
    {
        EntryKind.Activity => $"activity '{Name}'",
        EntryKind.Wait => $"a wait for event '{Name}'",
        EntryKind.Sleep => "a sleep",
        EntryKind.ActivityCompleted or EntryKind.ActivityFailed => $"the end of the activity of step {Command}",
        EntryKind.EventReceived or EntryKind.DeadlineReached => $"the end of the wait of step {Command}",
        _ => $"the end of the sleep of step {Command}",
    };
}

/// <summary>What one turn added to the history, and the time that the code saw in it.</summary>
internal sealed record HistoryTurn(long At, IReadOnlyList<HistoryEntry> Entries);

/// <summary>The entries of a turn as the text that one row holds.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(IReadOnlyList<HistoryEntry>))]
internal sealed partial class HistoryText : JsonSerializerContext
{
    private static readonly HistoryText Compact = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static string Write(IReadOnlyList<HistoryEntry> entries) => JsonSerializer.Serialize(entries, Compact.IReadOnlyListHistoryEntry);

    public static IReadOnlyList<HistoryEntry> Read(string text) => JsonSerializer.Deserialize(text, Compact.IReadOnlyListHistoryEntry) ?? [];
}
