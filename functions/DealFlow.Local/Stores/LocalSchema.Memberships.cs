namespace DealFlow.Local.Stores;

internal static partial class LocalSchema
{
    public static IReadOnlyList<string> Memberships { get; } =
    [
        // revision: counts the writes. owing: whether something is still to be done because of a change.
        "ALTER TABLE memberships ADD COLUMN revision INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE memberships ADD COLUMN owing INTEGER NOT NULL DEFAULT 0",
        "CREATE INDEX memberships_owing ON memberships (manufacturer, partner) WHERE owing = 1",
    ];
}
