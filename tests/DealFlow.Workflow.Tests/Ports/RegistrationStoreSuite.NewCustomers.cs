using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Registrations;
using NodaTime;

namespace DealFlow.Workflow.Tests.Ports;

public abstract partial class RegistrationStoreSuite
{
    private static readonly LocalDate Today = new(2026, 3, 2);
    private static readonly Instant Tonight = Instant.FromUtc(2026, 3, 2, 23, 0);

    [Fact]
    public async Task AddAsync_MoreNewCustomersThanADayAllows_IsRefusedAndLeavesNoTrace()
    {
        var store = await OpenAsync();
        await AddNewAsync(store, Samples.Deal(1), 1);
        await AddNewAsync(store, Samples.Deal(2), 1, AnotherPartner);
        store = await OpenAsync();

        Assert.Equal(Tonight, Assert.IsType<AddResult.TooManyNewCustomers>(await store.AddAsync(New(Samples.Deal(3), 1), Stop)).Until);
        Assert.Null(await store.FindAsync(Samples.Id(3), Stop));
        Assert.IsType<AddResult.TooManyNewCustomers>(await store.AddAsync(New(Samples.Deal(3), 1), Stop));
        Assert.IsType<AddResult.Added>(await store.AddAsync(New(Samples.Deal(3) with { Program = "other-program" }, 1), Stop));
        Assert.IsType<AddResult.Added>(await store.AddAsync(New(Samples.Deal(4), 1, Today.PlusDays(1)), Stop));
    }

    [Fact]
    public async Task AddAsync_CustomerThatThePartnerHadBefore_IsNotNew()
    {
        var store = await OpenAsync();
        await AddNewAsync(store, Samples.Deal(1), 1, claim: OneCustomer);
        await EndAsync(store, Samples.Id(1));
        store = await OpenAsync();

        Assert.IsType<AddResult.Added>(await store.AddAsync(New(Samples.Deal(2), 1, claim: OneCustomer), Stop));
        await EndAsync(store, Samples.Id(2));
        var withMore = OneCustomer with { Keys = [.. OneCustomer.Keys, "domain:other.example"] };
        Assert.IsType<AddResult.TooManyNewCustomers>(await store.AddAsync(New(Samples.Deal(3), 1, claim: withMore), Stop));
        Assert.IsType<AddResult.Added>(await store.AddAsync(New(Samples.Deal(4, AnotherPartner), 1, claim: OneCustomer), Stop));
    }

    [Fact]
    public async Task AddAsync_RepeatedOrRefused_DoesNotCountAsNew()
    {
        var store = await OpenAsync();
        var mark = new IdempotencyMark("k", "body", Samples.Now + Duration.FromDays(30));
        await AddNewAsync(store, Samples.Deal(1), 2, mark: mark);

        for (var again = 0; again < 3; again++)
        {
            Assert.IsType<AddResult.Repeated>(await store.AddAsync(New(Samples.Deal(2), 2) with { Idempotency = mark }, Stop));
            Assert.IsType<AddResult.TooManyOpen>(await store.AddAsync(New(Samples.Deal(3), 2) with { OpenLimit = 1 }, Stop));
        }

        Assert.IsType<AddResult.Added>(await store.AddAsync(New(Samples.Deal(4), 2), Stop));
        Assert.IsType<AddResult.TooManyNewCustomers>(await store.AddAsync(New(Samples.Deal(5), 2), Stop));
    }

    [Fact]
    public async Task AddAsync_ManyNewCustomersAtOnce_NoMoreThanTheDayAllows()
    {
        var store = await OpenAsync();

        var results = await Task.WhenAll(Enumerable.Range(1, 50).Select(number => Task.Run(() => store.AddAsync(New(Samples.Deal(number), 20), Stop))));

        Assert.Equal(20, results.OfType<AddResult.Added>().Count());
        Assert.Equal(30, results.OfType<AddResult.TooManyNewCustomers>().Count());
    }

    private const string AnotherPartner = "nord-systems";

    private static async Task AddNewAsync(
        IRegistrationStore store, Registration deal, int perDay, string? partner = null, CustomerClaim? claim = null, IdempotencyMark? mark = null) =>
        Assert.IsType<AddResult.Added>(await store.AddAsync(
            New(deal with { Partner = partner ?? deal.Partner }, perDay, claim: claim) with { Idempotency = mark }, Stop));

    private static NewRegistration New(Registration deal, int perDay, LocalDate? day = null, CustomerClaim? claim = null)
    {
        // A name of its own too: a customer is new as long as one of its keys is.
        claim ??= new CustomerClaim(["line:firewalls"], [$"vatId:{deal.Id}", $"name:DE|{deal.Id}"], [$"vatId:{deal.Id}"]);
        return Request(deal, claim) with { NewCustomers = new NewCustomerCap(perDay, day ?? Today, Tonight) };
    }
}
