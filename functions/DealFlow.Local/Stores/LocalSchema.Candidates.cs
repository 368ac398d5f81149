namespace DealFlow.Local.Stores;

internal static partial class LocalSchema
{
    /// <summary>
    /// Customers are found by the candidate index instead of by whole keys. Registrations have theirs here, written with the claim. That of the accounts
    /// is a file of its own, made of this table, in which a change stands behind all that were before it.
    /// </summary>
    public static IReadOnlyList<string> Candidates { get; } =
    [
        """
        CREATE TABLE imported_accounts (
            change INTEGER PRIMARY KEY AUTOINCREMENT, manufacturer TEXT NOT NULL, id TEXT NOT NULL, json TEXT NOT NULL, UNIQUE (manufacturer, id))
        """,
        "INSERT INTO imported_accounts (manufacturer, id, json) SELECT manufacturer, id, json FROM accounts ORDER BY manufacturer, id",
        "DROP TABLE accounts",
        "DROP TABLE account_keys",

        // version: of the algorithm that made keys and fingerprint. Only of registrations that have a claim.
        """
        CREATE TABLE claim_customers (
            registration TEXT NOT NULL PRIMARY KEY, manufacturer TEXT NOT NULL, version INTEGER NOT NULL, keys TEXT NOT NULL, fingerprint TEXT NOT NULL)
            WITHOUT ROWID
        """,
        """
        CREATE TABLE claim_postings (
            manufacturer TEXT NOT NULL, key INTEGER NOT NULL, registration TEXT NOT NULL, PRIMARY KEY (manufacturer, key, registration)) WITHOUT ROWID
        """,

        // One row: of the registrations up to the number "whole", those up to "through" are indexed by this version; later ones are when they are accepted.
        "CREATE TABLE claim_indexing (version INTEGER NOT NULL, through INTEGER NOT NULL, whole INTEGER NOT NULL)",
        "INSERT INTO claim_indexing (version, through, whole) SELECT 0, 0, coalesce(max(number), 0) FROM registrations",

        // number: the order in which they were said.
        """
        CREATE TABLE aliases (
            number INTEGER PRIMARY KEY AUTOINCREMENT, manufacturer TEXT NOT NULL, id TEXT NOT NULL, json TEXT NOT NULL, UNIQUE (manufacturer, id))
        """,
        """
        CREATE TABLE alias_keys (
            manufacturer TEXT NOT NULL, key TEXT NOT NULL, alias TEXT NOT NULL, PRIMARY KEY (manufacturer, key, alias)) WITHOUT ROWID
        """,
        "CREATE INDEX alias_keys_by_alias ON alias_keys (manufacturer, alias)",
    ];
}
