using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using DealFlow.Scenarios.Hosting;
using NodaTime;

namespace DealFlow.Scenarios;

/// <summary>Registrations of several product lines, of which others hold some.</summary>
public sealed class SplitTests
{
    [Fact]
    public async Task Register_OneLineIsTaken_ThatLineWaitsAndTheRestGoesOn()
    {
        await using var product = await Product.StartAsync();
        var holder = await product.RegisterAsync(Keys.AlpenIt);
        var id = await product.RegisterAsync(Keys.Nordlicht, Of("firewall", "storage", "switch"));

        var rest = await product.ReadAsync(id, Keys.Nordlicht);
        Assert.Equal(("pendingDecision", "storage"), (Text(rest, "status"), Products(rest)));
        var child = await product.ReadAsync(Assert.Single(SplitInto(rest)), Keys.Nordlicht);
        Assert.Equal(("queued", "firewall switch"), (Text(child, "status"), Products(child)));
        Assert.Equal((id, 1), (Text(child, "splitFrom"), child.GetProperty("queuePosition").GetInt32()));
        Assert.Empty(SplitInto(child));
        Assert.Equal(JsonValueKind.Null, rest.GetProperty("splitFrom").ValueKind);
        foreach (var same in new[] { "sequence", "receivedAt", "estimatedValue", "customer", "contact", "partnerReference", "programVersion" })
            Assert.Equal(rest.GetProperty(same).GetRawText(), child.GetProperty(same).GetRawText());
        Assert.Equal(["received", "split", "checked", "asked"], Happened(rest));
        Assert.Equal(["received", "split", "checked", "queued"], Happened(child));
        Assert.Equal("none", rest.GetProperty("conflict").GetProperty("verdict").GetString());
        Assert.Equal("certain", child.GetProperty("conflict").GetProperty("verdict").GetString());

        // Both are in the list; the approver is asked about the rest only.
        var list = (await product.GetAsync("/api/registrations", Keys.Nordlicht)).Json.GetProperty("items").EnumerateArray().Select(deal => Text(deal, "id"));
        Assert.Equal([Text(child, "id"), id], list);
        Assert.Equal([id], (await AskedAboutAsync(product)).Where(asked => asked != holder));

        // The partner has the receipt and one mail on the split, which does not say who holds the customer.
        var mails = await product.MailsToAsync(People.Nordlicht);
        Assert.Equal(2, mails.Count);
        var told = mails[1];
        foreach (var said in new[] { id, Text(child, "id"), "Contoso Firewall", "Contoso Speichersystem", "Platz 1", "50.000,00" })
            Assert.Contains(said, told.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("alpen", told.Text + child.GetRawText(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Register_EveryLineIsTakenByAnother_EachWaitsBehindItsHolder()
    {
        await using var product = await Product.StartAsync();
        var network = await product.RegisterAsync(Keys.AlpenIt);
        var storage = await product.RegisterAsync(Keys.Nordlicht, Of("storage"));
        var id = await product.RegisterAsync(Keys.Rheinwerk, Of("storage", "firewall"));

        var rest = await product.ReadAsync(id, Keys.Rheinwerk);
        Assert.Equal(("queued", "storage", 1), (Text(rest, "status"), Products(rest), rest.GetProperty("queuePosition").GetInt32()));
        var child = Assert.Single(SplitInto(rest));
        Assert.Equal("queued", await product.StatusAsync(child));

        // The holder of one line ends: that line moves up, the other one waits on.
        await WithdrawAsync(product, network, Keys.AlpenIt);
        Assert.Equal("pendingDecision", await product.StatusAsync(child));
        Assert.Equal("queued", await product.StatusAsync(id));
        await WithdrawAsync(product, storage, Keys.Nordlicht);
        Assert.Equal("pendingDecision", await product.StatusAsync(id));
    }

    [Fact]
    public async Task Register_EveryLineIsTakenByTheSame_WaitsWhole()
    {
        await using var product = await Product.StartAsync();
        var holder = await product.RegisterAsync(Keys.AlpenIt, Of("firewall", "storage"));
        var id = await product.RegisterAsync(Keys.Nordlicht, Of("firewall", "storage"));

        var waiting = await product.ReadAsync(id, Keys.Nordlicht);
        Assert.Equal(("queued", "firewall storage"), (Text(waiting, "status"), Products(waiting)));
        Assert.Empty(SplitInto(waiting));

        await WithdrawAsync(product, holder, Keys.AlpenIt);
        Assert.Equal("pendingDecision", await product.StatusAsync(id));
    }

    [Fact]
    public async Task Register_OneLineTakenOnePossible_OneWaitsAndAPersonDecidesOnTheOther()
    {
        await using var product = await Product.StartAsync();
        await product.RegisterAsync(Keys.AlpenIt);
        await product.RegisterAsync(Keys.Rheinwerk, Named("Müller Maschinenbau GmbH & Co. KG", "mm-other.example", "storage"));
        var id = await product.RegisterAsync(Keys.Nordlicht, Of("firewall", "storage", "suite").With(draft => draft["estimatedValue"]!["amount"] = "5000.00"));

        var rest = await product.ReadAsync(id, Keys.Contoso);
        Assert.Equal(("pendingDecision", "storage suite"), (Text(rest, "status"), Products(rest)));
        Assert.Equal("possible", rest.GetProperty("conflict").GetProperty("verdict").GetString());
        var child = await product.ReadAsync(Assert.Single(SplitInto(rest)), Keys.Contoso);
        Assert.Equal(("queued", "firewall"), (Text(child, "status"), Products(child)));
        Assert.All(child.GetProperty("conflict").GetProperty("candidates").EnumerateArray(), candidate => Assert.Equal("alpen-it", Text(candidate, "owner")));
    }

    [Fact]
    public async Task Register_AccountOfTheCustomer_RestGoesToAPerson()
    {
        await using var product = await Product.StartAsync();
        await product.RegisterAsync(Keys.Nordlicht, Named("Brauerei Hofmann & Söhne GmbH", "hofmann-bier.example", "firewall"));
        var id = await product.RegisterAsync(
            Keys.AlpenIt, Named("Hofmann Bier", "hofmann-bier.example", "firewall", "storage").With(draft => draft["estimatedValue"]!["amount"] = "5000.00"));

        var rest = await product.ReadAsync(id, Keys.Contoso);
        Assert.Equal("pendingDecision", Text(rest, "status"));
        Assert.Equal("account", Text(rest.GetProperty("conflict").GetProperty("candidates")[0], "kind"));
        Assert.Equal("queued", await product.StatusAsync(Assert.Single(SplitInto(rest))));
    }

    [Fact]
    public async Task Register_ProgramHoldsTheCustomerWhole_IsNotSplit()
    {
        await using var product = await Product.StartAsync();
        JsonObject Draft(params string[] products) => Of(products).With(draft =>
        {
            draft["program"] = "fabrikam-storage";
            draft["estimatedValue"]!["currency"] = "USD";
        });
        await product.RegisterAsync(Keys.AlpenIt, Draft("array"));
        var id = await product.RegisterAsync(Keys.Nordlicht, Draft("tape", "array"));

        var deal = await product.ReadAsync(id, Keys.Fabrikam);
        Assert.Equal("pendingDecision", Text(deal, "status"));
        Assert.Empty(SplitInto(deal));
    }

    [Fact]
    public async Task Register_ProgramRejectsWhatIsTaken_ThatLineIsRejectedAndTheRestGoesOn()
    {
        using var program = new OwnProgram(json => json["terms"]!["conflicts"]!["certain"] = "reject");
        await using var product = await program.StartAsync();
        await product.RegisterAsync(Keys.AlpenIt);
        await product.RegisterAsync(Keys.Rheinwerk, Of("storage"));
        var id = await product.RegisterAsync(Keys.Nordlicht, Of("firewall", "suite"));

        var rest = await product.ReadAsync(id, Keys.Nordlicht);
        Assert.Equal(("pendingDecision", "suite"), (Text(rest, "status"), Products(rest)));
        var child = await product.ReadAsync(Assert.Single(SplitInto(rest)), Keys.Nordlicht);
        Assert.Equal(("rejected", "certain-conflict"), (Text(child, "status"), Text(child.GetProperty("decision"), "rule")));
        var told = (await product.MailsToAsync(People.Nordlicht)).Where(mail => mail.Id.StartsWith($"{id}/", StringComparison.Ordinal)).Skip(1);
        Assert.Contains("Cannot be registered", Assert.Single(told).Text, StringComparison.Ordinal);

        // Where every line is taken nothing has to be split.
        var whole = await product.RegisterAsync(Keys.Nordlicht, Of("firewall", "storage"));
        var rejected = await product.ReadAsync(whole, Keys.Nordlicht);
        Assert.Equal("rejected", Text(rejected, "status"));
        Assert.Empty(SplitInto(rejected));
    }

    [Fact]
    public async Task Register_ProgramReviewsWhatIsTaken_PersonCanApproveTheRestOnly()
    {
        using var program = new OwnProgram(json => json["terms"]!["conflicts"]!["certain"] = "review");
        await using var product = await program.StartAsync();
        await product.RegisterAsync(Keys.AlpenIt);
        var id = await product.RegisterAsync(Keys.Nordlicht, Of("firewall", "storage"));
        var child = Assert.Single(SplitInto(await product.ReadAsync(id, Keys.Nordlicht)));

        Assert.Equal(HttpStatusCode.Conflict, (await product.DecideAsync(await TokenOfAsync(product, child), "approve")).Status);
        Assert.Equal(HttpStatusCode.OK, (await product.DecideAsync(await TokenOfAsync(product, id), "approve")).Status);
    }

    [Fact]
    public async Task Split_SmallShareOfALargeDeal_ThresholdsAreJudgedOnTheWhole()
    {
        await using var product = await Product.StartAsync();
        var holder = await product.RegisterAsync(Keys.Nordlicht);
        var small = await product.RegisterAsync(Keys.AlpenIt, Of("firewall", "storage").With(draft => draft["estimatedValue"]!["amount"] = "10000.00"));
        var rest = await product.ReadAsync(small, Keys.AlpenIt);
        Assert.Equal("approved", Text(rest, "status"));
        var child = Assert.Single(SplitInto(rest));

        // The part that waited is judged by the same value, which finance has with both events and counts once.
        await WithdrawAsync(product, holder, Keys.Nordlicht);
        Assert.Equal("gold-small", Text((await product.ReadAsync(child, Keys.AlpenIt)).GetProperty("decision"), "rule"));
        var events = await product.EventsAsync();
        Assert.Equal([small, child], events.Select(told => Text(told, "subject")));
        Assert.Single(events.Select(told => told.GetProperty("data").GetProperty("sequence").GetInt64()).Distinct());
        Assert.All(events, told => Assert.Equal("10000.00", Text(told.GetProperty("data").GetProperty("estimatedValue"), "amount")));

        // A cent more, and no part is small.
        var large = await product.RegisterAsync(Keys.AlpenIt, Drafts.Customer(1).With(draft => draft["estimatedValue"]!["amount"] = "10000.01"));
        Assert.Equal("pendingDecision", await product.StatusAsync(large));
    }

    [Fact]
    public async Task Split_ChildMovesUpAfterTheParentIsWon_HasItsOwnDecisionProtectionAndNet()
    {
        await using var product = await Product.StartAsync();
        var holder = await product.RegisterAsync(Keys.AlpenIt);
        var id = await product.RegisterAsync(Keys.Nordlicht, Of("firewall", "storage"));
        var child = Assert.Single(SplitInto(await product.ReadAsync(id, Keys.Nordlicht)));
        await ApproveAsync(product, id);
        await CloseWonAsync(product, id, "storage", "30000.00", "2026-03-02");

        await product.AdvanceToAsync(2026, 3, 11);
        await WithdrawAsync(product, holder, Keys.AlpenIt);
        var moved = await product.ReadAsync(child, Keys.Nordlicht);
        Assert.Equal(("pendingDecision", "2026-03-13T11:00:00Z"), (Text(moved, "status"), Text(moved, "decisionDueAt")));
        await ApproveAsync(product, child);
        Assert.Equal("2026-03-11T11:00:00Z", Text(await product.ReadAsync(child, Keys.Nordlicht), "protectedFrom"));
        await CloseWonAsync(product, child, "firewall", "8400.00", "2026-03-11");

        var closed = (await product.EventsAsync()).Where(told => Text(told, "type") == "dealflow.deal.closed.v1").ToList();
        Assert.Equal([(id, "1800.00"), (child, "504.00")], closed.Select(told => (Text(told, "subject"), Text(told.GetProperty("data").GetProperty("commission").GetProperty("amount"), "amount"))));
        Assert.Equal("closedWon", await product.StatusAsync(id));
    }

    [Fact]
    public async Task Register_PartnerHasAPartOfItOpen_409WithTheIdOfThatPart()
    {
        await using var product = await Product.StartAsync();
        await product.RegisterAsync(Keys.AlpenIt);
        var id = await product.RegisterAsync(Keys.Nordlicht, Of("firewall", "storage"));
        var child = Assert.Single(SplitInto(await product.ReadAsync(id, Keys.Nordlicht)));

        foreach (var (products, own) in new[] { ("firewall", child), ("switch", child), ("storage", id), ("suite storage", id) })
        {
            var refused = await product.PostAsync("/api/registrations", Of(products.Split(' ')), Keys.Nordlicht);
            Assert.Equal((HttpStatusCode.Conflict, own), (refused.Status, Text(refused.Json, "registrationId")));
        }

        await WithdrawAsync(product, child, Keys.Nordlicht);
        await product.RegisterAsync(Keys.Nordlicht, Of("suite"));
        await product.RegisterAsync(Keys.Nordlicht, Of("switch"));
    }

    [Fact]
    public async Task Register_SisterCompanyOnTheSameDomain_IsNoDuplicateOfOnesOwn()
    {
        await using var product = await Product.StartAsync();
        await product.RegisterAsync(Keys.AlpenIt);

        var sister = await product.RegisterAsync(Keys.AlpenIt, Drafts.Of("Müller Service GmbH", "mueller-maschinenbau.example", "DE129273398"));

        Assert.Equal("possible", (await product.ReadAsync(sister, Keys.AlpenIt)).GetProperty("conflict").GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task Register_SameRequestAgainAfterASplit_AnswersWithTheParent()
    {
        await using var product = await Product.StartAsync();
        await product.RegisterAsync(Keys.AlpenIt);
        var first = await product.PostAsync("/api/registrations", Of("firewall", "storage"), Keys.Nordlicht, ("Idempotency-Key", "one"));
        await product.SettleAsync();

        var again = await product.PostAsync("/api/registrations", Of("firewall", "storage"), Keys.Nordlicht, ("Idempotency-Key", "one"));

        Assert.Equal((HttpStatusCode.Accepted, Text(first.Json, "id")), (again.Status, Text(again.Json, "id")));
        Assert.Single(SplitInto(again.Json));
    }

    [Fact]
    public async Task Register_AtTheOpenLimit_PartsOfOneRegistrationCountOnce()
    {
        using var program = new OwnProgram(json => json["terms"]!["limits"]!["openRegistrations"] = 2);
        await using var product = await program.StartAsync();
        await product.RegisterAsync(Keys.AlpenIt);
        var id = await product.RegisterAsync(Keys.Nordlicht, Of("firewall", "storage"));
        Assert.Single(SplitInto(await product.ReadAsync(id, Keys.Nordlicht)));

        await product.RegisterAsync(Keys.Nordlicht, Drafts.Customer(1));
        Assert.Equal(HttpStatusCode.Conflict, (await product.PostAsync("/api/registrations", Drafts.Customer(2), Keys.Nordlicht)).Status);

        // As long as one part is open the registration is.
        await WithdrawAsync(product, id, Keys.Nordlicht);
        Assert.Equal(HttpStatusCode.Conflict, (await product.PostAsync("/api/registrations", Drafts.Customer(2), Keys.Nordlicht)).Status);
    }

    [Fact]
    public async Task Split_StoppedAtOnceAndStartedAgain_BothPartsGoOn()
    {
        await using var product = await Product.StartAsync();
        var holder = await product.RegisterAsync(Keys.AlpenIt);
        var id = await product.RegisterAsync(Keys.Nordlicht, Of("firewall", "storage"));
        var now = await product.NowAsync();
        await product.StopAsync();
        await product.StartAgainAsync(now);

        var child = Assert.Single(SplitInto(await product.ReadAsync(id, Keys.Nordlicht)));
        await WithdrawAsync(product, holder, Keys.AlpenIt);
        Assert.Equal("pendingDecision", await product.StatusAsync(child));
        await ApproveAsync(product, child);
        await ApproveAsync(product, id);
    }

    internal static JsonObject Of(params string[] products) => Drafts.Mueller().With(draft => draft["products"] = new JsonArray([.. products.Select(name => (JsonNode)name)]));

    internal static async Task WithdrawAsync(Product product, string id, string key)
    {
        var answer = await product.PostAsync($"/api/registrations/{id}/withdraw", new { reason = "No budget." }, key);
        Assert.True(answer.Status is HttpStatusCode.OK, answer.Text);
        await product.SettleAsync();
    }

    internal static async Task ApproveAsync(Product product, string id)
    {
        var decided = await product.DecideAsync(await TokenOfAsync(product, id), "approve");
        Assert.True(decided.Status is HttpStatusCode.OK, decided.Text);
    }

    /// <summary>The decision token of the newest mail to Anna on this registration.</summary>
    internal static async Task<string> TokenOfAsync(Product product, string id) =>
        (await product.MailsToAsync(People.Anna)).Last(mail => mail.DecideLink is not null && mail.Id.StartsWith(id + "/", StringComparison.Ordinal)).DecideToken;

    internal static async Task CloseWonAsync(Product product, string id, string line, string net, string signedOn)
    {
        var amount = new { amount = net, currency = "EUR" };
        var answer = await product.PostAsync(
            $"/api/registrations/{id}/close",
            new { outcome = "won", signedOn, orderNumber = $"PO-{id}", netAmount = amount, lines = new[] { new { product = line, net = amount } } }, Keys.Contoso);
        Assert.True(answer.Status is HttpStatusCode.OK, answer.Text);
    }

    internal static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    internal static string[] SplitInto(JsonElement deal) => [.. deal.GetProperty("splitInto").EnumerateArray().Select(id => id.GetString()!)];

    internal static string[] Happened(JsonElement deal) => [.. deal.GetProperty("timeline").EnumerateArray().Select(entry => Text(entry, "what"))];

    private static string Products(JsonElement deal) => string.Join(' ', deal.GetProperty("products").EnumerateArray().Select(product => product.GetString()));

    private static JsonObject Named(string name, string domain, params string[] products) =>
        Drafts.Of(name, domain, null).With(draft => draft["products"] = new JsonArray([.. products.Select(item => (JsonNode)item)]));

    private static async Task<IEnumerable<string>> AskedAboutAsync(Product product) =>
        (await product.MailsToAsync(People.Anna)).Where(mail => mail.DecideLink is not null).Select(mail => mail.Id.Split('/')[0]);
}
