using System.Text.Json;
using DealFlow.Domain.Conflicts;
using DealFlow.Workflow.Conflicts;
using NodaTime;

namespace DealFlow.Workflow.Tests.Ports;

/// <summary>What every store of aliases does.</summary>
public abstract class AliasStoreSuite
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The store of this test: empty at the first call, later opened again on what it holds.</summary>
    protected abstract Task<IAliasStore> OpenAsync();

    [Fact]
    public async Task FindAsync_ByAKeyOfEither_GivesTheAliasOnceAndWhole()
    {
        await (await OpenAsync()).SaveAsync("contoso", Samples.FullAlias(), Stop);
        var store = await OpenAsync();

        foreach (var key in Samples.FullAlias().Keys())
            Assert.Equal(Json(Samples.FullAlias()), Json(Assert.Single(await store.FindAsync("contoso", [key], Stop))));
        Assert.Single(await store.FindAsync("contoso", Samples.FullAlias().Keys(), Stop));
        Assert.Equal(Json(Samples.FullAlias()), Json((await store.ReadAsync("contoso", Samples.FullAlias().Id, Stop))!));
    }

    [Fact]
    public async Task FindAsync_OtherManufacturerOrKey_IsEmpty()
    {
        var store = await OpenAsync();
        await store.SaveAsync("contoso", Alias("a.example", "b.example"), Stop);

        Assert.Empty(await store.FindAsync("fabrikam", ["domain:a.example"], Stop));
        Assert.Empty(await store.FindAsync("contoso", ["domain:c.example"], Stop));
        Assert.Empty(await store.FindAsync("contoso", [], Stop));
        Assert.Null(await store.ReadAsync("fabrikam", Alias("a.example", "b.example").Id, Stop));
    }

    [Fact]
    public async Task SaveAsync_SameTwoTheOtherWayRound_Replaces()
    {
        var store = await OpenAsync();
        await store.SaveAsync("contoso", Alias("a.example", "b.example"), Stop);

        await store.SaveAsync("contoso", Alias("b.example", "a.example", AliasVerdict.NotSame), Stop);

        Assert.Equal(AliasVerdict.NotSame, Assert.Single(await store.FindAsync("contoso", ["domain:a.example"], Stop)).Said.Verdict);
        Assert.Single((await store.ListAsync("contoso", null, 10, Stop)).Items);
    }

    [Fact]
    public async Task RemoveAsync_KnownAndUnknown_LeavesTheOthers()
    {
        var store = await OpenAsync();
        var (gone, stays) = (Alias("a.example", "b.example"), Alias("a.example", "c.example"));
        await store.SaveAsync("contoso", gone, Stop);
        await store.SaveAsync("contoso", stays, Stop);

        Assert.False(await store.RemoveAsync("fabrikam", gone.Id, Stop));
        Assert.True(await store.RemoveAsync("contoso", gone.Id, Stop));
        Assert.False(await store.RemoveAsync("contoso", gone.Id, Stop));

        Assert.Equal(stays.Id, Assert.Single(await store.FindAsync("contoso", ["domain:a.example", "domain:b.example"], Stop)).Id);
        Assert.Null(await store.ReadAsync("contoso", gone.Id, Stop));
    }

    [Fact]
    public async Task ListAsync_Pages_GiveEachOnceNewestFirst()
    {
        var store = await OpenAsync();
        var said = Enumerable.Range(1, 5).Select(number => Alias("a.example", $"b{number}.example")).ToList();
        foreach (var alias in said)
            await store.SaveAsync("contoso", alias, Stop);
        await store.SaveAsync("fabrikam", said[0], Stop);

        var (seen, cursor) = (new List<string>(), (string?)null);
        do
        {
            var page = await store.ListAsync("contoso", cursor, 2, Stop);
            seen.AddRange(page.Items.Select(alias => alias.Id));
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(said.Select(alias => alias.Id).Reverse(), seen);
        Assert.Empty((await store.ListAsync("contoso", "none", 2, Stop)).Items);
    }

    private static Alias Alias(string one, string other, AliasVerdict verdict = AliasVerdict.Same) =>
        new(new CustomerAlias(verdict, Customer(one), Customer(other), null, null), "system:contoso", Samples.Now, null);

    private static CustomerFacts Customer(string domain) => new() { Name = domain, Country = "DE", Domain = domain };

    private static string Json(Alias alias) => JsonSerializer.Serialize(alias, DealFlowJson.Options);
}
