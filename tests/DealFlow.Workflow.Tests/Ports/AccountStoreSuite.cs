using System.Text.Json;
using DealFlow.Domain.Conflicts;
using DealFlow.Workflow.Conflicts;

namespace DealFlow.Workflow.Tests.Ports;

/// <summary>What every store of imported accounts does.</summary>
public abstract class AccountStoreSuite
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The store of this test: empty at the first call, later opened again on what it holds.</summary>
    protected abstract Task<IAccountStore> OpenAsync();

    [Fact]
    public async Task FindAsync_ByEachOfItsKeys_GivesTheAccountOnce()
    {
        await (await OpenAsync()).SaveAsync("contoso", [Samples.FullAccount()], Stop);
        var store = await OpenAsync();
        var keys = CustomerClaims.KeysOf(Samples.FullAccount().Customer);

        foreach (var key in keys)
            Assert.Equal("A-1", Assert.Single(await store.FindAsync("contoso", [key], Stop)).Id);
        var found = Assert.Single(await store.FindAsync("contoso", keys, Stop));
        Assert.Equal(Json(Samples.FullAccount()), Json(found));
    }

    [Fact]
    public async Task FindAsync_OtherManufacturerOrKey_IsEmpty()
    {
        var store = await OpenAsync();
        await store.SaveAsync("contoso", [Account("A-1", "one.example")], Stop);

        Assert.Empty(await store.FindAsync("fabrikam", ["domain:one.example"], Stop));
        Assert.Empty(await store.FindAsync("contoso", ["domain:two.example"], Stop));
        Assert.Empty(await store.FindAsync("contoso", [], Stop));
    }

    [Fact]
    public async Task SaveAsync_SameIdAgain_ReplacesTheAccountAndItsKeys()
    {
        var store = await OpenAsync();
        await store.SaveAsync("contoso", [Account("A-1", "one.example"), Account("A-2", "one.example")], Stop);
        await store.SaveAsync("fabrikam", [Account("A-1", "one.example")], Stop);

        await store.SaveAsync("contoso", [Account("A-1", "two.example")], Stop);

        Assert.Equal("A-2", Assert.Single(await store.FindAsync("contoso", ["domain:one.example"], Stop)).Id);
        Assert.Equal("A-1", Assert.Single(await store.FindAsync("contoso", ["domain:two.example"], Stop)).Id);
        Assert.Single(await store.FindAsync("fabrikam", ["domain:one.example"], Stop));
    }

    [Fact]
    public async Task SaveAsync_ManyWithOneIdTwice_KeepsTheLast()
    {
        var store = await OpenAsync();
        var many = Enumerable.Range(1, 450).Select(number => Account($"A-{number}", $"c{number}.example"));

        await store.SaveAsync("contoso", [.. many, Account("A-7", "last.example")], Stop);

        Assert.Empty(await store.FindAsync("contoso", ["domain:c7.example"], Stop));
        Assert.Single(await store.FindAsync("contoso", ["domain:last.example"], Stop));
        Assert.Single(await store.FindAsync("contoso", ["domain:c450.example"], Stop));
    }

    private static Account Account(string id, string domain) =>
        new(id, new CustomerFacts { Name = "Acme " + domain, Country = "DE", Domain = domain }, "customer", null, null);

    private static string Json(Account account) => JsonSerializer.Serialize(account, DealFlowJson.Options);
}
