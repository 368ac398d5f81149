namespace DealFlow.Local.Stores;

internal static partial class LocalSchema
{
    /// <summary>What finds the contacts that are to be erased: of registrations that have ended, and were not erased since.</summary>
    public static IReadOnlyList<string> Privacy { get; } =
    [
        "ALTER TABLE registrations ADD COLUMN terms TEXT GENERATED ALWAYS AS (json ->> 'programVersion') VIRTUAL",
        """
        ALTER TABLE registrations ADD COLUMN contact_since TEXT GENERATED ALWAYS AS (
            CASE WHEN ended = 1 AND (json ->> 'contactErasedAt' IS NULL OR json ->> 'contactErasedAt' < json ->> 'closedAt')
            THEN json ->> 'closedAt' END) VIRTUAL
        """,
        "CREATE INDEX registrations_with_contact ON registrations (program, terms, contact_since) WHERE contact_since IS NOT NULL",
    ];
}
