using DealFlow.Azure.Mails;
using DealFlow.Azure.Tests.Cosmos;
using DealFlow.Embedded;
using DealFlow.Local.Stores;
using DealFlow.Workflow.Tests.Ports;
using NodaTime;

namespace DealFlow.Azure.Tests.Mails;

/// <summary>What everything does that remembers which mails were sent.</summary>
public abstract class SentMailsSuite
{
    private static readonly Duration InDoubt = Duration.FromMinutes(15);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The marks of this test: none at the first call, later opened again.</summary>
    protected abstract Task<ISentMails> OpenAsync();

    [Fact]
    public async Task TryBeginAsync_ManyAtOnce_OneBegins()
    {
        var sent = await OpenAsync();

        var begun = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => sent.TryBeginAsync("DR-0000-0001/1", Samples.Now, InDoubt, Stop))));

        Assert.Single(begun, one => one);
    }

    [Fact]
    public async Task TryBeginAsync_Sent_IsNeverBegunAgain()
    {
        var sent = await OpenAsync();
        await sent.TryBeginAsync("a/1", Samples.Now, InDoubt, Stop);
        await sent.SentAsync("a/1", Stop);
        await sent.GiveUpAsync("a/1", Stop);

        sent = await OpenAsync();
        Assert.False(await sent.TryBeginAsync("a/1", Samples.Now + Duration.FromDays(1), InDoubt, Stop));
        Assert.Equal(SentState.Sent, await sent.FindAsync("a/1", Stop));
        Assert.True(await sent.TryBeginAsync("a/2", Samples.Now, InDoubt, Stop));
    }

    [Fact]
    public async Task TryBeginAsync_GivenUp_IsBegunAgain()
    {
        var sent = await OpenAsync();
        await sent.TryBeginAsync("a/1", Samples.Now, InDoubt, Stop);
        await sent.GiveUpAsync("a/1", Stop);

        Assert.Equal(SentState.None, await sent.FindAsync("a/1", Stop));
        Assert.True(await sent.TryBeginAsync("a/1", Samples.Now, InDoubt, Stop));
    }

    [Fact]
    public async Task TryBeginAsync_InDoubt_IsBegunAgainAfterAWhile()
    {
        var sent = await OpenAsync();
        await sent.TryBeginAsync("a/1", Samples.Now, InDoubt, Stop);

        Assert.False(await sent.TryBeginAsync("a/1", Samples.Now + InDoubt - Duration.FromSeconds(1), InDoubt, Stop));
        Assert.True(await sent.TryBeginAsync("a/1", Samples.Now + InDoubt, InDoubt, Stop));
        Assert.False(await sent.TryBeginAsync("a/1", Samples.Now + InDoubt, InDoubt, Stop));
    }

    [Fact]
    public async Task SentAsync_OfAMailThatWasNeverBegun_ChangesNothing()
    {
        var sent = await OpenAsync();
        await sent.SentAsync("a/1", Stop);

        Assert.Equal(SentState.None, await sent.FindAsync("a/1", Stop));
        Assert.True(await sent.TryBeginAsync("a/1", Samples.Now, InDoubt, Stop));
    }
}

/// <summary>Marks in Cosmos DB.</summary>
public sealed class CosmosSentMailsTests(CosmosPlace place) : SentMailsSuite
{
    private readonly TestStores _stores = new(place);

    protected override async Task<ISentMails> OpenAsync() => (await _stores.OpenAsync()).SentMails;
}

/// <summary>Marks in SQLite.</summary>
public sealed class SqliteSentMailsTests : SentMailsSuite, IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dealflow-sent-");
    private CommitQueue? _commits;

    public async ValueTask DisposeAsync()
    {
        if (_commits is not null)
            await _commits.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    protected override async Task<ISentMails> OpenAsync()
    {
        if (_commits is not null)
            await _commits.DisposeAsync();
        _commits = CommitQueue.Open(Path.Combine(_folder.FullName, "dealflow.db"));
        await LocalDatabase.OpenAsync(_commits);
        return new SqliteSentMails(_commits);
    }
}
