using System.Text.Json.Nodes;
using DealFlow.Scenarios.Hosting;
using DealFlow.Workflow.Keys;

namespace DealFlow.Scenarios;

/// <summary>One customer, registered by many at the same moment, each by what it knows of it: one holds, and nobody is overlooked.</summary>
public sealed class RaceTests
{
    private const int Partners = 24;

    /// <summary>Of each kind two have no key of the store in common but what the kind is about.</summary>
    public static TheoryData<string> Kinds => ["identifiers", "alias", "name"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task ManyPartners_OneCustomerByDifferentKeysAtOnce_OneHoldsAndNobodyIsOverlooked(string kind)
    {
        await using var product = await Product.StartAsync();
        string[] keys = await Task.WhenAll(Enumerable.Range(0, Partners).Select(number => PartnerAsync(product, number)));
        if (kind == "alias")
            await product.PostAsync("/api/aliases", new { verdict = "same", customers = new[] { Facts("Nordwind Energie", 0), Facts("Auenhof Kraftwerke", 1) } }, Keys.Contoso);

        await Task.WhenAll(keys.Select((key, number) => product.RegisterAsync(key, Draft(kind, number))));

        await product.SettleAsync();
        var all = (await product.GetAsync("/api/registrations?limit=200", Keys.Contoso)).Json.GetProperty("items").EnumerateArray()
            .OrderBy(deal => deal.GetProperty("sequence").GetInt64()).ToList();
        var before = new HashSet<string>();
        foreach (var deal in all)
        {
            var candidates = deal.GetProperty("conflict").GetProperty("candidates").EnumerateArray().ToList();
            Assert.True(before.Count == 0 || candidates.Exists(one => before.Contains(one.GetProperty("id").GetString()!)), deal.GetRawText());
            if (candidates.Exists(one => one.GetProperty("match").GetProperty("verdict").GetString() == "certain" && before.Contains(one.GetProperty("id").GetString()!)))
                Assert.Equal("queued", deal.GetProperty("status").GetString());
            before.Add(deal.GetProperty("id").GetString()!);
        }

        Assert.Equal(Partners, all.Count);
        if (kind != "name")
            Assert.Single(all, deal => deal.GetProperty("status").GetString() == "pendingDecision");
    }

    private static JsonObject Draft(string kind, int number) => kind switch
    {
        "identifiers" => Drafts.Of($"Firma {(char)('A' + number)}", $"firma-{number}.example", "DE136695976").With(draft =>
        {
            if (number % 2 == 0)
                draft["customer"]!["domain"] = null;
        }),
        "alias" => Drafts.Of(NameOf(number), DomainOf(number), null),
        _ => Drafts.Of(number % 2 == 0 ? "Zirbelholz Möbelwerkstätten GmbH & Co. KG" : "ZIRBELHOLZ Moebel-Werkstaetten", $"z{number}.example", null),
    };

    private static object Facts(string name, int number) => new { name, country = "DE", domain = DomainOf(number) };

    private static string NameOf(int number) => number % 2 == 0 ? "Nordwind Energie" : "Auenhof Kraftwerke";

    private static string DomainOf(int number) => number % 2 == 0 ? "nordwind-energie.example" : "auenhof-kraftwerke.example";

    private static async Task<string> PartnerAsync(Product product, int number)
    {
        var (partner, key) = ($"partner-{number}", $"key-of-partner-{number}");
        await product.PutPartnerAsync(partner, Keys.Contoso, "contoso-network", $"deals@{partner}.example");
        await product.AddKeyAsync(key, new KeyOwner(KeyOwnerKind.Partner, partner));
        return key;
    }
}
