namespace DealFlow.Local.Stores;

internal static partial class LocalSchema
{
    public static IReadOnlyList<string> NewCustomers { get; } =
    [
        """
        CREATE TABLE known_customers (
            partner TEXT NOT NULL, program TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (partner, program, key)) WITHOUT ROWID
        """,
        """
        INSERT OR IGNORE INTO known_customers (partner, program, key)
            SELECT registrations.partner, registrations.program, keys.value FROM registrations, json_each(registrations.claim, '$.keys') AS keys
        """,

        // Of the last day on which there was one.
        """
        CREATE TABLE new_customers (
            partner TEXT NOT NULL, program TEXT NOT NULL, day TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (partner, program)) WITHOUT ROWID
        """,
    ];
}
