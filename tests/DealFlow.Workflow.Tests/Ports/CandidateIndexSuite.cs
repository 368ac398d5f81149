using DealFlow.Domain.Conflicts;
using DealFlow.Workflow.Conflicts;

namespace DealFlow.Workflow.Tests.Ports;

/// <summary>What every candidate index does.</summary>
public abstract class CandidateIndexSuite
{
    private static readonly CandidateKey Shared = new("word:zirbelholz");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The index of this test: empty at the first call, later opened again on what it holds.</summary>
    protected abstract Task<ICandidateIndex> OpenAsync();

    [Fact]
    public async Task ReadAsync_EachKey_GivesNameAndFingerprint()
    {
        var customer = IndexedCustomer.Of(Samples.FullAccount().Customer);
        await (await OpenAsync()).PutAsync("contoso", [new("account:A-1", customer)], Stop);
        var index = await OpenAsync();

        var read = await index.ReadAsync("contoso", customer.Keys, Stop);

        Assert.Equal(customer.Keys, read.Select(key => key.Key));
        Assert.All(read, key => Assert.Equal(new Posting("account:A-1", customer.Fingerprint), Assert.Single(key.Postings)));
    }

    [Fact]
    public async Task ReadAsync_OtherManufacturerOrUnknownKey_IsEmpty()
    {
        var index = await OpenAsync();
        await index.PutAsync("contoso", [Named("A", Shared)], Stop);

        Assert.Empty(Assert.Single(await index.ReadAsync("fabrikam", [Shared], Stop)).Postings);
        Assert.Empty(Assert.Single(await index.ReadAsync("contoso", [new CandidateKey("word:other")], Stop)).Postings);
        Assert.Empty(await index.ReadAsync("contoso", [], Stop));
    }

    [Fact]
    public async Task PutAsync_Again_ReplacesKeysAndFingerprint()
    {
        var index = await OpenAsync();
        var (old, kept) = (new CandidateKey("word:old"), new CandidateKey("word:kept"));
        await index.PutAsync("contoso", [new("A", new IndexedCustomer([old, kept], "1"))], Stop);

        await index.PutAsync("contoso", [new("A", new IndexedCustomer([kept], "2"))], Stop);

        var read = await index.ReadAsync("contoso", [old, kept], Stop);
        Assert.Empty(read[0].Postings);
        Assert.Equal(new Posting("A", "2"), Assert.Single(read[1].Postings));
    }

    [Fact]
    public async Task PutAsync_OneNameTwiceInOneCall_KeepsTheLast()
    {
        var index = await OpenAsync();

        await index.PutAsync("contoso", [new("A", new IndexedCustomer([Shared], "1")), new("A", new IndexedCustomer([Shared], "2"))], Stop);

        Assert.Equal("2", Assert.Single(Assert.Single(await index.ReadAsync("contoso", [Shared], Stop)).Postings).Fingerprint);
    }

    [Fact]
    public async Task RemoveAsync_KnownAndUnknown_LeavesTheOthers()
    {
        var index = await OpenAsync();
        await index.PutAsync("contoso", [Named("A", Shared), Named("B", Shared)], Stop);
        await index.PutAsync("fabrikam", [Named("A", Shared)], Stop);

        await index.RemoveAsync("contoso", "A", Stop);
        await index.RemoveAsync("contoso", "never", Stop);

        Assert.Equal("B", Assert.Single(Assert.Single(await index.ReadAsync("contoso", [Shared], Stop)).Postings).Customer);
        Assert.Single(Assert.Single(await index.ReadAsync("fabrikam", [Shared], Stop)).Postings);
    }

    [Fact]
    public async Task PutAsync_UpToTheLimit_KeepsAllAndOneMoreMakesTheKeyCommonForGood()
    {
        var index = await OpenAsync();
        var most = Enumerable.Range(1, IndexedCustomer.MostPostings).Select(number => Named($"A{number}", Shared)).ToList();
        await index.PutAsync("contoso", most, Stop);
        await index.PutAsync("contoso", most[..7], Stop); // the same again counts once
        Assert.Equal(IndexedCustomer.MostPostings, Assert.Single(await index.ReadAsync("contoso", [Shared], Stop)).Postings.Count);

        await index.PutAsync("contoso", [Named("B", Shared, new CandidateKey("word:own"))], Stop);
        var read = await index.ReadAsync("contoso", [Shared, new CandidateKey("word:own")], Stop);
        await index.RemoveAsync("contoso", "B", Stop);

        Assert.Empty(read[0].Postings);
        Assert.Single(read[1].Postings);
        Assert.Empty(Assert.Single(await index.ReadAsync("contoso", [Shared], Stop)).Postings);
    }

    [Fact]
    public async Task FindAsync_ThroughTheIndex_FindsWhatAnotherSpellingMeans()
    {
        var index = await OpenAsync();
        await index.PutAsync("contoso",
        [
            new("account:A-1", IndexedCustomer.Of(Customer("Zirbelholz Möbelwerkstätten GmbH & Co. KG"))),
            new("registration:DR-7K3F-9QXM", IndexedCustomer.Of(Customer("Huber Feinmechanik AG"))),
        ], Stop);

        var found = await new CandidateSearch(index).FindAsync("contoso", Customer("ZIRBELHOLZ MOEBELWERKSTAETTEN"), Stop);

        Assert.Equal("account:A-1", Assert.Single(found).Customer);
    }

    [Fact]
    public async Task ReadAsync_MoreThanALookUpCompares_GivesThoseOfTheMostKeysAndCountsAll()
    {
        var (index, rare) = (await OpenAsync(), new CandidateKey("words:bergblick.zirbelholz"));
        await index.PutAsync("contoso", [.. Enumerable.Range(100, 60).Select(number => number < 150 ? Named($"A{number}", Shared, rare) : Named($"A{number}", Shared))], Stop);

        var read = await index.ReadAsync("contoso", [Shared, rare], Stop);

        Assert.Equal([60, 50], read.Select(key => key.Customers));
        Assert.Equal(Enumerable.Range(100, 50).Select(number => $"A{number}"), read[1].Postings.Select(posting => posting.Customer));
        Assert.Superset(read[1].Postings.ToHashSet(), read[0].Postings.ToHashSet());
    }

    [Fact]
    public async Task FindAsync_AmongManyOfOneWord_IsTheSameAsWithAllRead()
    {
        var (index, asked) = (await OpenAsync(), Customer("Zirbelholz Werk 17"));
        var customers = Enumerable.Range(0, 150).Select(number => new NamedCustomer($"A{number:D3}", IndexedCustomer.Of(Customer($"Zirbelholz Werk {number}")))).ToList();
        await index.PutAsync("contoso", customers, Stop);
        var lookup = CandidateLookup.For(asked);
        var all = lookup.Keys.Select(key => new KeyPostings(
            key, [.. customers.Where(customer => customer.Indexed.Keys.Contains(key)).Select(customer => new Posting(customer.Name, customer.Indexed.Fingerprint))]));

        var found = await new CandidateSearch(index).FindAsync("contoso", asked, Stop);

        Assert.Equal("A017", found[0].Customer);
        Assert.Equal(lookup.Judge(all).Select(one => (one.Customer, one.Match.Score)), found.Select(one => (one.Customer, one.Match.Score)));
    }

    private static NamedCustomer Named(string name, params CandidateKey[] keys) => new(name, new IndexedCustomer(keys, "DE"));

    private static CustomerFacts Customer(string name) => new() { Name = name, Country = "DE" };
}
