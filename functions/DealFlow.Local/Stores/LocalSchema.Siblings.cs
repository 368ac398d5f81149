namespace DealFlow.Local.Stores;

internal static partial class LocalSchema
{
    /// <summary>Registrations that were split from one another have one sequence, and count once towards a partner's open registrations.</summary>
    public static IReadOnlyList<string> Siblings { get; } =
    [
        "DROP INDEX registrations_open",
        "CREATE INDEX registrations_open ON registrations (partner, program, sequence) WHERE ended = 0",
    ];
}
