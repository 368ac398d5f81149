using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using DealFlow.Scenarios.Hosting;
using NodaTime;

namespace DealFlow.Scenarios;

/// <summary>What the manufacturer's marketing sees of a customer reaches the partner of the approved deal, and nobody else.</summary>
public sealed class SignalTests
{
    [Fact]
    public async Task Signals_BeforeTheApproval_StandInItsMail_AndLaterOnesInTheNextDailyMail()
    {
        await using var product = await Product.StartAsync();
        Assert.Equal("1 0 0", await SendAsync(product, Signal("Firewall guide")));
        var id = await product.ApprovedAsync();
        var approval = Assert.Single(await product.MailsToAsync(People.AlpenIt), mail => mail.IsReward);
        Assert.Contains("Firewall guide https://contoso.example/guide", approval.Text.ReplaceLineEndings(" ").Replace("   ", " ", StringComparison.Ordinal), StringComparison.Ordinal);

        var mails = (await product.MailsToAsync(People.AlpenIt)).Count;
        Assert.Equal("2 1 0", await SendAsync(product, new JsonArray(Signal("Webinar", kind: "event", url: null), Signal("Firewall guide"), Signal("Price list", kind: "download"))));
        Assert.Equal(mails, (await product.MailsToAsync(People.AlpenIt)).Count);
        await product.AdvanceToAsync(2026, 3, 3, 9);

        var digest = (await product.MailsToAsync(People.AlpenIt)).Skip(mails).Single();
        Assert.Equal("Ihre Deals: Interesse von 1 Kunden (Contoso, 3. März 2026)", digest.Subject);
        Assert.Contains("2 Signale:", digest.Text, StringComparison.Ordinal);
        Assert.Contains("Webinar", digest.Text, StringComparison.Ordinal);
        Assert.Contains("Price list", digest.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Firewall guide", digest.Text, StringComparison.Ordinal);
        Assert.Contains(id, digest.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("opt-in", string.Concat((await product.MailsAsync()).Select(mail => mail.Text)), StringComparison.Ordinal);
        await product.AdvanceToAsync(2026, 3, 10);
        Assert.Equal(mails + 1, (await product.MailsToAsync(People.AlpenIt)).Count);
    }

    [Fact]
    public async Task Signals_TenThousandOfOneCustomer_AreOneLineADayAndCostTheDealNothing()
    {
        await using var product = await Product.StartAsync();
        var id = await product.ApprovedAsync();
        var (before, history) = (await product.ReadAsync(id, Keys.AlpenIt), await product.HistoryLengthAsync());
        for (var part = 0; part < 25; part++)
        {
            var signals = new JsonArray([.. Enumerable.Range(0, 400).Select(number => (JsonNode)Signal($"Page {(part * 400) + number}"))]);
            Assert.Equal("400 0 0", await SendAsync(product, signals));
        }

        Assert.Equal(history, await product.HistoryLengthAsync());
        var mails = (await product.MailsToAsync(People.AlpenIt)).Count;
        await product.AdvanceToAsync(2026, 3, 3, 9);
        var digest = (await product.MailsToAsync(People.AlpenIt)).Skip(mails).Single();
        Assert.Contains("10.000 Signale, die neuesten davon:", digest.Text, StringComparison.Ordinal);
        Assert.True(digest.Text.Length < 3000, digest.Text);
        Assert.Equal(history, await product.HistoryLengthAsync());
        Assert.Equal(before.GetRawText(), (await product.ReadAsync(id, Keys.AlpenIt)).GetRawText());
    }

    [Fact]
    public async Task Signals_ThatDoNotMatchForCertain_AreTakenButNeverPassedOn()
    {
        await using var product = await Product.StartAsync();
        JsonObject[] others =
        [
            Signal("Name only", domain: null, vatId: null),
            Signal("Other VAT id", vatId: "DE811907980"),
            Signal("Other country", country: "AT", vatId: null),
            Signal("Free mail", domain: "gmail.com", vatId: null),
            Signal("Other customer", name: "Other AG", domain: "other.example", vatId: null),
            Signal("Other name").With(signal => signal["program"] = "contoso-network").With(signal => signal["customer"]!["name"] = "Müller Holding GmbH")
                .With(signal => signal["customer"]!["vatId"] = null),
        ];
        Assert.Equal("6 0 0", await SendAsync(product, new JsonArray(others)));
        var id = await product.ApprovedAsync();
        Assert.DoesNotContain("Wofür sich", (await product.MailsToAsync(People.AlpenIt)).Single(mail => mail.IsReward).Text, StringComparison.Ordinal);

        Assert.Equal("0 6 0", await SendAsync(product, new JsonArray([.. others.Select(signal => signal.DeepClone())])));
        await product.AdvanceToAsync(2026, 3, 5);
        Assert.DoesNotContain(await product.MailsToAsync(People.AlpenIt), mail => mail.Subject.StartsWith("Ihre Deals", StringComparison.Ordinal));
        Assert.Empty(Titles(await product.GetAsync($"/api/registrations/{id}/signals", Keys.AlpenIt)));
    }

    [Fact]
    public async Task Signals_OfAnEndedDeal_AreNotPassedOnAnyMore()
    {
        await using var product = await Product.StartAsync();
        var id = await product.ApprovedAsync();
        await SendAsync(product, Signal("Too late"));
        await product.PostAsync($"/api/registrations/{id}/close", new { outcome = "lost", reason = "price" }, Keys.AlpenIt);
        await SendAsync(product, Signal("Much too late"));
        await product.AdvanceToAsync(2026, 3, 5);

        Assert.DoesNotContain("oo late", string.Concat((await product.MailsAsync()).Select(mail => mail.Text)), StringComparison.Ordinal);
        var answer = await product.GetAsync($"/api/registrations/{id}/signals", Keys.AlpenIt);
        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Equal("closedLost", answer.Json.GetProperty("registrationStatus").GetString());
    }

    [Fact]
    public async Task Signals_ProgramThatSendsEachMailOnItsOwn_AreOneMailADayAllTheSame()
    {
        await using var product = await Product.StartAsync();
        var draft = Drafts.Mueller().With(fabrikam =>
        {
            fabrikam["program"] = "fabrikam-storage";
            fabrikam["products"] = new JsonArray("tape");
            fabrikam["language"] = "en";
            fabrikam["estimatedValue"] = new JsonObject { ["amount"] = "50000.00", ["currency"] = "USD" };
        });
        var id = await product.RegisterAsync(Keys.AlpenIt, draft);
        await product.DecideAsync(await product.TokenAsync(People.Dana), "approve");
        Assert.Equal("approved", await product.StatusAsync(id, Keys.Fabrikam));
        var mails = (await product.MailsToAsync(People.AlpenIt)).Count;
        for (var number = 0; number < 5; number++)
            await SendAsync(product, Signal($"Page {number}").With(signal => signal["program"] = "fabrikam-storage"), Keys.Fabrikam);
        await product.AdvanceToAsync(2026, 3, 3, 9, zone: "America/New_York");

        Assert.Equal("Your deals: interest of 1 customer (Fabrikam, 2 March 2026)", (await product.MailsToAsync(People.AlpenIt)).Skip(mails).Single().Subject);
    }

    [Fact]
    public async Task Signals_TwoPartnersWithADealOfTheCustomer_EachIsTold()
    {
        await using var product = await Product.StartAsync();
        await product.ApprovedAsync();
        var other = await product.RegisterAsync(Keys.Rheinwerk, Drafts.Mueller().With(draft => draft["products"] = new JsonArray("suite")));
        await product.DecideAsync(await product.TokenAsync(People.Anna, other), "approve");
        Assert.Equal("approved", await product.StatusAsync(other));
        await SendAsync(product, Signal("For both"));
        await product.AdvanceToAsync(2026, 3, 3, 9);

        Assert.Contains("For both", (await product.MailsToAsync(People.AlpenIt))[^1].Text, StringComparison.Ordinal);
        Assert.Contains("For both", (await product.MailsToAsync(People.Rheinwerk))[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_PageByPage_NewestFirst_ForThePartnerOfTheDealOnly()
    {
        await using var product = await Product.StartAsync();
        var pending = await product.RegisterAsync(Keys.AlpenIt);
        Assert.Equal(HttpStatusCode.Conflict, (await product.GetAsync($"/api/registrations/{pending}/signals", Keys.AlpenIt)).Status);
        await product.DecideAsync(await product.TokenAsync(People.Anna), "approve");
        await SendAsync(product, new JsonArray([.. Enumerable.Range(1, 5).Select(number =>
            (JsonNode)Signal($"S{number}", at: $"2026-02-0{number}T10:00:00+01:00").With(signal => signal["customer"]!["name"] = number % 2 == 0 ? "Müller" : "Mueller GmbH"))]));

        await SendAsync(product, Signal("S4", at: "2026-02-04T10:00:00+01:00").With(signal => signal["customer"]!["name"] = "Written anew"));

        var path = $"/api/registrations/{pending}/signals";
        var first = await product.GetAsync($"{path}?limit=3", Keys.AlpenIt);
        Assert.Equal(["S5", "S4", "S3"], Titles(first));
        var second = await product.GetAsync($"{path}?limit=3&cursor={first.Json.GetProperty("next").GetString()}", Keys.AlpenIt);
        Assert.Equal(["S2", "S1"], Titles(second));
        Assert.Equal(JsonValueKind.Null, second.Json.GetProperty("next").ValueKind);
        Assert.Equal(
            """{"kind":"webVisit","title":"S5","url":"https://contoso.example/guide","occurredAt":"2026-02-05T09:00:00Z"}""",
            first.Json.GetProperty("items")[0].GetRawText());
        Assert.Equal(HttpStatusCode.NotFound, (await product.GetAsync(path, Keys.Nordlicht)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await product.GetAsync(path, Keys.Contoso)).Status);
        Assert.Equal(["cursor", "limit"], (await product.GetAsync($"{path}?limit=0&cursor=x", Keys.AlpenIt)).Errors);
    }

    [Fact]
    public async Task Signals_KeptTwelveMonths_ThenGone()
    {
        await using var product = await Product.StartAsync();
        await SendAsync(product, new JsonArray(Signal("Old", at: "2025-03-03T09:00:00Z"), Signal("New")));
        await product.AdvanceToAsync(2026, 3, 4);
        var id = await product.ApprovedAsync();

        Assert.Equal(["New"], Titles(await product.GetAsync($"/api/registrations/{id}/signals", Keys.AlpenIt)));
        Assert.Contains("1 Signal:", (await product.MailsToAsync(People.AlpenIt)).Single(mail => mail.IsReward).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_OneThatIsWrong_IsRefusedWithEverythingThatIsWrong()
    {
        await using var product = await Product.StartAsync();
        var wrong = Signal("x").With(signal =>
        {
            signal["program"] = "fabrikam-storage";
            signal["kind"] = "visit";
            signal["url"] = "javascript:alert(1)";
            signal["occurredAt"] = "2026-03-02T09:06:00Z";
            signal["consentBasis"] = null;
            signal["customer"]!["country"] = "XX";
            signal["customer"]!["domain"] = "com";
        });
        var answer = await product.PostAsync("/api/signals", wrong, Keys.Contoso);
        Assert.Equal((HttpStatusCode)422, answer.Status);
        Assert.Equal(["consentBasis", "customer.country", "customer.domain", "kind", "occurredAt", "program", "url"], answer.Errors);

        answer = await product.PostAsync("/api/signals", Signal("x").With(signal => signal["more"] = 1), Keys.Contoso);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(["more"], answer.Errors);
        Assert.Equal(HttpStatusCode.BadRequest, (await product.PostAsync("/api/signals", "text", Keys.Contoso)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await product.PostAsync("/api/signals", Signal("x"), Keys.AlpenIt)).Status);
    }

    [Fact]
    public async Task Send_SeveralOfWhichSomeAreWrong_TheOthersAreTakenAndTheWrongOnesNamed()
    {
        await using var product = await Product.StartAsync();
        var answer = await product.PostAsync(
            "/api/signals", new JsonArray(Signal("Right"), Signal("Old", at: "2025-03-01T09:00:00Z"), 5, Signal("Odd").With(signal => signal["url"] = 7)), Keys.Contoso);

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        Assert.Equal((1, 0), (answer.Json.GetProperty("accepted").GetInt32(), answer.Json.GetProperty("known").GetInt32()));
        Assert.Equal(
            ["1 occurredAt: Is more than 12 months ago; signals are kept no longer.", "2 Is no object.", "3 url: Must be a string."],
            answer.Json.GetProperty("rejected").EnumerateArray().Select(one => $"{one.GetProperty("index").GetInt32()} {one.GetProperty("error").GetString()}"));
        Assert.Equal("0 0 0", await SendAsync(product, new JsonArray()));
    }

    /// <summary>How many were accepted, known and rejected.</summary>
    private static async Task<string> SendAsync(Product product, JsonNode signals, string key = Keys.Contoso)
    {
        var answer = await product.PostAsync("/api/signals", signals, key);
        Assert.True(answer.Status is HttpStatusCode.Accepted, answer.Text);
        return $"{answer.Json.GetProperty("accepted").GetInt32()} {answer.Json.GetProperty("known").GetInt32()} {answer.Json.GetProperty("rejected").GetArrayLength()}";
    }

    private static string[] Titles(Answer answer) =>
        [.. answer.Json.GetProperty("items").EnumerateArray().Select(signal => signal.GetProperty("title").GetString()!)];

    private static JsonObject Signal(
        string title, string kind = "webVisit", string? url = "https://contoso.example/guide", string at = "2026-02-20T09:30:00Z",
        string name = "Müller Maschinenbau GmbH & Co. KG", string? domain = "www.mueller-maschinenbau.example", string country = "DE", string? vatId = "DE136695976") => new()
        {
            ["program"] = "contoso-network",
            ["customer"] = new JsonObject { ["name"] = name, ["domain"] = domain, ["country"] = country, ["vatId"] = vatId },
            ["kind"] = kind,
            ["title"] = title,
            ["url"] = url,
            ["occurredAt"] = at,
            ["consentBasis"] = "opt-in",
        };
}
