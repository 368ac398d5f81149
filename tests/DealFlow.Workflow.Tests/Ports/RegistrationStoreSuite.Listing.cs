using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Registrations;

namespace DealFlow.Workflow.Tests.Ports;

public abstract partial class RegistrationStoreSuite
{
    private static RegistrationQuery All(int limit) => new(null, null, null, null, null, null, limit);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task ListAsync_PageByPage_GivesEachOnceNewestFirst(int limit)
    {
        var store = await OpenAsync();
        for (var number = 1; number <= 7; number++)
            await AddAsync(store, Samples.Deal(100 - number));

        var seen = new List<long>();
        var query = All(limit) with { Partner = "alpen-it" };
        for (var pages = 0; pages < 7; pages++)
        {
            var page = await store.ListAsync(query, Stop);
            Assert.InRange(page.Items.Count, 1, limit);
            seen.AddRange(page.Items.Select(deal => deal.Sequence));
            await AddAsync(store, Samples.Deal(200 + pages)); // newer than the first page, so on none that follows
            if (page.Next is null)
                break;
            query = query with { Cursor = page.Next };
        }

        Assert.Equal([7, 6, 5, 4, 3, 2, 1], seen);
    }

    [Fact]
    public async Task ListAsync_CursorThatWasNeverGiven_IsAnEmptyPage()
    {
        var store = await OpenAsync();
        await AddAsync(store, Samples.Deal(1));

        var page = await store.ListAsync(All(10) with { Cursor = "never given" }, Stop);

        Assert.Empty(page.Items);
        Assert.Null(page.Next);
    }

    [Fact]
    public async Task ListAsync_Filters_RestrictTogether()
    {
        var store = await OpenAsync();
        await AddAsync(store, Samples.Deal(1, "a"));
        await AddAsync(store, Samples.Deal(2, "a") with { Program = "other" });
        await AddAsync(store, Samples.Deal(3, "b"));
        await AddAsync(store, Samples.Deal(4, "b") with { Manufacturer = "fabrikam", Program = "fabrikam-storage" });
        await EndAsync(store, Samples.Id(3));

        Assert.Equal([4, 3, 2, 1], await NumbersAsync(store, All(10)));
        Assert.Equal([2, 1], await NumbersAsync(store, All(10) with { Partner = "a" }));
        Assert.Equal([3, 2, 1], await NumbersAsync(store, All(10) with { Manufacturer = "contoso" }));
        Assert.Equal([2], await NumbersAsync(store, All(10) with { Program = "other" }));
        Assert.Equal([3], await NumbersAsync(store, All(10) with { Status = RegistrationStatus.Withdrawn }));
        Assert.Equal([1], await NumbersAsync(store, All(10) with
        {
            Partner = "a",
            Manufacturer = "contoso",
            Program = "contoso-network",
            Status = RegistrationStatus.Received,
            Text = "mül",
        }));
        Assert.Empty(await NumbersAsync(store, All(10) with { Partner = "a", Manufacturer = "fabrikam" }));
        Assert.Equal([4], await NumbersAsync(store, All(10) with { Partner = "b", OfManufacturers = ["fabrikam", "other"] }));
        Assert.Equal([4, 3], await NumbersAsync(store, All(10) with { Partner = "b", OfManufacturers = ["fabrikam", "contoso"] }));
        Assert.Empty(await NumbersAsync(store, All(10) with { Partner = "b", OfManufacturers = [] }));
    }

    [Theory]
    [InlineData("müller", new[] { 1 })]
    [InlineData("ÜLLER MASCH", new[] { 1 })]
    [InlineData(" Müller ", new[] { 1 })]
    [InlineData("muller", new int[0])]
    [InlineData("%", new[] { 2 })]
    [InlineData("_", new[] { 3 })]
    [InlineData("a_b", new[] { 3 })]
    [InlineData("\\", new[] { 3 })]
    [InlineData("'", new[] { 2 })]
    [InlineData("crm-4711", new[] { 3 })]
    [InlineData("r-0000-0002", new[] { 2 })]
    [InlineData("", new[] { 3, 2, 1 })]
    public async Task ListAsync_Text_IsFoundAnywhereInNameIdOrReference(string text, int[] expected)
    {
        var store = await OpenAsync();
        await AddAsync(store, Samples.Deal(1));
        await AddAsync(store, Samples.Deal(2, customer: "Müsli 100% O'Neill"));
        await AddAsync(store, WithReference(Samples.Deal(3, customer: "ACME a_b"), @"CRM-4711\7"));

        var query = All(10) with { Text = text };
        Assert.Equal(expected, await NumbersAsync(store, query));
    }

    [Fact]
    public async Task ListAsync_TextOrPartners_FindsEither()
    {
        var store = await OpenAsync();
        await AddAsync(store, Samples.Deal(1, "a", "Zeta"));
        await AddAsync(store, Samples.Deal(2, "b", "Alpha"));
        await AddAsync(store, Samples.Deal(3, "c", "Alpha"));
        await AddAsync(store, Samples.Deal(4, "b", "Alpha") with { Manufacturer = "fabrikam" });

        var query = All(10) with { Manufacturer = "contoso", Text = "zeta", OrOfPartners = ["b", "x"] };
        Assert.Equal([2, 1], await NumbersAsync(store, query));
        Assert.Equal([1], await NumbersAsync(store, query with { OrOfPartners = [] }));
        Assert.Equal([3, 2, 1], await NumbersAsync(store, query with { Text = null }));
    }

    [Fact]
    public async Task QueuePositionsAsync_ThoseWhoWait_HaveTheirPlaceBehindTheirHolder()
    {
        var store = await OpenAsync();
        for (var number = 1; number <= 6; number++)
            await AddAsync(store, Samples.Deal(number, $"partner-{number}"));
        await QueueAsync(store, Samples.Id(5), Samples.Id(1));
        await QueueAsync(store, Samples.Id(3), Samples.Id(1));
        await QueueAsync(store, Samples.Id(4), Samples.Id(2));

        store = await OpenAsync();
        var places = await store.QueuePositionsAsync([.. Enumerable.Range(1, 9).Select(Samples.Id)], Stop);

        Assert.Equal(
            new Dictionary<RegistrationId, int> { [Samples.Id(3)] = 1, [Samples.Id(5)] = 2, [Samples.Id(4)] = 1 },
            places.ToDictionary());
        Assert.Equal([Samples.Id(3), Samples.Id(5)], await store.QueueBehindAsync(Samples.Id(1), Stop));
    }

    [Fact]
    public async Task QueueBehindAsync_OneHasMovedUpAndOneWaitsBehindAnother_TheyAreGone()
    {
        var store = await OpenAsync();
        for (var number = 1; number <= 5; number++)
            await AddAsync(store, Samples.Deal(number, $"partner-{number}"));
        foreach (var number in new[] { 3, 4, 5 })
            await QueueAsync(store, Samples.Id(number), Samples.Id(1));

        await SaveAsync(store, Samples.Id(3), deal => deal with { Status = RegistrationStatus.PendingDecision });
        await QueueAsync(store, Samples.Id(4), Samples.Id(2));

        Assert.Equal([Samples.Id(5)], await store.QueueBehindAsync(Samples.Id(1), Stop));
        Assert.Equal([Samples.Id(4)], await store.QueueBehindAsync(Samples.Id(2), Stop));
        Assert.Equal(1, (await store.QueuePositionsAsync([Samples.Id(5)], Stop))[Samples.Id(5)]);
        Assert.Empty(await store.QueuePositionsAsync([Samples.Id(3)], Stop));
        Assert.Empty(await store.QueuePositionsAsync([], Stop));
    }

    private static Registration WithReference(Registration deal, string reference) =>
        deal with { Lead = deal.Lead with { PartnerReference = reference } };

    /// <summary>The numbers of the samples that are found, in their order.</summary>
    private static async Task<IEnumerable<int>> NumbersAsync(IRegistrationStore store, RegistrationQuery query) =>
        (await store.ListAsync(query, Stop)).Items.Select(deal => Enumerable.Range(1, 9).Single(number => Samples.Id(number) == deal.Id));
}
