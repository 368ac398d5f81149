using Microsoft.Data.Sqlite;

namespace DealFlow.Embedded.Tests;

public sealed class CommitQueueTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Database => _folder.File("queue.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Commit_ManyThreads_AllAreDurableAndSeenByReaders()
    {
        await using (var queue = await OpenAsync())
        {
            await Task.WhenAll(Enumerable.Range(0, 500).Select(i => Task.Run(() => queue.CommitAsync(c => Insert(c, i)))));
            Assert.Equal(500, queue.Read(Count));
        }
        await using var again = CommitQueue.Open(Database);
        Assert.Equal(500, again.Read(Count));
    }

    [Fact]
    public async Task Commit_OfManyPages_AreBroughtIntoTheFileBesideTheWriter()
    {
        var brought = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var queue = await OpenAsync();
        queue.Reached = moment => _ = moment is Moment.LogCheckpointed && brought.TrySetResult();
        await queue.CommitAsync(c => Sql(c, "PRAGMA wal_autocheckpoint = 0")); // the writer's own never comes
        await queue.CommitAsync(c => Sql(c, "CREATE TABLE pages (content BLOB)"));
        for (var commit = 0; commit < 20; commit++)
            await queue.CommitAsync(c => Sql(c,
                "INSERT INTO pages WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100) SELECT randomblob(4000) FROM n"));
        await brought.Task.WaitAsync(TestContext.Current.CancellationToken);

        File.Copy(Database, _folder.File("without-log.db"));
        await using var copy = CommitQueue.Open(_folder.File("without-log.db"));
        Assert.True((long)copy.Read(c => c.Scalar("SELECT count(*) FROM pages"))! >= 1_400);
        Assert.Equal(2_000L, queue.Read(c => c.Scalar("SELECT count(*) FROM pages")));
    }

    [Fact]
    public async Task Commit_OneOfABatchFails_OnlyItsCallerSeesItAndItsWorkIsUndone()
    {
        await using var queue = await OpenAsync();
        using var hold = new ManualResetEventSlim();
        var first = await HoldAsync(queue, hold);

        var good = queue.CommitAsync(c => Insert(c, 1));
        var bad = queue.CommitAsync(c =>
        {
            Insert(c, 2);
            throw new FormatException("As asked.");
        });
        var sqlite = queue.CommitAsync(c => Insert(c, 1));
        var last = queue.CommitAsync(c => Insert(c, 3));
        hold.Set();

        await Task.WhenAll(first(), good, last);
        await Assert.ThrowsAsync<FormatException>(() => bad);
        await Assert.ThrowsAsync<SqliteException>(() => sqlite);
        Assert.Equal([1L, 3L], queue.Read(Numbers));
    }

    [Fact]
    public async Task Commit_TheCommitItselfFails_AllCallersSeeItAndTheQueueGoesOn()
    {
        await using var queue = await OpenAsync();
        await queue.CommitAsync(c => Sql(c, "CREATE TABLE child (n INTEGER REFERENCES numbers (n) DEFERRABLE INITIALLY DEFERRED)"));
        // A deferred key is refused by COMMIT only.
        using var hold = new ManualResetEventSlim();
        var first = await HoldAsync(queue, hold);
        var bystander = queue.CommitAsync(c => Insert(c, 1));
        var culprit = queue.CommitAsync(c => Sql(c, "INSERT INTO child VALUES (99)"));
        hold.Set();
        await first();

        await Assert.ThrowsAsync<SqliteException>(() => bystander);
        await Assert.ThrowsAsync<SqliteException>(() => culprit);
        await queue.CommitAsync(c => Insert(c, 2));
        Assert.Equal([2L], queue.Read(Numbers));
    }

    [Fact]
    public async Task Commit_CancelledWhileQueued_IsNotExecuted()
    {
        await using var queue = await OpenAsync();
        using var hold = new ManualResetEventSlim();
        using var cancel = new CancellationTokenSource();
        var first = await HoldAsync(queue, hold);
        var second = queue.CommitAsync(c => Insert(c, 1), cancel.Token);
        await cancel.CancelAsync();
        hold.Set();
        await first();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Equal(0, queue.Read(Count));
    }

    [Fact]
    public async Task Dispose_ItemsAreQueued_CommitsThemAndRefusesMore()
    {
        var queue = await OpenAsync();
        var queued = Enumerable.Range(0, 100).Select(i => queue.CommitAsync(c => Insert(c, i))).ToList();
        await queue.DisposeAsync();

        await Task.WhenAll(queued);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => queue.CommitAsync(c => Insert(c, 1000)));
        Assert.Throws<ObjectDisposedException>(() => queue.Read(Count));
    }

    [Fact]
    public async Task Dispose_Twice_IsTheSameAsOnce()
    {
        var queue = await OpenAsync();
        await queue.DisposeAsync();
        await queue.DisposeAsync();

        await using var again = CommitQueue.Open(Database);
        Assert.Equal(0, again.Read(Count));
    }

    [Fact]
    public async Task Read_Writes_AreRefused()
    {
        await using var queue = await OpenAsync();

        Assert.Throws<SqliteException>(() => queue.Read(c => { Insert(c, 1); return 0; }));
        Assert.Equal(0, queue.Read(Count));
    }

    [Fact]
    public async Task Open_NotADatabase_SaysSoAndLeavesTheFile()
    {
        await File.WriteAllTextAsync(Database, new string('x', 5000), TestContext.Current.CancellationToken);

        var error = Assert.Throws<DatabaseUnavailableException>(() => CommitQueue.Open(Database));

        Assert.Contains("not an SQLite database", error.Message, StringComparison.Ordinal);
        Assert.Equal(5000, new FileInfo(Database).Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("missing/queue.db")]
    public void Open_NoSuchPlace_SaysSo(string path)
    {
        var error = Assert.Throws<DatabaseUnavailableException>(() => CommitQueue.Open(_folder.File(path)));

        Assert.Contains("cannot be opened or created", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commit_LockedByAnotherProcess_CallersSeeItAndTheNextSucceeds()
    {
        await using var queue = await OpenAsync();
        await queue.CommitAsync(c => Sql(c, "PRAGMA busy_timeout = 1"));
        using (var other = new SqliteConnection($"Data Source={Database};Pooling=False"))
        {
            other.Open();
            Sql(other, "BEGIN IMMEDIATE");
            await Assert.ThrowsAsync<SqliteException>(() => queue.CommitAsync(c => Insert(c, 1)));
        }
        await queue.CommitAsync(c => Insert(c, 2));

        Assert.Equal([2L], queue.Read(Numbers));
    }

    private async Task<CommitQueue> OpenAsync()
    {
        var queue = CommitQueue.Open(Database);
        await queue.CommitAsync(c => Sql(c, "CREATE TABLE numbers (n INTEGER PRIMARY KEY)"));
        return queue;
    }

    // The writer is busy when this returns, so that what is queued next is one batch. The task is wrapped: it ends with the hold.
    private static async Task<Func<Task>> HoldAsync(CommitQueue queue, ManualResetEventSlim hold)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var held = queue.CommitAsync(_ =>
        {
            begun.SetResult();
            hold.Wait(TestContext.Current.CancellationToken);
        });
        await begun.Task;
        return () => held;
    }

    private static void Insert(SqliteConnection connection, int n) => connection.Execute("INSERT INTO numbers VALUES ($1)", n);

    private static void Sql(SqliteConnection connection, string sql) => connection.Execute(sql);

    private static long Count(SqliteConnection connection) => (long)connection.Scalar("SELECT count(*) FROM numbers")!;

    private static List<long> Numbers(SqliteConnection connection)
    {
        var numbers = new List<long>();
        using var row = connection.Query("SELECT n FROM numbers ORDER BY n");
        while (row.Read())
            numbers.Add(row.GetInt64(0));
        return numbers;
    }
}
