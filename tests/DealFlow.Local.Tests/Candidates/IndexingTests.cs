using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Registrations;
using DealFlow.Embedded;
using DealFlow.Local.Candidates;
using DealFlow.Local.Stores;
using DealFlow.Local.Tests.Stores;
using DealFlow.Workflow.Conflicts;
using DealFlow.Workflow.Registrations;
using DealFlow.Workflow.Tests.Ports;
using Microsoft.Extensions.Logging.Abstractions;

namespace DealFlow.Local.Tests.Candidates;

/// <summary>The index is made again from what the database holds: after another algorithm, a crash in between, a loss.</summary>
public sealed class IndexingTests : IAsyncDisposable
{
    private const int NextVersion = IndexedCustomer.Version + 1;
    private static readonly CustomerFacts Zirbel = new() { Name = "Zirbelholz Möbelwerkstätten GmbH", Country = "DE" };

    private readonly TestDatabase _database = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Accounts_OtherVersion_AreRefusedUntilIndexedAnewAndThenFound()
    {
        var commits = await _database.OpenAsync();
        await using (var first = Open(commits))
            await SaveAsync(new SqliteAccountStore(commits, first));

        await using var next = Open(commits, NextVersion);
        await next.Made;

        Assert.Null(next.Progress);
        Assert.Single(await FindAsync(next.Index));
    }

    [Fact]
    public async Task Accounts_IndexIsBehind_ReadingIsRefused()
    {
        using var index = SqliteCandidateIndex.Open(_database.CandidatesPath);
        index.IsComplete = false;

        await Assert.ThrowsAsync<IndexIncompleteException>(() => FindAsync(index));
    }

    [Fact]
    public async Task Accounts_KilledWhileIndexing_GoesOnWhereItWas()
    {
        var commits = await _database.OpenAsync();
        await using (var first = Open(commits))
            await SaveAsync(new SqliteAccountStore(commits, first));
        SqliteCandidateIndex.Delete(_database.CandidatesPath);
        using (var half = SqliteCandidateIndex.Open(_database.CandidatesPath))
            await half.FollowAsync([], 1, Stop); // as if the first change had been indexed, and found to be nothing

        await using var again = Open(commits);
        await again.Made;

        Assert.Empty(await FindAsync(again.Index));
        Assert.NotEmpty(await new CandidateSearch(again.Index).FindAsync("contoso", new CustomerFacts { Name = "Huber Feinmechanik AG", Country = "DE" }, Stop));
    }

    [Fact]
    public async Task Accounts_IndexOfAnotherDatabase_IsMadeAnew()
    {
        var commits = await _database.OpenAsync();
        await using (var first = Open(commits))
            await SaveAsync(new SqliteAccountStore(commits, first));
        using (var foreign = SqliteCandidateIndex.Open(_database.CandidatesPath))
            await foreign.FollowAsync([("contoso", new NamedCustomer("account:FOREIGN", IndexedCustomer.Of(Zirbel)))], 99, Stop);

        await using var again = Open(commits);
        await again.Made;

        Assert.Equal("account:A-1", Assert.Single(await FindAsync(again.Index)).Customer);
    }

    [Fact]
    public async Task Registrations_OtherVersion_AreRefusedUntilIndexedAnewAndThenFound()
    {
        var commits = await _database.OpenAsync();
        var store = new SqliteRegistrationStore(commits, new PortClock());
        var mine = await store.AddIndexedAsync(1, Zirbel with { Name = "ZIRBELHOLZ MOEBELWERKSTAETTEN" });
        for (var number = 2; number <= 250; number++)
            await store.AddIndexedAsync(number, number == 177 ? Zirbel : new CustomerFacts { Name = $"Huber {number}", Country = "DE" });
        await commits.CommitAsync(connection => { connection.Execute("DELETE FROM claim_customers"); connection.Execute("DELETE FROM claim_keys"); }, Stop);
        await commits.CommitAsync(connection => { connection.Execute("UPDATE claim_indexing SET through = 0, whole = 250, version = $1", NextVersion); }, Stop);
        await Assert.ThrowsAsync<IndexIncompleteException>(() => store.SimilarAsync(mine));

        await using var indexing = await ClaimIndexing.OpenAsync(commits, NullLogger<ClaimIndexing>.Instance, NextVersion);
        await indexing.Made;

        Assert.Null(indexing.Progress);
        Assert.Equal(Samples.Id(177), Assert.Single(await store.SimilarAsync(mine)).Id);
    }

    [Fact]
    public async Task Registrations_EndedOnes_AreNotIndexedAnew()
    {
        var commits = await _database.OpenAsync();
        var store = new SqliteRegistrationStore(commits, new PortClock());
        var mine = await store.AddIndexedAsync(1, Zirbel);
        await store.AddIndexedAsync(2, Zirbel);
        var stored = (await store.FindAsync(Samples.Id(2), Stop))!;
        await store.SaveAsync(new RegistrationChange(stored.Registration with { Status = RegistrationStatus.Withdrawn, ClosedAt = Samples.Now }, stored.Stamp, false), Stop);

        await using var indexing = await ClaimIndexing.OpenAsync(commits, NullLogger<ClaimIndexing>.Instance, NextVersion);
        await indexing.Made;

        Assert.Equal(1L, commits.Read(connection => connection.Scalar("SELECT count(*) FROM claim_customers")));
        Assert.Empty(await store.SimilarAsync(mine));
    }

    private AccountIndexing Open(CommitQueue commits, int version = IndexedCustomer.Version) =>
        AccountIndexing.Open(commits, _database.CandidatesPath, NullLogger<AccountIndexing>.Instance, version);

    private static async Task SaveAsync(IAccountStore store)
    {
        await store.SaveAsync("contoso", [new Account("A-1", Zirbel, "customer", null, null), new Account("A-2", new CustomerFacts { Name = "Huber Feinmechanik AG", Country = "DE" }, "customer", null, null)], Stop);
        await store.SettleAsync(Stop);
    }

    private static Task<IReadOnlyList<FoundCustomer>> FindAsync(ICandidateIndex index) => new CandidateSearch(index).FindAsync("contoso", Zirbel, Stop);
}
