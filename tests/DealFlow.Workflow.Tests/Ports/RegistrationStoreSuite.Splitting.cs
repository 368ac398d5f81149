using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Registrations;

namespace DealFlow.Workflow.Tests.Ports;

public abstract partial class RegistrationStoreSuite
{
    private static readonly CustomerClaim TwoLines = OneCustomer with { Scopes = ["line:firewalls", "line:switches"] };

    [Fact]
    public async Task SaveAsync_SplitsOff_WritesBothWithOneSequenceAndWakesThePart()
    {
        var store = await OpenAsync();
        await AddAsync(store, Samples.Deal(9, "nord-systems"));
        var added = await AddAsync(store, Samples.Deal(1), TwoLines);
        await store.WokenAsync(Samples.Id(1), added.Stamp, Stop);

        await SplitAsync(store, added, Part(added, 2));

        store = await OpenAsync();
        var part = (await store.FindAsync(Samples.Id(2), Stop))!;
        Assert.Equal((2L, Samples.Id(1)), (part.Registration.Sequence, part.Registration.SplitFrom));
        Assert.Equal([Samples.Id(2)], (await store.FindAsync(Samples.Id(1), Stop))!.Registration.SplitInto);
        Assert.Contains(await store.ToBeWokenAsync(10, Stop), stored => stored.Registration.Id == Samples.Id(2) && stored.Stamp == part.Stamp);
        Assert.DoesNotContain(await store.ToBeWokenAsync(10, Stop), stored => stored.Registration.Id == Samples.Id(1));
        Assert.Equal([Samples.Id(2), Samples.Id(1), Samples.Id(9)], (await store.ListAsync(All(10), Stop)).Items.Select(deal => deal.Id));
        Assert.Equal(3, (await AddAsync(store, Samples.Deal(3, "nord-systems"))).Registration.Sequence);
    }

    [Fact]
    public async Task SaveAsync_SplitsOff_GivesThePartItsScopesOfTheClaim()
    {
        var store = await OpenAsync();
        var added = await AddAsync(store, Samples.Deal(1), TwoLines);
        await SplitAsync(store, added, Part(added, 2));
        var firewalls = await AddAsync(store, Samples.Deal(3, "nord-systems"), OneCustomer);
        var switches = await AddAsync(store, Samples.Deal(4, "nord-systems"), OneCustomer with { Scopes = ["line:switches"] });

        Assert.Equal(Samples.Id(1), Assert.Single(await RivalsAsync(store, firewalls.Registration)).Id);
        Assert.Equal(Samples.Id(2), Assert.Single(await RivalsAsync(store, switches.Registration)).Id);

        // An ending of one frees its scope only.
        await EndAsync(store, Samples.Id(1));
        Assert.Empty(await RivalsAsync(store, firewalls.Registration));
        Assert.Single(await RivalsAsync(store, switches.Registration));
        await EndAsync(store, Samples.Id(2));
        Assert.Empty(await RivalsAsync(store, switches.Registration));
    }

    [Fact]
    public async Task SaveAsync_SplitsOffOneThatHasEnded_FreesItsScope()
    {
        var store = await OpenAsync();
        var added = await AddAsync(store, Samples.Deal(1), TwoLines);
        await SplitAsync(store, added, Part(added, 2) with { Status = RegistrationStatus.Rejected, ClosedAt = Samples.Now });
        var switches = await AddAsync(store, Samples.Deal(3, "nord-systems"), OneCustomer with { Scopes = ["line:switches"] });

        Assert.Empty(await RivalsAsync(store, switches.Registration));
        Assert.IsType<AddResult.Added>(await store.AddAsync(Request(Samples.Deal(4), OneCustomer with { Scopes = ["line:switches"] }), Stop));
    }

    [Fact]
    public async Task SaveAsync_SplitThatCannotBe_WritesNothing()
    {
        var store = await OpenAsync();
        var taken = await AddAsync(store, Samples.Deal(2, "nord-systems"));
        var added = await AddAsync(store, Samples.Deal(1), TwoLines);
        var change = Split(added, Part(added, 3));

        Assert.Null(await store.SaveAsync(Split(added, Part(added, 2)), Stop));
        Assert.Null(await store.SaveAsync(change with { Stamp = "0" }, Stop));
        Assert.Null(await store.SaveAsync(change with { IfHeld = [new Hold("line:switches", taken.Registration.Id)] }, Stop));

        Assert.Null(await store.FindAsync(Samples.Id(3), Stop));
        Assert.Equal(added.Stamp, (await store.FindAsync(Samples.Id(1), Stop))!.Stamp);
        var both = await AddAsync(store, Samples.Deal(4, "nord-systems"), OneCustomer with { Scopes = ["line:switches"] });
        Assert.Equal(Samples.Id(1), Assert.Single(await RivalsAsync(store, both.Registration)).Id);
    }

    [Fact]
    public async Task SaveAsync_IfHeldInAScopeThatWasSplitOff_IsJudgedByTheClaimOfNow()
    {
        var store = await OpenAsync();
        var added = await AddAsync(store, Samples.Deal(1), TwoLines);
        await SplitAsync(store, added, Part(added, 2));
        var waiting = await AddAsync(store, Samples.Deal(3, "nord-systems"), TwoLines);
        var change = new RegistrationChange(waiting.Registration with { Tier = "gold" }, waiting.Stamp, true);

        Assert.Null(await store.SaveAsync(change with { IfHeld = [new Hold("line:switches", Samples.Id(1))] }, Stop));
        Assert.NotNull(await store.SaveAsync(
            change with { IfHeld = [new Hold("line:firewalls", Samples.Id(1)), new Hold("line:switches", Samples.Id(2))] }, Stop));
    }

    [Fact]
    public async Task AddAsync_OwnPartIsOpen_NamesThePart()
    {
        var store = await OpenAsync();
        var added = await AddAsync(store, Samples.Deal(1), TwoLines);
        await SplitAsync(store, added, Part(added, 2));

        var result = await store.AddAsync(Request(Samples.Deal(3), OneCustomer with { Scopes = ["line:switches", "line:routers"] }), Stop);

        Assert.Equal(Samples.Id(2), Assert.IsType<AddResult.AlreadyYours>(result).Id);
    }

    [Fact]
    public async Task AddAsync_AtTheOpenLimit_CountsTheOnesOfOneSequenceOnce()
    {
        var store = await OpenAsync();
        var added = await AddAsync(store, Samples.Deal(1), TwoLines);
        await SplitAsync(store, added, Part(added, 2));
        Assert.IsType<AddResult.Added>(await store.AddAsync(Request(Samples.Deal(3), openLimit: 2), Stop));

        await EndAsync(store, Samples.Id(1));

        Assert.IsType<AddResult.TooManyOpen>(await store.AddAsync(Request(Samples.Deal(4), openLimit: 2), Stop));
        await EndAsync(store, Samples.Id(2));
        Assert.IsType<AddResult.Added>(await store.AddAsync(Request(Samples.Deal(4), openLimit: 2), Stop));
    }

    [Fact]
    public async Task AddAsync_OwnOneOfAStrongKeyButAnotherCompany_IsAccepted()
    {
        var store = await OpenAsync();
        var shared = new CustomerClaim(["line:firewalls"], ["domain:mueller.example"], ["domain:mueller.example"]);
        await store.AddAsync(new NewRegistration(OnTheDomain(1, "DE136695976"), shared, 100, null), Stop);

        Assert.IsType<AddResult.Added>(await store.AddAsync(new NewRegistration(OnTheDomain(2, "DE129273398"), shared, 100, null), Stop));
        Assert.IsType<AddResult.AlreadyYours>(await store.AddAsync(new NewRegistration(OnTheDomain(3, null), shared, 100, null), Stop));
    }

    [Fact]
    public async Task QueuePositionsAsync_BehindOneHolderOfTwoLines_CountsThoseOfACommonLine()
    {
        var store = await OpenAsync();
        await AddAsync(store, Samples.Deal(1), TwoLines);
        string[][] lines = [["line:firewalls"], ["line:switches"], ["line:firewalls", "line:switches"], ["line:switches"]];
        for (var number = 2; number <= 5; number++)
        {
            await AddAsync(store, Samples.Deal(number, $"partner-{number}"), OneCustomer with { Scopes = lines[number - 2] });
            await QueueAsync(store, Samples.Id(number), Samples.Id(1));
        }

        var places = await store.QueuePositionsAsync([.. Enumerable.Range(2, 4).Select(Samples.Id)], Stop);

        Assert.Equal([1, 1, 3, 3], Enumerable.Range(2, 4).Select(number => places[Samples.Id(number)]));
    }

    private static Registration Part(StoredRegistration of, int number) => of.Registration with { Id = Samples.Id(number), SplitFrom = of.Registration.Id };

    private static RegistrationChange Split(StoredRegistration stored, Registration part) =>
        new(stored.Registration with { SplitInto = [part.Id] }, stored.Stamp, false) { SplitOff = [new SplitOff(part, ["line:switches"])] };

    private static async Task SplitAsync(IRegistrationStore store, StoredRegistration stored, Registration part) =>
        Assert.NotNull(await store.SaveAsync(Split(stored, part), Stop));

    private static Registration OnTheDomain(int number, string? vatId)
    {
        var deal = Samples.Deal(number);
        return deal with { Lead = deal.Lead with { Customer = deal.Lead.Customer with { Domain = "mueller.example", VatId = vatId } } };
    }
}
