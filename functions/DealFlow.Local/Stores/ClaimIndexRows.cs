using System.Globalization;
using System.Text.Json;
using DealFlow.Domain.Conflicts;
using DealFlow.Embedded;
using DealFlow.Workflow;
using DealFlow.Workflow.Conflicts;
using DealFlow.Workflow.Registrations;
using Microsoft.Data.Sqlite;

namespace DealFlow.Local.Stores;

/// <summary>
/// The candidate index of registrations: written together with their claims, and gone with them. How common a key is, is counted when it is read: there
/// are not many.
/// </summary>
internal static class ClaimIndexRows
{
    internal const string KeySql = "SELECT registration FROM claim_postings WHERE manufacturer = $1 AND key = $2 LIMIT $3";

    internal const string FingerprintsSql =
        "SELECT registration, fingerprint FROM claim_customers WHERE registration IN (SELECT value FROM json_each($1))";

    internal const string FreeSql =
        """
        DELETE FROM claim_postings WHERE manufacturer = $1 AND registration = $2
            AND key IN (SELECT value FROM json_each((SELECT keys FROM claim_customers WHERE registration = $2)))
        """;

    internal const string CopySql =
        """
        INSERT OR IGNORE INTO claim_postings (manufacturer, key, registration)
            SELECT manufacturer, value, $2 FROM claim_customers, json_each(claim_customers.keys) WHERE registration = $1
        """;

    public static void Publish(SqliteConnection connection, string manufacturer, string registration, IndexedCustomer customer)
    {
        var keys = $"[{string.Join(',', customer.Keys.Select(key => key.Hash.ToString(CultureInfo.InvariantCulture)))}]";
        connection.Execute("INSERT INTO claim_customers (registration, manufacturer, version, keys, fingerprint) VALUES ($1, $2, $3, $4, $5)",
            registration, manufacturer, IndexedCustomer.Version, keys, customer.Fingerprint);
        connection.Execute("INSERT OR IGNORE INTO claim_postings (manufacturer, key, registration) SELECT $1, value, $2 FROM json_each($3)",
            manufacturer, registration, keys);
    }

    public static void Free(SqliteConnection connection, string manufacturer, string registration)
    {
        connection.Execute(FreeSql, manufacturer, registration);
        connection.Execute("DELETE FROM claim_customers WHERE registration = $1", registration);
    }

    /// <summary>A registration that is split off has the same customer.</summary>
    public static void Copy(SqliteConnection connection, string from, string to)
    {
        connection.Execute(CopySql, from, to);
        connection.Execute(
            """
            INSERT INTO claim_customers (registration, manufacturer, version, keys, fingerprint)
                SELECT $2, manufacturer, version, keys, fingerprint FROM claim_customers WHERE registration = $1
            """, from, to);
    }

    /// <summary>The ids of registrations that may be of the customer looked up.</summary>
    /// <exception cref="IndexIncompleteException">Some are still to be indexed.</exception>
    public static IEnumerable<string> Find(SqliteConnection connection, string manufacturer, CandidateLookup lookup)
    {
        if (connection.Scalar("SELECT 1 FROM claim_indexing WHERE through < whole") is not null)
            throw new IndexIncompleteException();
        var ids = lookup.Keys.Select(key => Under(connection, manufacturer, key)).ToList();
        var fingerprints = connection
            .Rows(FingerprintsSql, row => (Id: row.GetString(0), Fingerprint: row.GetString(1)), JsonSerializer.Serialize(ids.SelectMany(ofKey => ofKey).Distinct(), DealFlowJson.Options))
            .ToDictionary(row => row.Id, row => row.Fingerprint);
        return SimilarRegistrations.Of(
            lookup, [.. lookup.Keys.Zip(ids, (key, ofKey) => new KeyPostings(key, [.. ofKey.Select(id => new Posting(id, fingerprints[id]))]))]);
    }

    private static List<string> Under(SqliteConnection connection, string manufacturer, CandidateKey key)
    {
        var found = connection.Rows(KeySql, row => row.GetString(0), manufacturer, key.Hash, IndexedCustomer.MostPostings + 1);
        return found.Count > IndexedCustomer.MostPostings ? [] : found;
    }
}
