using System.Text.Json;
using DealFlow.Domain.Conflicts;
using DealFlow.Workflow.Signals;
using NodaTime;

namespace DealFlow.Workflow.Tests.Ports;

/// <summary>What every store of marketing signals does.</summary>
public abstract class SignalStoreSuite
{
    private const string Program = "contoso-network";
    private static readonly SignalCustomer Mueller = Samples.FullSignalCustomer();
    private static readonly SignalCustomer Other = new(new CustomerFacts { Name = "Other AG", Country = "DE", Domain = "other.example" });

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The store of this test: empty at the first call, later opened again on what it holds.</summary>
    protected abstract Task<ISignalStore> OpenAsync();

    [Fact]
    public async Task AddAsync_TheSameAgain_CountsOnce()
    {
        var store = await OpenAsync();

        Assert.Equal(2, await store.AddAsync(Program, Mueller, [Signal(1), Signal(2), Signal(1)], Stop));
        store = await OpenAsync();
        Assert.Equal(1, await store.AddAsync(Program, Mueller, [Signal(2), Signal(3), Signal(1) with { ConsentBasis = "other" }], Stop));
        Assert.Equal(1, await store.AddAsync("other-program", Mueller, [Signal(1)], Stop));
        Assert.Equal(1, await store.AddAsync(Program, Other, [Signal(1)], Stop));

        Assert.Equal(["S3", "S2", "S1"], await TitlesAsync(store, Mueller));
    }

    [Fact]
    public async Task AddAsync_ASignal_IsReadWhole()
    {
        var store = await OpenAsync();
        await store.AddAsync(Program, Mueller, [Samples.FullSignal()], Stop);

        store = await OpenAsync();
        var signal = Assert.Single(await store.ListAsync(Program, Mueller.Id, Samples.Now - Duration.FromDays(1), null, 10, Stop));
        Assert.Equal(Samples.FullSignal(), signal);
        var known = Assert.Single(await store.CustomersAsync(Program, Mueller.Keys, Stop));
        Assert.Equal(JsonSerializer.Serialize(Mueller, DealFlowJson.Options), JsonSerializer.Serialize(known.Customer, DealFlowJson.Options));
    }

    [Fact]
    public async Task CustomersAsync_ByEachKey_GivesThoseOfTheProgramThatShareIt()
    {
        var store = await OpenAsync();
        var again = new SignalCustomer(Mueller.Facts with { Name = "Mueller", VatId = null });
        var nameless = new SignalCustomer(new CustomerFacts { Name = Mueller.Facts.Name, Country = "DE" });
        foreach (var customer in new[] { Mueller, again, nameless, Other })
            await store.AddAsync(Program, customer, [Signal(1)], Stop);

        Assert.Equal(2, (await store.CustomersAsync(Program, ["domain:mueller-maschinenbau.example"], Stop)).Count);
        Assert.Equal(Mueller.Id, Assert.Single(await store.CustomersAsync(Program, ["vatId:DE136695976"], Stop)).Customer.Id);
        Assert.Empty(await store.CustomersAsync("other-program", Mueller.Keys, Stop));
        Assert.Empty(await store.CustomersAsync(Program, nameless.Keys, Stop));
    }

    [Fact]
    public async Task ListAsync_PageByPage_GivesAllNewestFirstAndNoneTwice()
    {
        var store = await OpenAsync();
        await store.AddAsync(Program, Mueller, [.. Enumerable.Range(1, 7).Select(Signal), Signal(7) with { Title = "S7 as well" }], Stop);

        var (titles, after) = (new List<string>(), (SignalCursor?)null);
        while (await store.ListAsync(Program, Mueller.Id, Samples.Now, after, 3, Stop) is { Count: > 0 } page)
        {
            titles.AddRange(page.Select(signal => signal.Title));
            after = new SignalCursor(page[^1].OccurredAt, page[^1].Id);
        }

        Assert.Equal(8, titles.Distinct().Count());
        Assert.Equal(["S6", "S5", "S4", "S3", "S2", "S1"], titles.Skip(2));
        Assert.Equal(["S3", "S2", "S1"], (await store.ListAsync(Program, Mueller.Id, Samples.Now, new SignalCursor(Signal(4).OccurredAt, ""), 10, Stop)).Select(signal => signal.Title));
        Assert.Equal(6, (await store.ListAsync(Program, Mueller.Id, Signal(3).OccurredAt, null, 10, Stop)).Count);
    }

    [Fact]
    public async Task CountAsync_OfARange_CountsAllAndGivesTheNewest()
    {
        var store = await OpenAsync();
        await store.AddAsync(Program, Mueller, [Signal(9), Signal(1), Signal(2)], Stop);
        var first = Assert.Single(await store.CustomersAsync(Program, Mueller.Keys, Stop)).Last;
        await store.AddAsync(Program, Mueller, [Signal(5), Signal(3)], Stop);
        await store.AddAsync(Program, Mueller, [Signal(3)], Stop);
        var last = Assert.Single(await store.CustomersAsync(Program, Mueller.Keys, Stop)).Last;

        var before = await store.CountAsync(Program, Mueller.Id, new NumberRange(0, first), Samples.Now, 2, Stop);
        Assert.Equal((3, "S9 S2"), (before.Count, string.Join(' ', before.Newest.Select(signal => signal.Title))));
        var since = await store.CountAsync(Program, Mueller.Id, new NumberRange(first, last), Samples.Now, 2, Stop);
        Assert.Equal((2, "S5 S3"), (since.Count, string.Join(' ', since.Newest.Select(signal => signal.Title))));
        Assert.Equal(1, (await store.CountAsync(Program, Mueller.Id, new NumberRange(first, last), Signal(4).OccurredAt, 2, Stop)).Count);
    }

    [Fact]
    public async Task Watchers_OfAKey_AreThoseThatWait()
    {
        var store = await OpenAsync();
        await store.WatchAsync(Program, Mueller.Keys, Samples.Id(1), Stop);
        await store.WatchAsync(Program, Mueller.Keys, Samples.Id(1), Stop);
        await store.WatchAsync(Program, ["domain:mueller-maschinenbau.example"], Samples.Id(2), Stop);
        await store.WatchAsync("other-program", Mueller.Keys, Samples.Id(3), Stop);

        store = await OpenAsync();
        Assert.Equal([Samples.Id(1), Samples.Id(2)], await store.WatchersAsync(Program, Mueller.Keys, Stop));
        Assert.Equal([Samples.Id(1)], await store.WatchersAsync(Program, ["vatId:DE136695976"], Stop));
        await store.UnwatchAsync(Program, Mueller.Keys, Samples.Id(1), Stop);
        Assert.Equal([Samples.Id(2)], await store.WatchersAsync(Program, Mueller.Keys, Stop));
    }

    [Fact]
    public async Task CutAsync_SameNameAgain_IsTheSameCut_AnotherBeginsWhereItEnded()
    {
        var store = await OpenAsync();
        var first = await store.CutAsync(Samples.Id(1), "approved", Last(("a", 5)), Stop);
        Assert.Equal(new NumberRange(0, 5), first.Of("a"));

        store = await OpenAsync();
        Assert.Equal(new NumberRange(0, 5), (await store.CutAsync(Samples.Id(1), "approved", Last(("a", 9), ("b", 1)), Stop)).Of("a"));
        var second = await store.CutAsync(Samples.Id(1), "day", Last(("a", 9), ("b", 1)), Stop);
        Assert.Equal((new NumberRange(5, 9), new NumberRange(0, 1)), (second.Of("a"), second.Of("b")));
        var third = await store.CutAsync(Samples.Id(1), "next", Last(("b", 4)), Stop);
        Assert.True(third.Of("a").IsEmpty);
        Assert.Equal(new NumberRange(1, 4), third.Of("b"));
        Assert.Equal(new NumberRange(0, 9), (await store.CutAsync(Samples.Id(2), "day", Last(("a", 9)), Stop)).Of("a"));
    }

    [Fact]
    public async Task ForgetAsync_WhatIsOlder_IsGone_WhatComesLaterHasAHigherNumber()
    {
        var store = await OpenAsync();
        await store.AddAsync(Program, Mueller, [.. Enumerable.Range(1, 450).Select(Signal)], Stop);
        await store.AddAsync(Program, Other, [Signal(1)], Stop);
        var last = Assert.Single(await store.CustomersAsync(Program, Other.Keys, Stop)).Last;

        while (await store.ForgetAsync(Signal(449).OccurredAt, Stop))
            Stop.ThrowIfCancellationRequested();

        Assert.Equal(["S450", "S449"], await TitlesAsync(store, Mueller));
        Assert.Empty(await store.CustomersAsync(Program, Other.Keys, Stop));
        await store.AddAsync(Program, Other, [Signal(500)], Stop);
        Assert.True(Assert.Single(await store.CustomersAsync(Program, Other.Keys, Stop)).Last > last);
    }

    private static async Task<IEnumerable<string>> TitlesAsync(ISignalStore store, SignalCustomer customer) =>
        (await store.ListAsync(Program, customer.Id, Samples.Now, null, 500, Stop)).Select(signal => signal.Title);

    private static Dictionary<string, long> Last(params (string Customer, long Number)[] numbers) => numbers.ToDictionary(pair => pair.Customer, pair => pair.Number);

    private static Signal Signal(int number) =>
        new(SignalKind.WebVisit, $"S{number}", null, Samples.Now + Duration.FromMinutes(number), "consent");
}
