using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using DealFlow.Scenarios.Hosting;
using DealFlow.Workflow.Keys;
using DealFlow.Workflow.Tests.Events;

namespace DealFlow.Scenarios;

/// <summary>What finance is told to pay, over HTTP: exact, once, and by the schemas that ship with the product.</summary>
public sealed class MoneyTests
{
    [Fact]
    public async Task Invoices_AboveTheCapOfTheDeal_PayNoMoreThanTheCap()
    {
        await using var product = await Product.StartAsync();
        var id = await WonAsync(product, Keys.AlpenIt, Keys.Fabrikam, "fabrikam-storage", "USD", "80000.00");
        foreach (var (number, net) in new[] { ("R-1", "30000.00"), ("R-2", "30000.00"), ("R-3", "30000.00"), ("C-1", "-50000.00") })
            await InvoiceAsync(product, id, Keys.Fabrikam, number, net, "USD");
        Assert.Equal(["5000.00", "3000.00", "2000.00", "0.00", "-1000.00"], await CommissionsAsync(product, id));
        Assert.Equal("4000.00", Amount((await product.EventsAsync())[^1].GetProperty("data").GetProperty("totals").GetProperty("commission")));
    }

    [Theory]
    [InlineData("JPY", "halfEven", "12345", "5000", "7345", new[] { "926", "375", "551" })]
    [InlineData("JPY", "down", "12345", "5001", "7344", new[] { "925", "375", "550" })]
    [InlineData("KWD", "halfAwayFromZero", "100.020", "33.340", "66.680", new[] { "7.502", "2.501", "5.001" })]
    [InlineData("KWD", "halfEven", "100.020", "33.340", "66.680", new[] { "7.502", "2.500", "5.002" })]
    public async Task Invoices_CurrencyWithOtherDigits_RoundedByTheRuleAndAddedUp(
        string currency, string rounding, string whole, string first, string second, string[] commissions)
    {
        using var programs = new OwnPrograms().Add("fabrikam-storage", "kirin", program =>
        {
            program["terms"]!["currencies"] = new JsonArray(new JsonObject { ["code"] = currency, ["minimum"] = 1 });
            program["terms"]!["incentives"]!["rounding"] = rounding;
            program["terms"]!["incentives"]!["items"]![0]!["percent"] = 7.5;
            program["terms"]!["incentives"]!["items"]![0]!.AsObject().Remove("cap");
        });
        await using var product = await Product.StartAsync(programs: programs.Folder);
        await product.AddKeyAsync("fabrikam", new(KeyOwnerKind.Manufacturer, "fabrikam"));
        await product.AddKeyAsync("acme", new(KeyOwnerKind.Partner, "acme"));
        await product.SendAsync(HttpMethod.Put, "/api/partners/acme", "fabrikam", JsonContent.Create(
            new { name = "Acme Ltd", tier = "standard", mail = "deals@acme.example", programs = new[] { "kirin" } }));
        var id = await WonAsync(product, "acme", "fabrikam", "kirin", currency, whole);
        var tooFine = await product.PostAsync($"/api/registrations/{id}/invoices", Body("R-0", currency == "JPY" ? "1.5" : "1.0005", currency), "fabrikam");
        Assert.Equal(["lines[0].net.amount"], tooFine.Errors);
        await InvoiceAsync(product, id, "fabrikam", "R-1", first, currency);
        await InvoiceAsync(product, id, "fabrikam", "R-2", second, currency);
        Assert.Equal(commissions, await CommissionsAsync(product, id));
    }

    [Fact]
    public async Task Win_NewBusinessWithStorage_EventHasBonusAndPointsButNoDiscount()
    {
        await using var product = await Product.StartAsync();
        var id = await WonAsync(product, Keys.AlpenIt, Keys.Contoso, "contoso-network", "EUR", "100000.00", "storage");
        var incentives = (await product.EventsAsync())[^1].GetProperty("data").GetProperty("incentives").EnumerateArray().ToList();
        Assert.Equal(["bonus", "points"], incentives.Select(item => item.GetProperty("kind").GetString()!).Order(StringComparer.Ordinal));
        Assert.Equal("500.00", Amount(incentives.Single(item => item.GetProperty("kind").GetString() == "bonus").GetProperty("amount")));
        Assert.Equal(10, incentives.Single(item => item.GetProperty("kind").GetString() == "points").GetProperty("points").GetInt32());
        Assert.Equal(["8000.00"], await CommissionsAsync(product, id));
    }

    [Fact]
    public async Task Invoice_Wrong_IsRefusedWithItsReasonAndChangesNothing()
    {
        await using var product = await Product.StartAsync();
        var id = await WonAsync(product, Keys.AlpenIt, Keys.Contoso, "contoso-network", "EUR", "1500.00", "firewall"); // below the minimum of the program
        await InvoiceAsync(product, id, Keys.Contoso, "R-1", "1500.00", "EUR", "firewall");
        var before = await product.ReadAsync(id, Keys.Contoso);
        var path = $"/api/registrations/{id}/invoices";
        Assert.Equal(HttpStatusCode.Conflict, (await product.PostAsync(path, Body("r-1", "1500.00", "EUR", "firewall"), Keys.Contoso)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await product.PostAsync(path, Body(" R-1 ", "1500.00", "EUR", "firewall"), Keys.Contoso)).Status);
        Assert.Equal(["lines"], (await product.PostAsync(path, Body("C-1", "-1500.01", "EUR", "firewall"), Keys.Contoso)).Errors);
        Assert.Equal(["lines"], (await product.PostAsync(path, Body("R-2", "1.00", "EUR", "switch"), Keys.Contoso)).Errors);
        Assert.Equal(["lines[0].net.currency"], (await product.PostAsync(path, Body("R-2", "1.00", "USD", "firewall"), Keys.Contoso)).Errors);
        Assert.Equal(["invoicedOn"], (await product.PostAsync(path, Body("R-2", "1.00", "EUR", "firewall", "2026-03-01"), Keys.Contoso)).Errors);
        Assert.Equal(HttpStatusCode.Forbidden, (await product.PostAsync(path, Body("R-2", "1.00", "EUR", "firewall"), Keys.AlpenIt)).Status);
        Assert.Equal(before.GetRawText(), (await product.ReadAsync(id, Keys.Contoso)).GetRawText());
        Assert.Equal(["120.00", "120.00"], await CommissionsAsync(product, id));
    }

    [Fact]
    public async Task Win_LinesThatDoNotAddUp_AreRefused()
    {
        await using var product = await Product.StartAsync();
        var id = await product.ApprovedAsync();
        var won = new
        {
            outcome = "won",
            signedOn = "2026-03-02",
            orderNumber = "PO-1",
            netAmount = new { amount = "100.00", currency = "EUR" },
            lines = new[] { new { product = "firewall", net = new { amount = "99.99", currency = "EUR" } } },
        };
        Assert.Equal(["lines"], (await product.PostAsync($"/api/registrations/{id}/close", won, Keys.AlpenIt)).Errors);
    }

    [Fact]
    public async Task Events_VendorNumberChangedInFlight_EachCarriesThatOfItsMoment()
    {
        await using var product = await Product.StartAsync();
        var id = await product.ApprovedAsync();
        var member = new { name = "Alpen IT AG", tier = "gold", language = "de", mail = People.AlpenIt, vendorNumber = "V-2", programs = new[] { "contoso-network" } };
        await product.SendAsync(HttpMethod.Put, "/api/partners/alpen-it", Keys.Contoso, JsonContent.Create(member));
        await product.PostAsync($"/api/registrations/{id}/close", Won("EUR", "1.00"), Keys.Contoso);
        Assert.Equal(
            ["V-1001", "V-2"],
            (await product.EventsAsync()).Select(item => item.GetProperty("data").GetProperty("partner").GetProperty("vendorNumber").GetString()!));
    }

    [Fact]
    public async Task Register_DistributorAndReference_ComeBackAndAreFound()
    {
        await using var product = await Product.StartAsync();
        var id = await product.RegisterAsync(Keys.AlpenIt, Drafts.Customer(1).With(draft => (draft["distributor"], draft["partnerReference"]) = ("Verteiler AG", "CRM-0815")));
        var deal = await product.ReadAsync(id, Keys.Contoso);
        Assert.Equal(("Verteiler AG", "CRM-0815"), (deal.GetProperty("distributor").GetString(), deal.GetProperty("partnerReference").GetString()));
        var found = await product.GetAsync("/api/registrations?q=crm-0815", Keys.Contoso);
        Assert.Equal(id, Assert.Single(found.Json.GetProperty("items").EnumerateArray()).GetProperty("id").GetString());
    }

    private static async Task<string> WonAsync(
        Product product, string partner, string manufacturer, string program, string currency, string net, string item = "array")
    {
        var id = await product.RegisterAsync(partner, Drafts.Customer(1).With(draft =>
        {
            draft["program"] = program;
            draft["products"] = new JsonArray(item);
            draft["estimatedValue"] = new JsonObject { ["amount"] = "50000", ["currency"] = currency };
            draft["language"] = "en";
        }));
        var decided = await product.DecideAsync(await product.TokenAsync(program == "contoso-network" ? People.Anna : People.Dana, id), "approve");
        Assert.True(decided.Status is HttpStatusCode.OK, decided.Text);
        var won = await product.PostAsync($"/api/registrations/{id}/close", Won(currency, net), manufacturer);
        Assert.True(won.Status is HttpStatusCode.OK, won.Text);
        return id;
    }

    private static object Won(string currency, string net) =>
        new { outcome = "won", signedOn = "2026-03-02", orderNumber = "PO-1", netAmount = new { amount = net, currency } };

    private static object Body(string number, string net, string currency, string item = "array", string invoicedOn = "2026-03-02") =>
        new { number, invoicedOn, lines = new[] { new { product = item, net = new { amount = net, currency } } } };

    private static async Task InvoiceAsync(Product product, string id, string key, string number, string net, string currency, string item = "array")
    {
        var answer = await product.PostAsync($"/api/registrations/{id}/invoices", Body(number, net, currency, item), key);
        Assert.True(answer.Status is HttpStatusCode.OK, answer.Text);
    }

    /// <summary>The commissions of the win and of each invoice in the order of the events, of which each fits its schema and comes once.</summary>
    private static async Task<string[]> CommissionsAsync(Product product, string id)
    {
        var events = await product.EventsAsync();
        Assert.Equal(events.Select(item => item.GetProperty("id").GetString()).Distinct().Count(), events.Count);
        foreach (var item in events)
            Assert.Empty(await EventSchemas.ErrorsAsync(item.GetRawText()));
        return [.. events.Where(item => item.GetProperty("subject").GetString() == id).Skip(1)
            .Select(item => Amount(item.GetProperty("data").GetProperty("commission").GetProperty("amount")))];
    }

    private static string Amount(JsonElement money) => money.GetProperty("amount").GetString()!;
}
