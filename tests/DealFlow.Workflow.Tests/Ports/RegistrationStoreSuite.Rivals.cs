using DealFlow.Domain.Registrations;
using DealFlow.Workflow.Registrations;

namespace DealFlow.Workflow.Tests.Ports;

public abstract partial class RegistrationStoreSuite
{
    [Fact]
    public async Task RivalsAsync_SharedKeysInACommonScope_GivesEachOnceByItsSequence()
    {
        var store = await OpenAsync();
        var both = OneCustomer with { Scopes = ["line:firewalls", "line:switches"] };
        await AddAsync(store, Samples.Deal(3, "a"), both);
        await AddAsync(store, Samples.Deal(2, "b"), Samples.Claim("same name only"));
        var mine = await AddAsync(store, Samples.Deal(1, "c"), both);
        await AddAsync(store, Samples.Deal(4, "d"), both with { Scopes = ["line:switches"] });

        store = await OpenAsync();
        var rivals = await RivalsAsync(store, mine.Registration);

        Assert.Equal([Samples.Id(3), Samples.Id(2), Samples.Id(4)], rivals.Select(rival => rival.Id));
        Assert.Equal([1L, 2L, 4L], rivals.Select(rival => rival.Sequence));
        Assert.Equal(Json((await store.FindAsync(Samples.Id(3), Stop))!.Registration), Json(rivals[0]));
    }

    [Fact]
    public async Task RivalsAsync_OtherKeysScopeOrManufacturer_AreNone()
    {
        var store = await OpenAsync();
        await AddAsync(store, Samples.Deal(1, "a"), new CustomerClaim(["line:firewalls"], ["vatId:2", "name:DE|other"], ["vatId:2"]));
        await AddAsync(store, Samples.Deal(2, "b"), OneCustomer with { Scopes = ["line:switches"] });
        await AddAsync(store, Samples.Deal(3, "c") with { Manufacturer = "fabrikam" }, OneCustomer);
        var mine = await AddAsync(store, Samples.Deal(4, "d"), OneCustomer);

        Assert.Empty(await RivalsAsync(store, mine.Registration));
    }

    [Theory]
    [InlineData(RegistrationStatus.Rejected)]
    [InlineData(RegistrationStatus.Incomplete)]
    [InlineData(RegistrationStatus.Withdrawn)]
    [InlineData(RegistrationStatus.ClosedLost)]
    [InlineData(RegistrationStatus.Expired)]
    [InlineData(RegistrationStatus.Revoked)]
    public async Task RivalsAsync_RivalHasEndedWithoutAWin_FreesTheCustomer(RegistrationStatus ending)
    {
        var store = await OpenAsync();
        await AddAsync(store, Samples.Deal(1, "a"), OneCustomer);
        var mine = await AddAsync(store, Samples.Deal(2, "b"), OneCustomer);

        var ended = await EndAsync(store, Samples.Id(1), ending);

        Assert.Empty(await RivalsAsync(store, mine.Registration));
        Assert.Equal(Samples.Id(2), Assert.Single(await RivalsAsync(store, ended.Registration)).Id);
    }

    [Theory]
    [InlineData(RegistrationStatus.Received)]
    [InlineData(RegistrationStatus.PendingDecision)]
    [InlineData(RegistrationStatus.NeedsInformation)]
    [InlineData(RegistrationStatus.Queued)]
    [InlineData(RegistrationStatus.Approved)]
    [InlineData(RegistrationStatus.WonReported)]
    [InlineData(RegistrationStatus.ClosedWon)]
    public async Task RivalsAsync_RivalIsAliveOrWon_HoldsTheCustomer(RegistrationStatus status)
    {
        var store = await OpenAsync();
        await AddAsync(store, Samples.Deal(1, "a"), OneCustomer);
        var mine = await AddAsync(store, Samples.Deal(2, "b"), OneCustomer);

        await SaveAsync(store, Samples.Id(1), deal => deal with { Status = status });

        Assert.Equal(status, Assert.Single(await RivalsAsync(store, mine.Registration)).Status);
    }
}
