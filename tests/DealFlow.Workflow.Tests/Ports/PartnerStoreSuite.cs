using System.Text.Json;
using DealFlow.Workflow.Partners;

namespace DealFlow.Workflow.Tests.Ports;

/// <summary>What every store of memberships does.</summary>
public abstract class PartnerStoreSuite
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The store of this test: empty at the first call, later opened again on what it holds.</summary>
    protected abstract Task<IPartnerStore> OpenAsync();

    [Fact]
    public async Task FindAsync_Saved_IsReadWholeAfterReopening()
    {
        await (await OpenAsync()).SaveAsync(Samples.FullMembership(), Stop);

        var found = await (await OpenAsync()).FindAsync("contoso", "alpen-it", Stop);

        Assert.Equal(Json(Samples.FullMembership() with { Revision = 1 }), Json(found!));
    }

    [Fact]
    public async Task FindAsync_OtherManufacturerOrPartner_IsNull()
    {
        var store = await OpenAsync();
        await store.SaveAsync(Samples.FullMembership(), Stop);

        Assert.Null(await store.FindAsync("fabrikam", "alpen-it", Stop));
        Assert.Null(await store.FindAsync("contoso", "nord-systems", Stop));
    }

    [Fact]
    public async Task SaveAsync_Again_ReplacesThatOfThisManufacturerOnly()
    {
        var store = await OpenAsync();
        await store.SaveAsync(Samples.FullMembership(), Stop);
        await store.SaveAsync(Samples.FullMembership() with { Manufacturer = "fabrikam" }, Stop);

        var stored = (await store.FindAsync("contoso", "alpen-it", Stop))!;

        Assert.True(await store.SaveAsync(stored with { Tier = "silver" }, Stop));

        Assert.Equal("silver", (await store.FindAsync("contoso", "alpen-it", Stop))!.Tier);
        Assert.Equal("gold", (await store.FindAsync("fabrikam", "alpen-it", Stop))!.Tier);
    }

    [Fact]
    public async Task SaveAsync_SomebodyHasWrittenMeanwhile_ChangesNothing()
    {
        var store = await OpenAsync();
        await store.SaveAsync(Samples.FullMembership(), Stop);
        var read = (await store.FindAsync("contoso", "alpen-it", Stop))!;
        Assert.True(await store.SaveAsync(read with { Tier = "silver" }, Stop));

        Assert.False(await store.SaveAsync(read with { Tier = "registered" }, Stop));
        Assert.False(await store.SaveAsync(Samples.FullMembership(), Stop));

        var found = (await store.FindAsync("contoso", "alpen-it", Stop))!;
        Assert.Equal(("silver", 2), (found.Tier, found.Revision));
    }

    [Fact]
    public async Task SaveAsync_ManyAtOnce_OneIsWritten()
    {
        var store = await OpenAsync();

        var saved = await Task.WhenAll(Enumerable.Range(0, 20).Select(number =>
            store.SaveAsync(Samples.FullMembership() with { VendorNumber = $"V-{number}" }, Stop)));

        Assert.Single(saved, written => written);
    }

    [Fact]
    public async Task OwingAsync_SomeOwe_FindsThemUntilItIsDone()
    {
        var store = await OpenAsync();
        await store.SaveAsync(Samples.FullMembership() with { Manufacturer = "fabrikam", Owed = [] }, Stop);
        await store.SaveAsync(Samples.FullMembership(), Stop);

        var owing = Assert.Single(await (await OpenAsync()).OwingAsync(Stop));
        Assert.Equal("contoso", owing.Manufacturer);
        store = await OpenAsync();
        await store.SaveAsync(owing with { Owed = [] }, Stop);
        Assert.Empty(await store.OwingAsync(Stop));
    }

    [Fact]
    public async Task OfPartnerAsync_SeveralManufacturers_GivesThoseOfThePartner()
    {
        var store = await OpenAsync();
        await store.SaveAsync(Samples.FullMembership() with { Manufacturer = "fabrikam" }, Stop);
        await store.SaveAsync(Samples.FullMembership(), Stop);
        await store.SaveAsync(Samples.FullMembership() with { Partner = "nord-systems" }, Stop);

        Assert.Equal(["contoso", "fabrikam"], (await store.OfPartnerAsync("alpen-it", Stop)).Select(membership => membership.Manufacturer));
        Assert.Empty(await store.OfPartnerAsync("nobody", Stop));
    }

    [Fact]
    public async Task OfManufacturerAsync_SeveralPartners_GivesThemByPartner()
    {
        var store = await OpenAsync();
        await store.SaveAsync(Samples.FullMembership() with { Partner = "nord-systems" }, Stop);
        await store.SaveAsync(Samples.FullMembership(), Stop);
        await store.SaveAsync(Samples.FullMembership() with { Manufacturer = "fabrikam" }, Stop);

        Assert.Equal(["alpen-it", "nord-systems"], (await store.OfManufacturerAsync("contoso", Stop)).Select(membership => membership.Partner));
        Assert.Empty(await store.OfManufacturerAsync("nobody", Stop));
    }

    [Fact]
    public async Task WithAddressAsync_MailOrPerson_GivesEachMembershipAsItIsNow()
    {
        var store = await OpenAsync();
        var alpen = Samples.FullMembership() with { Mail = "Deals@alpen-it.example", People = ["eva@alpen-it.example", "deals@alpen-it.example"] };
        await store.SaveAsync(alpen, Stop);
        await store.SaveAsync(alpen with { Manufacturer = "fabrikam", People = [] }, Stop);

        store = await OpenAsync();
        Assert.Equal(["contoso", "fabrikam"], (await store.WithAddressAsync("deals@ALPEN-IT.example", Stop)).Select(membership => membership.Manufacturer));
        Assert.Equal(["contoso"], (await store.WithAddressAsync("eva@alpen-it.example", Stop)).Select(membership => membership.Manufacturer));
        Assert.Empty(await store.WithAddressAsync("alpen-it.example", Stop));

        Assert.True(await store.SaveAsync(alpen with { People = [], Revision = 1 }, Stop));
        Assert.Empty(await store.WithAddressAsync("eva@alpen-it.example", Stop));
    }

    private static string Json(Membership membership) => JsonSerializer.Serialize(membership, DealFlowJson.Options);
}
