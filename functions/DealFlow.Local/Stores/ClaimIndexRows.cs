using System.Globalization;
using System.Runtime.InteropServices;
using DealFlow.Domain.Conflicts;
using DealFlow.Embedded;
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
    internal const string KeySql = "SELECT customer FROM claim_keys WHERE key = $1 LIMIT $2";

    /// <summary>The manufacturer is asked for once more: two keys of two of them may be one number.</summary>
    internal const string FingerprintsSql =
        "SELECT number, registration, fingerprint FROM claim_customers WHERE number IN (SELECT value FROM json_each($1)) AND manufacturer = $2";

    internal const string FreeSql = "DELETE FROM claim_keys WHERE key IN (SELECT value FROM json_each($1)) AND customer = $2";

    internal const string OfRegistrationSql = "SELECT number, manufacturer, keys, fingerprint FROM claim_customers WHERE registration = $1";

    public static void Publish(SqliteConnection connection, string manufacturer, string registration, IndexedCustomer customer) =>
        Insert(connection, new Row(0, manufacturer, [.. customer.Keys.Select(key => key.Hash).Distinct()], customer.Fingerprint), registration);

    public static void Free(SqliteConnection connection, string registration)
    {
        if (Find(connection, registration) is not { } row)
            return;
        connection.Execute(FreeSql, Json(row.KeyNumbers), row.Number);
        connection.Execute("DELETE FROM claim_customers WHERE number = $1", row.Number);
    }

    /// <summary>A registration that is split off has the same customer.</summary>
    public static void Copy(SqliteConnection connection, string from, string to)
    {
        if (Find(connection, from) is { } row)
            Insert(connection, row, to);
    }

    /// <summary>The ids of registrations that may be of the customer looked up.</summary>
    /// <exception cref="IndexIncompleteException">Some are still to be indexed.</exception>
    public static IEnumerable<string> Find(SqliteConnection connection, string manufacturer, CandidateLookup lookup)
    {
        if (connection.Scalar("SELECT 1 FROM claim_indexing WHERE through < whole") is not null)
            throw new IndexIncompleteException();
        var found = lookup.Keys.Select(key => Under(connection, KeyNumber(manufacturer, key.Hash))).ToList();
        var postings = connection
            .Rows(
                FingerprintsSql, row => (Number: row.GetInt64(0), Posting: new Posting(row.GetString(1), row.GetString(2))),
                Json(found.SelectMany(ofKey => ofKey).Distinct()), manufacturer)
            .ToDictionary(row => row.Number, row => row.Posting);
        return SimilarRegistrations.Of(
            lookup, [.. lookup.Keys.Zip(found, (key, ofKey) => new KeyPostings(key, [.. ofKey.Where(postings.ContainsKey).Select(number => postings[number])]))]);
    }

    private static void Insert(SqliteConnection connection, Row row, string registration)
    {
        connection.Execute("INSERT INTO claim_customers (registration, manufacturer, keys, fingerprint) VALUES ($1, $2, $3, $4)",
            registration, row.Manufacturer, MemoryMarshal.AsBytes(row.Hashes.AsSpan()).ToArray(), row.Fingerprint);
        connection.Execute("INSERT OR IGNORE INTO claim_keys (key, customer) SELECT value, last_insert_rowid() FROM json_each($1)", Json(row.KeyNumbers));
    }

    private static Row? Find(SqliteConnection connection, string registration) => connection.FirstRow(
        OfRegistrationSql,
        row => new Row(row.GetInt64(0), row.GetString(1), MemoryMarshal.Cast<byte, long>(row.GetFieldValue<byte[]>(2)).ToArray(), row.GetString(3)), registration);

    private static List<long> Under(SqliteConnection connection, long key)
    {
        var found = connection.Rows(KeySql, row => row.GetInt64(0), key, IndexedCustomer.MostPostings + 1);
        return found.Count > IndexedCustomer.MostPostings ? [] : found;
    }

    /// <summary>A key of a manufacturer as a number that never changes.</summary>
    private static long KeyNumber(string manufacturer, long hash) => unchecked(hash + (new CandidateKey(manufacturer).Hash * 31));

    private static string Json(IEnumerable<long> numbers) => $"[{string.Join(',', numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)))}]";

    private sealed record Row(long Number, string Manufacturer, long[] Hashes, string Fingerprint)
    {
        public IEnumerable<long> KeyNumbers => Hashes.Select(hash => KeyNumber(Manufacturer, hash)).Order();
    }
}
