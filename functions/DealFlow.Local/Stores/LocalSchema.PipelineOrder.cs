namespace DealFlow.Local.Stores;

internal static partial class LocalSchema
{
    /// <summary>The figures of new registrations stand beside one another, so that what is written together is on few pages.</summary>
    public static IReadOnlyList<string> PipelineOrder { get; } =
    [
        "DROP INDEX registrations_figures",
        "CREATE INDEX registrations_figures ON registrations (manufacturer, alive_until, sequence, figures)",
    ];
}
