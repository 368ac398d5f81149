namespace DealFlow.Local.Stores;

internal static partial class LocalSchema
{
    public static IReadOnlyList<string> Signals { get; } =
    [
        // number: the order in which signals were stored; of one that was deleted it is not given again.
        """
        CREATE TABLE signals (
            number INTEGER PRIMARY KEY AUTOINCREMENT, program TEXT NOT NULL, customer TEXT NOT NULL, id TEXT NOT NULL, occurred_at INTEGER NOT NULL,
            json TEXT NOT NULL, UNIQUE (program, customer, id))
        """,
        "CREATE INDEX signals_by_customer ON signals (program, customer, occurred_at, id)",
        "CREATE INDEX signals_by_time ON signals (occurred_at)",

        // last: the number of the last signal.
        """
        CREATE TABLE signal_customers (
            program TEXT NOT NULL, customer TEXT NOT NULL, last INTEGER NOT NULL, json TEXT NOT NULL, PRIMARY KEY (program, customer)) WITHOUT ROWID
        """,
        """
        CREATE TABLE signal_keys (
            program TEXT NOT NULL, key TEXT NOT NULL, customer TEXT NOT NULL, PRIMARY KEY (program, key, customer)) WITHOUT ROWID
        """,
        "CREATE INDEX signal_keys_by_customer ON signal_keys (program, customer)",
        """
        CREATE TABLE signal_watches (
            program TEXT NOT NULL, key TEXT NOT NULL, deal TEXT NOT NULL, PRIMARY KEY (program, key, deal)) WITHOUT ROWID
        """,

        // Deals that were approved before there were signals.
        """
        INSERT OR IGNORE INTO signal_watches (program, key, deal)
            SELECT registrations.program, strong.value, registrations.id FROM registrations, json_each(registrations.claim, '$.strong') AS strong
            WHERE registrations.status IN ('approved', 'wonReported')
        """,
        "CREATE TABLE signal_cuts (deal TEXT NOT NULL PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID",
    ];
}
