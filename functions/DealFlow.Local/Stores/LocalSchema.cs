namespace DealFlow.Local.Stores;

/// <summary>
/// The tables of the local stores. Instants are ticks of 100 ns since 1970-01-01 UTC; documents are JSON as everywhere, and what is searched
/// for stands beside them in columns.
/// </summary>
internal static partial class LocalSchema
{
    public static IReadOnlyList<string> Version1 { get; } =
    [
        // The place in the order of acceptance comes from here, so that it has no gaps.
        "CREATE TABLE counters (name TEXT NOT NULL PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID",
        "INSERT INTO counters (name, value) VALUES ('sequence', 0)",

        // number: the order of insertion; registrations that were split from one another share a sequence.
        // held_by: only while queued. to_wake: the stamp of the last change that the orchestration has still to learn of, or null.
        """
        CREATE TABLE registrations (
            number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, sequence INTEGER NOT NULL, stamp INTEGER NOT NULL,
            manufacturer TEXT NOT NULL, partner TEXT NOT NULL, program TEXT NOT NULL, status TEXT NOT NULL, ended INTEGER NOT NULL,
            held_by TEXT, to_wake INTEGER, search TEXT NOT NULL, claim TEXT NOT NULL, json TEXT NOT NULL)
        """,
        "CREATE INDEX registrations_by_partner ON registrations (partner, sequence)",
        "CREATE INDEX registrations_by_partner_status ON registrations (partner, status, sequence)",
        "CREATE INDEX registrations_by_manufacturer ON registrations (manufacturer, sequence)",
        "CREATE INDEX registrations_by_manufacturer_status ON registrations (manufacturer, status, sequence)",
        "CREATE INDEX registrations_open ON registrations (partner, program) WHERE ended = 0",
        "CREATE INDEX registrations_queued ON registrations (held_by, sequence) WHERE held_by IS NOT NULL",
        "CREATE INDEX registrations_to_wake ON registrations (number) WHERE to_wake IS NOT NULL",

        // Only of registrations that are alive or won.
        """
        CREATE TABLE claims (
            manufacturer TEXT NOT NULL, scope TEXT NOT NULL, key TEXT NOT NULL, sequence INTEGER NOT NULL, registration TEXT NOT NULL,
            PRIMARY KEY (manufacturer, scope, key, sequence, registration)) WITHOUT ROWID
        """,
        """
        CREATE TABLE idempotency_marks (
            partner TEXT NOT NULL, key TEXT NOT NULL, body_hash TEXT NOT NULL, registration TEXT NOT NULL, expires_at INTEGER NOT NULL,
            PRIMARY KEY (partner, key)) WITHOUT ROWID
        """,
        "CREATE INDEX idempotency_marks_by_expiry ON idempotency_marks (expires_at)",

        """
        CREATE TABLE accounts (
            manufacturer TEXT NOT NULL, id TEXT NOT NULL, keys TEXT NOT NULL, json TEXT NOT NULL,
            PRIMARY KEY (manufacturer, id)) WITHOUT ROWID
        """,
        """
        CREATE TABLE account_keys (
            manufacturer TEXT NOT NULL, key TEXT NOT NULL, account TEXT NOT NULL,
            PRIMARY KEY (manufacturer, key, account)) WITHOUT ROWID
        """,
        """
        CREATE TABLE memberships (
            manufacturer TEXT NOT NULL, partner TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (manufacturer, partner)) WITHOUT ROWID
        """,
        """
        CREATE TABLE api_keys (
            hash TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, owner TEXT NOT NULL, created_at INTEGER NOT NULL, last_used_at INTEGER,
            revoked_at INTEGER) WITHOUT ROWID
        """,
        "CREATE INDEX api_keys_by_owner ON api_keys (kind, owner)",

        // What is done stays, so that it is not added a second time.
        """
        CREATE TABLE daily_items (
            id TEXT NOT NULL PRIMARY KEY, due_at INTEGER NOT NULL, reader TEXT NOT NULL, done INTEGER NOT NULL, json TEXT NOT NULL) WITHOUT ROWID
        """,
        "CREATE INDEX daily_items_waiting ON daily_items (due_at) WHERE done = 0",
        """
        CREATE TABLE mails (
            number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, to_address TEXT NOT NULL, to_name TEXT NOT NULL, from_address TEXT NOT NULL,
            from_name TEXT NOT NULL, subject TEXT NOT NULL, html TEXT NOT NULL, text TEXT NOT NULL, sent_at INTEGER NOT NULL, headers TEXT NOT NULL)
        """,
        "CREATE TABLE events (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, subject TEXT NOT NULL, json TEXT NOT NULL)",
        "CREATE TABLE program_terms (version TEXT NOT NULL PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID",
        "CREATE TABLE settings (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    ];
}
