using System.Text.Json;
using DealFlow.Domain.Conflicts;
using DealFlow.Workflow.Conflicts;

namespace DealFlow.Workflow.Tests.Ports;

/// <summary>What every store of imported accounts does, together with the candidate index that it keeps.</summary>
public abstract class AccountStoreSuite
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The store of this test, and its index: empty at the first call, later opened again on what they hold.</summary>
    protected abstract Task<(IAccountStore Store, ICandidateIndex Index)> OpenAsync();

    [Fact]
    public async Task SaveAsync_AndSettled_IsReadAndFoundAfterARestartToo()
    {
        var (store, _) = await OpenAsync();
        await store.SaveAsync("contoso", [Samples.FullAccount()], Stop);
        await store.SettleAsync(Stop);
        (store, var index) = await OpenAsync();

        Assert.Equal(Json(Samples.FullAccount()), Json(Assert.Single(await store.ReadAsync("contoso", ["A-1", "A-2"], Stop))));
        Assert.Equal(["A-1"], await FindAsync(index, "contoso", Samples.FullAccount().Customer));
    }

    [Fact]
    public async Task SaveAsync_NotSettledBeforeARestart_IsFoundAfterIt()
    {
        var (store, _) = await OpenAsync();
        await store.SaveAsync("contoso", [Account("A-1", "one.example")], Stop);
        var (_, index) = await OpenAsync();

        Assert.Equal(["A-1"], await FindAsync(index, "contoso", Customer("one.example")));
    }

    [Fact]
    public async Task ReadAsync_OtherManufacturerOrId_IsEmpty()
    {
        var (store, index) = await OpenAsync();
        await SaveAsync(store, "contoso", Account("A-1", "one.example"));

        Assert.Empty(await store.ReadAsync("fabrikam", ["A-1"], Stop));
        Assert.Empty(await store.ReadAsync("contoso", ["A-2"], Stop));
        Assert.Empty(await store.ReadAsync("contoso", [], Stop));
        Assert.Empty(await FindAsync(index, "fabrikam", Customer("one.example")));
    }

    [Fact]
    public async Task SaveAsync_SameIdAgain_ReplacesTheAccountAndItsKeys()
    {
        var (store, index) = await OpenAsync();
        await SaveAsync(store, "contoso", Account("A-1", "one.example"), Account("A-2", "one.example"));
        await SaveAsync(store, "fabrikam", Account("A-1", "one.example"));

        await SaveAsync(store, "contoso", Account("A-1", "two.example"));

        Assert.Equal(["A-2"], await FindAsync(index, "contoso", Customer("one.example")));
        Assert.Equal(["A-1"], await FindAsync(index, "contoso", Customer("two.example")));
        Assert.Equal(["A-1"], await FindAsync(index, "fabrikam", Customer("one.example")));
    }

    [Fact]
    public async Task SaveAsync_ManyWithOneIdTwice_KeepsTheLast()
    {
        var (store, index) = await OpenAsync();
        var many = Enumerable.Range(1, 450).Select(number => Account($"A-{number}", $"c{number}.example"));

        await SaveAsync(store, "contoso", [.. many, Account("A-7", "last.example")]);
        await SaveAsync(store, "contoso", [.. many.Skip(7)]); // the same again

        Assert.Empty(await FindAsync(index, "contoso", Customer("c7.example")));
        Assert.Equal(["A-7"], await FindAsync(index, "contoso", Customer("last.example")));
        Assert.Equal(["A-450"], await FindAsync(index, "contoso", Customer("c450.example")));
    }

    private static async Task SaveAsync(IAccountStore store, string manufacturer, params IReadOnlyList<Account> accounts)
    {
        await store.SaveAsync(manufacturer, accounts, Stop);
        await store.SettleAsync(Stop);
    }

    /// <summary>Those that are the customer for certain.</summary>
    private static async Task<IEnumerable<string>> FindAsync(ICandidateIndex index, string manufacturer, CustomerFacts customer) =>
        (await new CandidateSearch(index).FindAsync(manufacturer, customer, Stop))
        .Where(found => found.Match.Verdict is Verdict.Certain).Select(found => Workflow.Conflicts.Account.IdOf(found.Customer)).Order(StringComparer.Ordinal);

    private static Account Account(string id, string domain) => new(id, Customer(domain), "customer", null, null);

    private static CustomerFacts Customer(string domain) => new() { Name = "Acme " + domain, Country = "DE", Domain = domain };

    private static string Json(Account account) => JsonSerializer.Serialize(account, DealFlowJson.Options);
}
