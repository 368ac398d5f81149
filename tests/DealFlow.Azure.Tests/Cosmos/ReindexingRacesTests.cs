using static DealFlow.Azure.Tests.Cosmos.AccountsOfOlderVersion;

namespace DealFlow.Azure.Tests.Cosmos;

/// <summary>Indexing accounts anew, disturbed at every moment: by imports that go on, and by the end of the process.</summary>
public sealed class ReindexingRacesTests(CosmosPlace place)
{
    private const int MoreThanAny = 150;
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);
    private readonly AccountsOfOlderVersion _accounts = new(place);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public Task Run_BrokenOffAtAnyRequest_TheNextOneMakesItWhole() => AtEachAsync(3, async requests =>
    {
        var container = await _accounts.OlderAsync(Names[..1]);
        var isDone = await _accounts.TryAsync(container, new BrokenOffTests.EndsAfter(requests), stores => stores.Reindexing.RunAsync(Long, Stop));
        var next = await TestStores.OpenAsync(container);
        await next.Reindexing.RunAsync(Long, Stop);

        await AssertFoundAsync(next, Names[..1]);
        return isDone;
    });

    [Fact]
    public Task Run_ImportedAnewAtAnyMoment_TheImportWins() => AtEachAsync(3, async requests =>
    {
        var container = await _accounts.OlderAsync(Names[..1]);
        var other = await TestStores.OpenAsync(container);
        var meanwhile = new Meanwhile(requests, () => ImportAsync(other, Names[1]));
        await _accounts.TryAsync(container, meanwhile, stores => stores.Reindexing.RunAsync(Long, Stop));

        if (meanwhile.HasHappened)
            await AssertReplacedAsync(container);
        return !meanwhile.HasHappened;
    });

    [Fact]
    public Task Run_ImportedAnewOnceItHasReadAndThenBrokenOff_TheImportWins() => AtEachAsync(2, async requests =>
    {
        var container = await _accounts.OlderAsync(Names[..1]);
        var other = await TestStores.OpenAsync(container);
        var meanwhile = new Meanwhile((request, _) => IsOfIndexedCustomer(request), () => ImportAsync(other, Names[1])) { EndsAfter = requests };
        var isDone = await _accounts.TryAsync(container, meanwhile, stores => stores.Reindexing.RunAsync(Long, Stop));

        Assert.True(meanwhile.HasHappened);
        await AssertReplacedAsync(container);
        return isDone;
    });

    [Fact]
    public Task Import_IndexedAnewAtAnyMoment_TheImportWins() => AtEachAsync(3, async requests =>
    {
        var container = await _accounts.OlderAsync(Names[..1]);
        var other = await TestStores.OpenAsync(container);
        var meanwhile = new Meanwhile(requests, () => other.Reindexing.RunAsync(Long, Stop));
        await _accounts.TryAsync(container, meanwhile, stores => ImportAsync(stores, Names[1]));

        if (meanwhile.HasHappened)
            await AssertReplacedAsync(container);
        return !meanwhile.HasHappened;
    });

    /// <summary>At later and later requests, until what is disturbed comes to its end before.</summary>
    private static async Task AtEachAsync(int step, Func<int, Task<bool>> isBeyondAsync)
    {
        for (var requests = 0; requests < MoreThanAny; requests += step)
            if (await isBeyondAsync(requests))
                return;
        Assert.Fail("It never came to its end.");
    }

    private static bool IsOfIndexedCustomer(HttpRequestMessage request) =>
        request.Headers.TryGetValues("x-ms-documentdb-partitionkey", out var keys) && keys.First().Contains("indexed:", StringComparison.Ordinal);
}
