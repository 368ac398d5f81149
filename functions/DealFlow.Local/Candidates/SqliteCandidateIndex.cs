using System.Globalization;
using System.Runtime.InteropServices;
using DealFlow.Domain.Conflicts;
using DealFlow.Embedded;
using DealFlow.Local.Stores;
using DealFlow.Workflow.Conflicts;
using Microsoft.Data.Sqlite;

namespace DealFlow.Local.Candidates;

/// <summary>
/// The candidate index on SQLite. A key is one row with the numbers of its customers; the fingerprints of those that may be compared are fetched together afterwards.
/// </summary>
public sealed class SqliteCandidateIndex : ICandidateIndex, IDisposable
{
    internal const string KeySql = "SELECT customers FROM postings WHERE manufacturer = $1 AND key = $2";

    internal const string CustomersSql = "SELECT number, name, fingerprint FROM customers WHERE number IN (SELECT value FROM json_each($1))";

    private readonly CandidateFile _file;
    private readonly SemaphoreSlim _writing = new(1);
    private volatile bool _isComplete = true;

    private SqliteCandidateIndex(CandidateFile file) => _file = file;

    /// <summary>False: reading is refused, because it would not tell the whole truth.</summary>
    internal bool IsComplete { get => _isComplete; set => _isComplete = value; }

    /// <summary>Through which change of the accounts it has all of them.</summary>
    internal long Mark { get; private set; }

    /// <summary>Opens the file, or makes one that is empty, where there is none of this version.</summary>
    /// <param name="version">Of the algorithm; <see cref="IndexedCustomer.Version"/>, but for tests.</param>
    public static SqliteCandidateIndex Open(string path, int version = IndexedCustomer.Version)
    {
        var file = CandidateFile.Open(path, version);
        return new SqliteCandidateIndex(file) { Mark = (long)file.Writer.Scalar("SELECT value FROM state WHERE name = 'mark'")! };
    }

    /// <summary>Takes the file away.</summary>
    internal static void Delete(string path) => CandidateFile.Delete(path);

    /// <inheritdoc/>
    public Task PutAsync(string manufacturer, IReadOnlyList<NamedCustomer> customers, CancellationToken cancellation) =>
        WriteAsync(connection => new CandidateBatch(connection, manufacturer).Put(customers), cancellation);

    /// <inheritdoc/>
    public Task RemoveAsync(string manufacturer, string customer, CancellationToken cancellation) =>
        WriteAsync(connection => new CandidateBatch(connection, manufacturer).Remove(customer), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<KeyPostings>> ReadAsync(string manufacturer, IReadOnlyList<CandidateKey> keys, CancellationToken cancellation) => _isComplete
        ? Task.FromResult<IReadOnlyList<KeyPostings>>(_file.Read(connection => Read(connection, manufacturer, keys)))
        : throw new IndexIncompleteException();

    /// <summary>Adds what stood in the accounts up to a change, and remembers how far it has come, in one write.</summary>
    internal async Task FollowAsync(IReadOnlyList<(string Manufacturer, NamedCustomer Customer)> changed, long mark, CancellationToken cancellation)
    {
        await WriteAsync(
            connection =>
            {
                foreach (var ofOne in changed.GroupBy(change => change.Manufacturer))
                    new CandidateBatch(connection, ofOne.Key).Put(ofOne.Select(change => change.Customer));
                connection.Execute("UPDATE state SET value = $1 WHERE name = 'mark'", mark);
            }, cancellation);
        Mark = mark;
    }

    /// <summary>Nothing more is written for now: gives back the memory that much writing has taken.</summary>
    internal void Rest()
    {
        _writing.Wait();
        try
        {
            _file.Writer.Execute("PRAGMA shrink_memory");
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        _writing.Dispose();
    }

    private async Task WriteAsync(Action<SqliteConnection> work, CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            _file.Write(work);
        }
        finally
        {
            _writing.Release();
        }
    }

    private static List<KeyPostings> Read(SqliteConnection connection, string manufacturer, IReadOnlyList<CandidateKey> keys)
    {
        var owner = connection.Scalar("SELECT number FROM manufacturers WHERE id = $1", manufacturer);
        var read = keys.Select(key => (Key: key, Customers: owner is null ? [] : NumbersUnder(connection, (long)owner, key))).ToList();
        var chosen = PostingsOf(connection, CandidateChoice.Of(read));
        return [.. read.Select(ofKey => new KeyPostings(ofKey.Key, [.. ofKey.Customers.Where(chosen.ContainsKey).Select(number => chosen[number])]) { Customers = ofKey.Customers.Length })];
    }

    private static int[] NumbersUnder(SqliteConnection connection, long manufacturer, CandidateKey key) =>
        connection.Scalar(KeySql, manufacturer, key.Hash) is byte[] bytes ? MemoryMarshal.Cast<byte, int>(bytes).ToArray() : [];

    private static Dictionary<int, Posting> PostingsOf(SqliteConnection connection, IReadOnlySet<int> numbers) => numbers.Count == 0
        ? []
        : connection.Rows(
            CustomersSql, row => (Number: row.GetInt32(0), Posting: new Posting(row.GetString(1), row.GetString(2))),
            $"[{string.Join(',', numbers.Order().Select(number => number.ToString(CultureInfo.InvariantCulture)))}]")
            .ToDictionary(row => row.Number, row => row.Posting);
}
