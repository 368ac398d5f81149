namespace DealFlow.Local.Stores;

internal static partial class LocalSchema
{
    /// <summary>
    /// The candidate index of registrations in rows a third as long: every one that is accepted writes some twenty of them, each to another place. It is made
    /// anew of the registrations, in the background.
    /// </summary>
    public static IReadOnlyList<string> SmallClaims { get; } =
    [
        "DROP TABLE claim_postings",
        "DROP TABLE claim_customers",

        // keys: the hashes, 8 bytes each. Only of registrations that have a claim.
        """
        CREATE TABLE claim_customers (
            number INTEGER PRIMARY KEY, registration TEXT NOT NULL UNIQUE, manufacturer TEXT NOT NULL, keys BLOB NOT NULL, fingerprint TEXT NOT NULL)
        """,

        // key: with the manufacturer in it. customer: the number of one in claim_customers.
        "CREATE TABLE claim_keys (key INTEGER NOT NULL, customer INTEGER NOT NULL, PRIMARY KEY (key, customer)) WITHOUT ROWID",
        "UPDATE claim_indexing SET version = 0",
    ];
}
