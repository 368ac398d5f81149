using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Registrations;

namespace DealFlow.Workflow.Tests.Ports;

public abstract partial class RegistrationStoreSuite
{
    private static IReadOnlyList<Hold> HeldBy(int holder) => [new Hold(OneCustomer.Scopes[0], Samples.Id(holder))];

    [Fact]
    public async Task FindAsync_Unknown_IsNull() => Assert.Null(await (await OpenAsync()).FindAsync(Samples.Id(1), Stop));

    [Fact]
    public async Task FindAsync_NothingLeftEmpty_IsReadWhole()
    {
        var added = await AddAsync(await OpenAsync(), Samples.FullDeal() with { Sequence = 0 });

        var found = (await (await OpenAsync()).FindAsync(added.Registration.Id, Stop))!;

        Assert.Equal(Json(Samples.FullDeal()), Json(found.Registration));
        Assert.Equal(Json(added.Registration), Json(found.Registration));
        Assert.Equal(added.Stamp, found.Stamp);
    }

    [Fact]
    public async Task SaveAsync_TwoAtOnceOnOneStamp_OneWins()
    {
        var store = await OpenAsync();
        var added = await AddAsync(store, Samples.Deal(1));

        var saved = await Task.WhenAll(new[] { "a", "b" }.Select(tier => Task.Run(() => store.SaveAsync(
            new RegistrationChange(added.Registration with { Tier = tier }, added.Stamp, false), Stop))));

        var winner = Assert.Single(saved, result => result is not null)!;
        var found = (await store.FindAsync(Samples.Id(1), Stop))!;
        Assert.Equal(winner.Stamp, found.Stamp);
        Assert.Equal(Json(winner.Registration), Json(found.Registration));
        Assert.NotEqual(added.Stamp, found.Stamp);
    }

    [Theory]
    [InlineData("")]
    [InlineData("never given")]
    public async Task SaveAsync_StampThatWasNeverGiven_ChangesNothing(string stamp)
    {
        var store = await OpenAsync();
        var added = await AddAsync(store, Samples.Deal(1));

        Assert.Null(await store.SaveAsync(new RegistrationChange(added.Registration with { Tier = "gold" }, stamp, false), Stop));

        Assert.Null((await store.FindAsync(Samples.Id(1), Stop))!.Registration.Tier);
    }

    [Fact]
    public async Task SaveAsync_UnknownRegistration_IsNull() =>
        Assert.Null(await (await OpenAsync()).SaveAsync(new RegistrationChange(Samples.Deal(1), "1", false), Stop));

    [Theory]
    [InlineData(RegistrationStatus.Approved, true)]
    [InlineData(RegistrationStatus.WonReported, true)]
    [InlineData(RegistrationStatus.ClosedWon, false)]
    [InlineData(RegistrationStatus.Expired, false)]
    public async Task SaveAsync_IfTheHolderHoldsOrHasEnded_IsJudgedByTheHolderOfNow(RegistrationStatus holder, bool alive)
    {
        var store = await OpenAsync();
        await AddAsync(store, Samples.Deal(1));
        await EndAsync(store, Samples.Id(1), holder);
        var waiting = await AddAsync(store, Samples.Deal(2, "nord-systems"));
        var change = new RegistrationChange(waiting.Registration with { Tier = "gold" }, waiting.Stamp, true);

        var refused = await store.SaveAsync(alive ? change with { IfEnded = Samples.Id(1) } : change with { IfHeld = HeldBy(1) }, Stop);
        Assert.Null(refused);
        Assert.Equal(waiting.Stamp, (await store.FindAsync(Samples.Id(2), Stop))!.Stamp);

        Assert.NotNull(await store.SaveAsync(alive ? change with { IfHeld = HeldBy(1) } : change with { IfEnded = Samples.Id(1) }, Stop));
    }

    [Fact]
    public async Task SaveAsync_IfAnUnknownHolderHoldsOrHasEnded_IsNull()
    {
        var store = await OpenAsync();
        var added = await AddAsync(store, Samples.Deal(1));
        var change = new RegistrationChange(added.Registration, added.Stamp, false);

        Assert.Null(await store.SaveAsync(change with { IfHeld = HeldBy(9) }, Stop));
        Assert.Null(await store.SaveAsync(change with { IfEnded = Samples.Id(9) }, Stop));
    }

    [Fact]
    public async Task SaveAsync_HolderEndsWhileManyQueueBehindIt_NoneIsQueuedAfterwards()
    {
        var store = await OpenAsync();
        var holder = await AddAsync(store, Samples.Deal(1), OneCustomer);
        var waiting = await Task.WhenAll(Enumerable.Range(2, 20).Select(number => AddAsync(store, Samples.Deal(number, $"partner-{number}"), OneCustomer)));

        var ending = Task.Run(() => EndAsync(store, holder.Registration.Id));
        var queued = await Task.WhenAll(waiting.Select(stored => Task.Run(() => store.SaveAsync(
            new RegistrationChange(
                stored.Registration with { Status = RegistrationStatus.Queued, Conflict = Samples.HeldBy(holder.Registration.Id) }, stored.Stamp, false)
            {
                IfHeld = HeldBy(1),
            }, Stop))));
        await ending;

        var behind = await store.QueueBehindAsync(holder.Registration.Id, Stop);
        Assert.Equal(queued.Count(saved => saved is not null), behind.Count);
        foreach (var stored in waiting.Where(stored => !behind.Contains(stored.Registration.Id)))
            Assert.Null(await store.SaveAsync(
                new RegistrationChange(stored.Registration, stored.Stamp, false) { IfHeld = HeldBy(1) }, Stop));
    }
}
