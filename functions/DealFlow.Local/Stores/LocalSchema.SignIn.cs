namespace DealFlow.Local.Stores;

internal static partial class LocalSchema
{
    /// <summary>What signing in and the people's pages need.</summary>
    public static IReadOnlyList<string> SignIn { get; } =
    [
        "CREATE TABLE used_tokens (id TEXT NOT NULL PRIMARY KEY, keep_until INTEGER NOT NULL) WITHOUT ROWID",
        "CREATE INDEX used_tokens_by_expiry ON used_tokens (keep_until)",
        """
        CREATE TABLE sign_in_counts (
            what TEXT NOT NULL, until INTEGER NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (what, until)) WITHOUT ROWID
        """,
        "CREATE INDEX sign_in_counts_by_expiry ON sign_in_counts (until)",

        // Every mail address that belongs to a membership, in small letters.
        """
        CREATE TABLE membership_addresses (
            address TEXT NOT NULL, manufacturer TEXT NOT NULL, partner TEXT NOT NULL, PRIMARY KEY (address, partner, manufacturer)) WITHOUT ROWID
        """,
        "CREATE INDEX membership_addresses_by_membership ON membership_addresses (manufacturer, partner)",
        """
        INSERT OR IGNORE INTO membership_addresses (address, manufacturer, partner)
        SELECT lower(json_extract(json, '$.mail')), manufacturer, partner FROM memberships
        UNION SELECT lower(person.value), manufacturer, partner FROM memberships, json_each(memberships.json, '$.people') AS person
        """,
        "CREATE INDEX memberships_by_partner ON memberships (partner, manufacturer)",
        "ALTER TABLE api_keys ADD COLUMN label TEXT NOT NULL DEFAULT ''",

        // What waits for an answer of the manufacturer, the most urgent first.
        """
        CREATE INDEX registrations_waiting ON registrations (manufacturer, json_extract(json, '$.ask.dueAt'))
        WHERE ended = 0 AND json_extract(json, '$.ask.isOpen')
        """,
    ];
}
