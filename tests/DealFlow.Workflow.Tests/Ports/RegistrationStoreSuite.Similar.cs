using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Registrations;

namespace DealFlow.Workflow.Tests.Ports;

public abstract partial class RegistrationStoreSuite
{
    private static readonly CustomerFacts Zirbel = new() { Name = "Zirbelholz Möbelwerkstätten GmbH & Co. KG", Country = "DE", Address = new(null, null, "München") };
    private static readonly CustomerFacts OtherSpelling = Zirbel with { Name = "ZIRBELHOLZ MOEBELWERKSTAETTEN" };

    [Fact]
    public async Task RivalsAsync_NoCommonKeyOfTheClaim_FindsThroughTheIndex()
    {
        var store = await OpenAsync();
        await AddAsync(store, Samples.Deal(1, "a"), ClaimOf(Zirbel, "1"));
        await AddAsync(store, Samples.Deal(2, "b"), ClaimOf(new() { Name = "Huber Feinmechanik AG", Country = "DE" }, "2"));
        var mine = await AddAsync(store, Samples.Deal(3, "c"), ClaimOf(OtherSpelling, "3"));

        store = await OpenAsync();

        Assert.Empty(await RivalsAsync(store, mine.Registration));
        Assert.Equal([Samples.Id(1)], await SimilarAsync(store, mine, OtherSpelling));
    }

    [Fact]
    public async Task RivalsAsync_FoundByKeyAndThroughTheIndex_GivesEachOnceByItsSequence()
    {
        var store = await OpenAsync();
        await AddAsync(store, Samples.Deal(1, "a"), ClaimOf(Zirbel, "1"));
        await AddAsync(store, Samples.Deal(2, "b"), ClaimOf(Zirbel, "3"));
        var mine = await AddAsync(store, Samples.Deal(3, "c"), ClaimOf(OtherSpelling, "3"));

        Assert.Equal([Samples.Id(1), Samples.Id(2)], await SimilarAsync(store, mine, OtherSpelling));
    }

    [Fact]
    public async Task RivalsAsync_SimilarInAnotherScopeOrOfAnotherManufacturer_AreNone()
    {
        var store = await OpenAsync();
        await AddAsync(store, Samples.Deal(1, "a"), ClaimOf(Zirbel, "1") with { Scopes = ["line:switches"] });
        await AddAsync(store, Samples.Deal(2, "b") with { Manufacturer = "fabrikam" }, ClaimOf(Zirbel, "2"));
        var mine = await AddAsync(store, Samples.Deal(3, "c"), ClaimOf(OtherSpelling, "3"));

        Assert.Empty(await SimilarAsync(store, mine, OtherSpelling));
    }

    [Fact]
    public async Task RivalsAsync_SimilarOneHasEnded_FreesTheCustomerButNotAfterAWin()
    {
        var store = await OpenAsync();
        await AddAsync(store, Samples.Deal(1, "a"), ClaimOf(Zirbel, "1"));
        await AddAsync(store, Samples.Deal(2, "b"), ClaimOf(Zirbel, "2"));
        var mine = await AddAsync(store, Samples.Deal(3, "c"), ClaimOf(OtherSpelling, "3"));

        await EndAsync(store, Samples.Id(1));
        await EndAsync(store, Samples.Id(2), RegistrationStatus.ClosedWon);

        Assert.Equal([Samples.Id(2)], await SimilarAsync(store, mine, OtherSpelling));
    }

    [Fact]
    public async Task RivalsAsync_VeryManySimilar_LeavesOutNobody()
    {
        var store = await OpenAsync();
        for (var number = 60; number >= 2; number--)
            await AddAsync(store, Samples.Deal(number, $"p{number}"), ClaimOf(Zirbel, $"{number}"));
        var mine = await AddAsync(store, Samples.Deal(1, "c"), ClaimOf(OtherSpelling, "1"));

        Assert.Equal(Enumerable.Range(2, 59).Reverse().Select(Samples.Id), await SimilarAsync(store, mine, OtherSpelling));
    }

    [Fact]
    public async Task SaveAsync_SplitsOff_GivesThePartItsPlaceInTheIndex()
    {
        var store = await OpenAsync();
        var added = await AddAsync(store, Samples.Deal(1), ClaimOf(Zirbel, "1") with { Scopes = ["line:firewalls", "line:switches"] });
        await SplitAsync(store, added, Part(added, 2));
        var mine = await AddAsync(store, Samples.Deal(3, "c"), ClaimOf(OtherSpelling, "3") with { Scopes = ["line:switches"] });

        Assert.Equal([Samples.Id(2)], await SimilarAsync(store, mine, OtherSpelling));
        await EndAsync(store, Samples.Id(2));
        Assert.Empty(await SimilarAsync(store, mine, OtherSpelling));
    }

    [Fact]
    public async Task RivalsAsync_KeysThatPeopleConfirmed_FindWhoHasThem()
    {
        var store = await OpenAsync();
        await AddAsync(store, Samples.Deal(1, "a"), ClaimOf(Zirbel, "1"));
        var mine = await AddAsync(store, Samples.Deal(2, "b"), ClaimOf(new() { Name = "ZMW", Country = "DE" }, "2"));

        var rivals = await store.RivalsAsync(mine.Registration, new RivalSearch(null, ["vatId:1", "vatId:9"]), Stop);

        Assert.Equal(Samples.Id(1), Assert.Single(rivals).Id);
    }

    [Fact]
    public async Task AddAsync_OwnCustomerThatPeopleToldApart_IsNoDuplicate()
    {
        var store = await OpenAsync();
        var (one, other) = (new CustomerFacts { Name = "Zirbel Bau", Country = "DE", Domain = "zirbel.example" }, new CustomerFacts { Name = "Zirbel Handel", Country = "DE", Domain = "zirbel.example" });
        await store.AddAsync(RequestOf(1, one), Stop);

        var refused = await store.AddAsync(RequestOf(2, other), Stop);
        var accepted = await store.AddAsync(
            RequestOf(2, other) with { Aliases = new KnownAliases([new CustomerAlias(AliasVerdict.NotSame, one, other, null, null)]) }, Stop);

        Assert.Equal(Samples.Id(1), Assert.IsType<AddResult.AlreadyYours>(refused).Id);
        Assert.IsType<AddResult.Added>(accepted);
    }

    private static NewRegistration RequestOf(int number, CustomerFacts customer)
    {
        var deal = Samples.Deal(number);
        return new NewRegistration(
            deal with { Lead = deal.Lead with { Customer = customer } }, new CustomerClaim(["line:firewalls"], ["domain:zirbel.example"], ["domain:zirbel.example"]), 100, null);
    }

    private static CustomerClaim ClaimOf(CustomerFacts customer, string vatId) =>
        new(["line:firewalls"], [$"vatId:{vatId}"], [$"vatId:{vatId}"]) { Indexed = IndexedCustomer.Of(customer) };

    private static async Task<IEnumerable<RegistrationId>> SimilarAsync(IRegistrationStore store, StoredRegistration mine, CustomerFacts customer) =>
        (await store.RivalsAsync(mine.Registration, new RivalSearch(CandidateLookup.For(customer), []), Stop)).Select(rival => rival.Id);
}
