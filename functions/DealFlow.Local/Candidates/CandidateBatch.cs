using System.Buffers.Binary;
using System.Runtime.InteropServices;
using DealFlow.Domain.Conflicts;
using DealFlow.Embedded;
using DealFlow.Local.Stores;
using DealFlow.Workflow.Conflicts;
using Microsoft.Data.Sqlite;

namespace DealFlow.Local.Candidates;

/// <summary>
/// Puts many customers into the index at once: what changes under one key is gathered, and each key is written once, in their order. What is unchanged
/// costs a read.
/// </summary>
internal sealed class CandidateBatch(SqliteConnection connection, string manufacturer)
{
    private const int KeyBytes = sizeof(long);
    private const int NumberBytes = sizeof(int);

    private const string AddSql =
        """
        INSERT INTO postings (manufacturer, key, customers) VALUES ($1, $2, $3) ON CONFLICT (manufacturer, key) DO UPDATE
            SET customers = CASE WHEN length(customers) + length(excluded.customers) > $4 THEN x'' ELSE CAST(customers || excluded.customers AS BLOB) END
            WHERE length(customers) > 0
        """;

    private readonly List<(long Key, int Customer)> _added = [];
    private readonly List<(long Key, int Customer)> _removed = [];
    private readonly long _manufacturer = NumberOf(connection, manufacturer);

    public static long NumberOf(SqliteConnection connection, string manufacturer)
    {
        if (connection.Scalar("SELECT number FROM manufacturers WHERE id = $1", manufacturer) is long known)
            return known;
        connection.Execute("INSERT INTO manufacturers (id) VALUES ($1)", manufacturer);
        return (long)connection.Scalar("SELECT last_insert_rowid()")!;
    }

    public void Put(IEnumerable<NamedCustomer> customers)
    {
        foreach (var customer in customers)
            Put(customer);
        Apply();
    }

    public void Remove(string name)
    {
        if (Find(name) is not { } found)
            return;
        foreach (var key in KeysOf(found.Keys))
            _removed.Add((key, found.Number));
        connection.Execute("DELETE FROM customers WHERE number = $1", found.Number);
        Apply();
    }

    private void Put(NamedCustomer customer)
    {
        long[] hashes = [.. customer.Indexed.Keys.Select(key => key.Hash).Distinct()];
        var keys = MemoryMarshal.AsBytes(hashes.AsSpan()).ToArray();
        var found = Find(customer.Name);
        if (found is not null && found.Fingerprint == customer.Indexed.Fingerprint && found.Keys.AsSpan().SequenceEqual(keys))
            return;
        var before = found is null ? [] : KeysOf(found.Keys);
        var number = found?.Number;
        if (found is not null)
            connection.Execute("UPDATE customers SET keys = $2, fingerprint = $3 WHERE number = $1", found.Number, keys, customer.Indexed.Fingerprint);
        else
            number = Insert(customer, keys);
        foreach (var key in hashes.Except(before))
            _added.Add((key, number!.Value));
        foreach (var key in before.Except(hashes))
            _removed.Add((key, number!.Value));
    }

    private int Insert(NamedCustomer customer, byte[] keys)
    {
        connection.Execute("INSERT INTO customers (manufacturer, name, keys, fingerprint) VALUES ($1, $2, $3, $4)",
            _manufacturer, customer.Name, keys, customer.Indexed.Fingerprint);
        return checked((int)(long)connection.Scalar("SELECT last_insert_rowid()")!);
    }

    private Row? Find(string name) => connection.FirstRow(
        "SELECT number, keys, fingerprint FROM customers WHERE manufacturer = $1 AND name = $2",
        row => new Row(row.GetInt32(0), row.GetFieldValue<byte[]>(1), row.GetString(2)), _manufacturer, name);

    private void Apply()
    {
        foreach (var (key, customer) in _removed)
            Take(key, customer);
        _added.Sort();
        for (var from = 0; from < _added.Count;)
        {
            var to = from + 1;
            while (to < _added.Count && _added[to].Key == _added[from].Key)
                to++;
            Add(_added[from].Key, CollectionsMarshal.AsSpan(_added)[from..to]);
            from = to;
        }

        _removed.Clear();
        _added.Clear();
    }

    private void Add(long key, ReadOnlySpan<(long Key, int Customer)> customers)
    {
        var bytes = customers.Length > IndexedCustomer.MostPostings ? [] : new byte[customers.Length * NumberBytes];
        for (var index = 0; index * NumberBytes < bytes.Length; index++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(index * NumberBytes), customers[index].Customer);
        connection.Execute(AddSql, _manufacturer, key, bytes, bytes.Length == 0 ? 0 : IndexedCustomer.MostPostings * NumberBytes);
    }

    private void Take(long key, int customer)
    {
        if (connection.Scalar("SELECT customers FROM postings WHERE manufacturer = $1 AND key = $2", _manufacturer, key) is not byte[] { Length: > 0 } bytes)
            return;
        int[] left = [.. MemoryMarshal.Cast<byte, int>(bytes).ToArray().Where(number => number != customer)];
        if (left.Length == 0)
            connection.Execute("DELETE FROM postings WHERE manufacturer = $1 AND key = $2", _manufacturer, key);
        else
            connection.Execute("UPDATE postings SET customers = $3 WHERE manufacturer = $1 AND key = $2", _manufacturer, key, MemoryMarshal.AsBytes(left.AsSpan()).ToArray());
    }

    private static long[] KeysOf(byte[] bytes) => MemoryMarshal.Cast<byte, long>(bytes).ToArray();

    private sealed record Row(int Number, byte[] Keys, string Fingerprint);
}
