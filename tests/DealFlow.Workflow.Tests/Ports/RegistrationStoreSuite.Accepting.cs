using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Registrations;
using NodaTime;

namespace DealFlow.Workflow.Tests.Ports;

public abstract partial class RegistrationStoreSuite
{
    private static readonly CustomerClaim OneCustomer = Samples.Claim("DE136695976");

    [Fact]
    public async Task AddAsync_FiftyAtOnceOfOneCustomer_HaveSequencesWithoutGap()
    {
        var store = await OpenAsync();

        var added = await Task.WhenAll(Enumerable.Range(1, 50).Select(number => Task.Run(
            () => AddAsync(store, Samples.Deal(number, $"partner-{number}"), OneCustomer))));

        Assert.Equal(Enumerable.Range(1, 50).Select(sequence => (long)sequence), added.Select(stored => stored.Registration.Sequence).Order());
        foreach (var stored in added)
            Assert.Equal(stored.Registration.Sequence, (await store.FindAsync(stored.Registration.Id, Stop))!.Registration.Sequence);
    }

    [Fact]
    public async Task AddAsync_Refused_TakesNoSequenceAndLeavesNoTrace()
    {
        var store = await OpenAsync();
        var mark = new IdempotencyMark("k", "body", Samples.Now + Duration.FromDays(30));
        await store.AddAsync(Request(Samples.Deal(1), OneCustomer, mark: mark), Stop);

        Assert.IsType<AddResult.KeyTaken>(await store.AddAsync(Request(Samples.Deal(2), mark: mark with { BodyHash = "other" }), Stop));
        Assert.IsType<AddResult.IdTaken>(await store.AddAsync(Request(Samples.Deal(1, "nord-systems")), Stop));
        Assert.IsType<AddResult.AlreadyYours>(await store.AddAsync(Request(Samples.Deal(3), OneCustomer), Stop));
        Assert.IsType<AddResult.TooManyOpen>(await store.AddAsync(Request(Samples.Deal(4), openLimit: 1), Stop));

        var next = await AddAsync(store, Samples.Deal(5), Samples.Claim("5"));
        Assert.Equal(2, next.Registration.Sequence);
        Assert.Equal(2, (await store.ListAsync(All(10), Stop)).Items.Count);
        Assert.Equal(2, (await store.ToBeWokenAsync(10, Stop)).Count);
        Assert.Null(await store.FindAsync(Samples.Id(3), Stop));
        Assert.Equal(Samples.Id(1), Assert.Single(await RivalsAsync(store, next.Registration)).Id);
    }

    [Fact]
    public async Task AddAsync_OwnOpenOneByAStrongKey_NamesIt()
    {
        var store = await OpenAsync();
        await AddAsync(store, Samples.Deal(1), OneCustomer);

        var result = await store.AddAsync(Request(Samples.Deal(2), OneCustomer with { Scopes = ["line:switches", "line:firewalls"] }), Stop);

        Assert.Equal(Samples.Id(1), Assert.IsType<AddResult.AlreadyYours>(result).Id);
    }

    [Fact]
    public async Task AddAsync_OwnOpenOneThatIsNotTheSame_IsAccepted()
    {
        var store = await OpenAsync();
        await AddAsync(store, Samples.Deal(1), OneCustomer);

        await AddAsync(store, Samples.Deal(2), Samples.Claim("same name only"));
        await AddAsync(store, Samples.Deal(3), OneCustomer with { Scopes = ["line:switches"] });
        await AddAsync(store, Samples.Deal(4) with { Manufacturer = "fabrikam" }, OneCustomer);
        await AddAsync(store, Samples.Deal(5, "nord-systems"), OneCustomer);
    }

    [Theory]
    [InlineData(RegistrationStatus.Withdrawn)]
    [InlineData(RegistrationStatus.ClosedWon)]
    public async Task AddAsync_OwnOneHasEnded_IsAccepted(RegistrationStatus ending)
    {
        var store = await OpenAsync();
        await AddAsync(store, Samples.Deal(1), OneCustomer);
        await EndAsync(store, Samples.Id(1), ending);

        Assert.Equal(2, (await AddAsync(store, Samples.Deal(2), OneCustomer)).Registration.Sequence);
    }

    [Fact]
    public async Task AddAsync_AtTheOpenLimit_CountsOpenOnesOfThePartnerInTheProgram()
    {
        var store = await OpenAsync();
        await AddAsync(store, Samples.Deal(1, "nord-systems"));
        await AddAsync(store, Samples.Deal(2) with { Program = "other" });
        await AddAsync(store, Samples.Deal(3));
        await EndAsync(store, Samples.Id(3));
        Assert.IsType<AddResult.Added>(await store.AddAsync(Request(Samples.Deal(4), openLimit: 1), Stop));

        Assert.IsType<AddResult.TooManyOpen>(await store.AddAsync(Request(Samples.Deal(5), openLimit: 1), Stop));
    }

    [Fact]
    public async Task AddAsync_ManyAtOnceOverTheOpenLimit_AcceptsAsManyAsItAllows()
    {
        var store = await OpenAsync();

        var results = await Task.WhenAll(Enumerable.Range(1, 30).Select(number => Task.Run(
            () => store.AddAsync(Request(Samples.Deal(number), openLimit: 7), Stop))));

        Assert.Equal(7, results.Count(result => result is AddResult.Added));
        Assert.Equal(23, results.Count(result => result is AddResult.TooManyOpen));
    }

    [Fact]
    public async Task AddAsync_SameRequestAgain_GivesTheRegistrationAsItIsNow()
    {
        var store = await OpenAsync();
        var mark = new IdempotencyMark("k", "body", Samples.Now + Duration.FromDays(30));
        await store.AddAsync(Request(Samples.Deal(1), OneCustomer, mark: mark), Stop);
        var now = await EndAsync(store, Samples.Id(1));

        var again = await (await OpenAsync()).AddAsync(Request(Samples.Deal(2), OneCustomer, mark: mark), Stop);

        var stored = Assert.IsType<AddResult.Repeated>(again).Stored;
        Assert.Equal(now.Stamp, stored.Stamp);
        Assert.Equal(Json(now.Registration), Json(stored.Registration));
    }

    [Fact]
    public async Task AddAsync_SameRequestFiftyTimesAtOnce_AcceptsOne()
    {
        var store = await OpenAsync();
        var mark = new IdempotencyMark("k", "body", Samples.Now + Duration.FromDays(30));

        var results = await Task.WhenAll(Enumerable.Range(1, 50).Select(number => Task.Run(
            () => store.AddAsync(Request(Samples.Deal(number), OneCustomer, mark: mark), Stop))));

        var added = Assert.Single(results.OfType<AddResult.Added>());
        Assert.All(results.OfType<AddResult.Repeated>(), repeated => Assert.Equal(added.Stored.Registration.Id, repeated.Stored.Registration.Id));
        Assert.Equal(49, results.OfType<AddResult.Repeated>().Count());
    }

    [Fact]
    public async Task AddAsync_KeyOfAnotherPartnerOrOfARefusedRequest_IsFree()
    {
        var store = await OpenAsync();
        var mark = new IdempotencyMark("k", "body", Samples.Now + Duration.FromDays(30));
        await store.AddAsync(Request(Samples.Deal(1), mark: mark), Stop);

        Assert.IsType<AddResult.TooManyOpen>(await store.AddAsync(Request(Samples.Deal(2, "nord-systems"), openLimit: 0, mark: mark), Stop));
        Assert.IsType<AddResult.Added>(await store.AddAsync(Request(Samples.Deal(2, "nord-systems"), mark: mark with { BodyHash = "other" }), Stop));
    }

    [Fact]
    public async Task AddAsync_KeyHasExpired_IsUsedAgain()
    {
        var store = await OpenAsync();
        var mark = new IdempotencyMark("k", "body", Samples.Now + Duration.FromDays(30));
        await store.AddAsync(Request(Samples.Deal(1), mark: mark), Stop);
        Clock.Advance(Duration.FromDays(30));

        var later = mark with { BodyHash = "other", ExpiresAt = mark.ExpiresAt + Duration.FromDays(30) };
        Assert.IsType<AddResult.Added>(await store.AddAsync(Request(Samples.Deal(2), mark: later), Stop));

        Assert.IsType<AddResult.KeyTaken>(await store.AddAsync(Request(Samples.Deal(3), mark: mark), Stop));
    }
}
