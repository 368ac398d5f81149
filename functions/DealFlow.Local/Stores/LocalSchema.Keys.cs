namespace DealFlow.Local.Stores;

internal static partial class LocalSchema
{
    /// <summary>Who made a key, and the manufacturers whose membership named that person then (a JSON list). Both null: the operator, for all.</summary>
    public static IReadOnlyList<string> Keys { get; } =
    [
        "ALTER TABLE api_keys ADD COLUMN made_by TEXT",
        "ALTER TABLE api_keys ADD COLUMN manufacturers TEXT",
    ];
}
