namespace DealFlow.Embedded.Tests;

/// <summary>The write-ahead log: what makes a commit durable, and what rids it of what was replaced.</summary>
public sealed class WriteAheadLogTests : IDisposable
{
    private const string Pages =
        "INSERT INTO pages WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1) SELECT randomblob(4000) FROM n";

    private readonly TemporaryFolder _folder = new();

    private string Database => _folder.File("log.db");

    private long LogLength => new FileInfo(Database + "-wal").Length;

    public void Dispose() => _folder.Dispose();

    /// <summary>No test can cut the power: these settings are what holds then.</summary>
    [Fact]
    public async Task Open_Writer_FlushesTheLogAtEachCommitAndOverwritesWhatIsReplaced()
    {
        await using var queue = CommitQueue.Open(Database);

        foreach (var (setting, value) in new (string, object)[] { ("journal_mode", "wal"), ("synchronous", 2L), ("secure_delete", 1L) })
            Assert.Equal((setting, value), (setting, await queue.CommitAsync(c => c.Scalar($"PRAGMA {setting}"))));
    }

    [Fact]
    public async Task TryEmptyLog_ItIsJustBroughtIntoTheFile_WaitsForThatAndEmptiesIt()
    {
        await using var queue = await OpenAsync();
        await queue.CommitAsync(c => c.Execute("PRAGMA wal_autocheckpoint = 0"));
        for (var round = 0; round < 5; round++)
        {
            var before = new FileInfo(Database).Length;
            await queue.CommitAsync(c => c.Execute(Pages, 8_000));
            while (new FileInfo(Database).Length == before)
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();

            Assert.True(queue.TryEmptyLog());
            Assert.Equal(0, LogLength);
        }
    }

    [Fact]
    public async Task TryEmptyLog_SomebodyWrites_SaysThatItCannot()
    {
        await using var queue = await OpenAsync();
        using var hold = new ManualResetEventSlim();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var held = queue.CommitAsync(_ =>
        {
            begun.SetResult();
            hold.Wait(TestContext.Current.CancellationToken);
        });
        await begun.Task;

        var emptied = Record.Exception(() => Assert.False(queue.TryEmptyLog()));
        hold.Set();
        await held;

        Assert.Null(emptied);
        Assert.True(queue.TryEmptyLog());
    }

    [Fact]
    public async Task Checkpoint_AnotherFileStandsInThePlaceOfTheOneInUse_IsLeftAlone()
    {
        await using var queue = await OpenAsync();
        DatabaseCopy.Write(Database, _folder.File("copy.db"));
        var copied = await File.ReadAllBytesAsync(_folder.File("copy.db"), TestContext.Current.CancellationToken);
        var brought = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        queue.Reached = moment => _ = moment is Moment.LogCheckpointed && brought.TrySetResult();
        File.Move(Database, _folder.File("away.db"));
        File.Move(_folder.File("copy.db"), Database);

        await queue.CommitAsync(c => c.Execute(Pages, 1_600));
        await brought.Task.WaitAsync(TestContext.Current.CancellationToken);
        Assert.True(queue.TryEmptyLog());

        Assert.Equal(copied, await File.ReadAllBytesAsync(Database, TestContext.Current.CancellationToken));
    }

    private async Task<CommitQueue> OpenAsync()
    {
        var queue = CommitQueue.Open(Database);
        await queue.CommitAsync(c => c.Execute("CREATE TABLE pages (content BLOB)"));
        return queue;
    }
}
