using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using DealFlow.Scenarios.Hosting;
using DealFlow.Workflow.Keys;

namespace DealFlow.Scenarios;

/// <summary>Memberships over HTTP: made, changed and ended by a manufacturer.</summary>
public sealed class MembershipTests
{
    private const string Acme = "/api/partners/acme";

    [Fact]
    public async Task Put_NewPartner_IsInvitedOnceInItsLanguage()
    {
        await using var product = await Product.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await PutAsync(product, Acme, Member())).Status);
        Assert.Equal(HttpStatusCode.OK, (await PutAsync(product, Acme, Member(tier: "silver"))).Status);

        var invitation = Assert.Single(await product.MailsToAsync("deals@acme.example"));
        Assert.Equal("Contoso lädt Sie ein, Ihre Deals zu registrieren", invitation.Subject);
        Assert.Contains("contoso-network", invitation.Text, StringComparison.Ordinal);
        Assert.Contains("http://dealflow.test/signin", invitation.Links);
        Assert.Contains("http://dealflow.test/register", invitation.Links);
        Assert.Equal("Contoso invites you to register your deals", await SubjectAfterAsync(product, "/api/partners/beta", Member("en", mail: "deals@beta.example"), "deals@beta.example"));
    }

    [Fact]
    public async Task Get_AfterPut_ShowsWhatWasWritten()
    {
        await using var product = await Product.StartAsync();
        var written = await PutAsync(product, Acme, Member());
        var read = await product.GetAsync(Acme, Keys.Contoso);
        Assert.Equal(written.Text, read.Text);
        Assert.Equal(
            """{"id":"acme","name":"Acme Ltd","tier":"gold","language":"de","mail":"deals@acme.example","people":["eva@acme.example"],"vendorNumber":"V-7","programs":["contoso-network"],"endedAt":null}""",
            read.Text);
        Assert.Equal(HttpStatusCode.NotFound, (await product.GetAsync(Acme, Keys.Fabrikam)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await product.PostAsync(Acme + "/terminate", new { }, Keys.Fabrikam)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await product.PostAsync(Acme + "/terminate", new { }, Keys.AlpenIt)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await product.PostAsync(Acme + "/terminate", new { reason = "x" }, Keys.Contoso)).Status);
    }

    [Theory]
    [InlineData("tier", "platinum", "tier")]
    [InlineData("language", "fr", "language")]
    [InlineData("language", "", "language")]
    [InlineData("mail", "no address", "mail")]
    [InlineData("name", " ", "name")]
    [InlineData("vendorNumber", " ", "vendorNumber")]
    [InlineData("programs", "fabrikam-storage", "programs[0]")]
    [InlineData("programs", "contoso-network,contoso-network", "programs[1]")]
    [InlineData("people", "a@acme.example,A@acme.example", "people[1]")]
    [InlineData("people", "a@acme.example,b", "people[1]")]
    public async Task Put_WrongValue_422AndNothingIsMade(string member, string value, string error)
    {
        await using var product = await Product.StartAsync();
        var body = JsonSerializer.SerializeToNode(Member(), JsonSerializerOptions.Web)!;
        body[member] = member is "programs" or "people" ? new JsonArray([.. value.Split(',').Select(item => (JsonNode)item)]) : value;
        var answer = await PutAsync(product, Acme, body);
        Assert.Equal((HttpStatusCode)422, answer.Status);
        Assert.Equal([error], answer.Errors);
        Assert.Equal(HttpStatusCode.NotFound, (await product.GetAsync(Acme, Keys.Contoso)).Status);
        Assert.Empty(await product.MailsAsync());
    }

    [Theory]
    [InlineData("Acme")]
    [InlineData("acme_ltd")]
    [InlineData("-acme")]
    [InlineData("acme--ltd")]
    [InlineData("a%20b")]
    public async Task Put_WrongId_422(string id)
    {
        await using var product = await Product.StartAsync();
        Assert.Equal(["id"], (await PutAsync(product, $"/api/partners/{id}", Member())).Errors);
    }

    [Fact]
    public async Task Put_TooManyPeople_422()
    {
        await using var product = await Product.StartAsync();
        var many = Member() with { People = [.. Enumerable.Range(0, 101).Select(number => $"p{number}@acme.example")] };
        Assert.Equal(["people"], (await PutAsync(product, Acme, many)).Errors);
    }

    [Fact]
    public async Task Put_SampleAsItWasRead_IsTaken()
    {
        await using var product = await Product.StartAsync();
        var (fabrikams, path) = (Keys.Fabrikam, "/api/partners/alpen-it");
        var body = JsonNode.Parse((await product.GetAsync(path, fabrikams)).Text)!.AsObject();
        body.Remove("id");
        body.Remove("endedAt");
        Assert.Equal(HttpStatusCode.OK, (await PutAsync(product, path, body, fabrikams)).Status);
        Assert.Empty(await product.MailsAsync());
    }

    [Fact]
    public async Task Put_AnotherProgram_InvitesToThatOne_AndAfterTheEndToAll()
    {
        using var programs = TwoOfContoso();
        await using var product = await StartAsync(programs);
        await PutAsync(product, Acme, Member(), "contoso");
        var both = Member() with { Programs = ["contoso-network", "contoso-cloud"] };
        await PutAsync(product, Acme, both, "contoso");
        await product.PostAsync(Acme + "/terminate", new { }, "contoso");
        await PutAsync(product, Acme, both, "contoso");

        var mails = (await product.MailsToAsync("deals@acme.example")).Select(mail => mail.Text).ToList();
        Assert.Equal(4, mails.Count);
        Assert.DoesNotContain("contoso-cloud", mails[0], StringComparison.Ordinal);
        Assert.DoesNotContain("contoso-network", mails[1], StringComparison.Ordinal);
        Assert.Contains("contoso-network, contoso-cloud", mails[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Terminate_TwoProgramsOfOneManufacturer_EachHasItsRule()
    {
        using var programs = TwoOfContoso();
        await using var product = await StartAsync(programs);
        await PutAsync(product, Acme, Member() with { Programs = ["contoso-network", "contoso-cloud"] }, "contoso");
        var stays = await ApprovedAsync(product, "acme", Drafts.Customer(1));
        var ends = await ApprovedAsync(product, "acme", Drafts.Customer(2).With(draft => draft["program"] = "contoso-cloud"));

        var ended = await product.PostAsync(Acme + "/terminate", new { }, "contoso");
        Assert.Equal(HttpStatusCode.OK, ended.Status);
        Assert.Equal(ended.Text, (await product.SendAsync(HttpMethod.Post, Acme + "/terminate", "contoso")).Text);
        Assert.Equal(("approved", "revoked"), (await product.StatusAsync(stays, "contoso"), await product.StatusAsync(ends, "contoso")));
        var timeline = (await product.ReadAsync(ends, "acme")).GetProperty("timeline").EnumerateArray().Last();
        Assert.Equal("rule:partner-ended", timeline.GetProperty("by").GetString());
        Assert.Single(await product.MailsToAsync("deals@acme.example"), mail => mail.Subject.Contains("beendet", StringComparison.Ordinal));
        Assert.Equal(2, (await product.MailsToAsync(People.Anna)).Count(mail => mail.Subject.Contains("beendet", StringComparison.Ordinal)));

        // Anew: what was ended stays so, and new deals can be registered.
        await PutAsync(product, Acme, Member(), "contoso");
        Assert.Equal("pendingDecision", await product.StatusAsync(await product.RegisterAsync("acme", Drafts.Customer(3)), "contoso"));
        Assert.Equal("revoked", await product.StatusAsync(ends, "contoso"));
    }

    [Fact]
    public async Task Terminate_DealsInEveryState_TheirRuleIsKeptAndTheQueueMovesUp()
    {
        await using var product = await Product.StartAsync();
        var undecided = await product.RegisterAsync(Keys.AlpenIt, Drafts.Customer(1));
        var behind = await product.RegisterAsync(Keys.Nordlicht, Drafts.Customer(1));
        await product.RegisterAsync(Keys.Nordlicht, Drafts.Customer(2));
        var queued = await product.RegisterAsync(Keys.AlpenIt, Drafts.Customer(2));
        var asked = await product.RegisterAsync(Keys.AlpenIt, Drafts.Customer(3));
        await product.DecideAsync(await product.TokenAsync(People.Anna, asked), "requestInformation", question: "Which site?");
        var approved = await ApprovedAsync(product, Keys.AlpenIt, Drafts.Customer(4));
        var reported = await ApprovedAsync(product, Keys.AlpenIt, Drafts.Customer(5));
        await product.PostAsync($"/api/registrations/{reported}/close", Won(), Keys.AlpenIt);
        var won = await ApprovedAsync(product, Keys.AlpenIt, Drafts.Customer(6));
        await product.PostAsync($"/api/registrations/{won}/close", Won(), Keys.Contoso);
        var fabrikams = await product.RegisterAsync(Keys.AlpenIt, OfFabrikam(7));
        await product.DecideAsync(await product.TokenAsync(People.Dana, fabrikams), "approve");
        var fabrikamsOpen = await product.RegisterAsync(Keys.AlpenIt, OfFabrikam(8));
        Assert.Equal(("queued", "queued"), (await product.StatusAsync(behind), await product.StatusAsync(queued)));

        var ended = await product.PostAsync("/api/partners/alpen-it/terminate", new { }, Keys.Contoso);
        Assert.Equal("2026-03-02T09:00:00Z", ended.Json.GetProperty("endedAt").GetString());
        string[] ids = [undecided, queued, asked, approved, reported, won];
        var statuses = new List<string>();
        foreach (var id in ids)
            statuses.Add(await product.StatusAsync(id));
        Assert.Equal(["withdrawn", "withdrawn", "withdrawn", "approved", "wonReported", "closedWon"], statuses);
        Assert.Equal("pendingDecision", await product.StatusAsync(behind));
        Assert.Single(await product.MailsToAsync(People.AlpenIt), mail => mail.Subject == "Ihre Partnerschaft mit Contoso ist beendet");
        Assert.Single(await product.MailsToAsync(People.Anna), mail => mail.Subject == "Partnerschaft beendet: Alpen IT Systeme GmbH");

        // The partner reads on, registers nothing more there, and what stays can be won. The other manufacturer's goes on.
        Assert.Equal(["program"], (await product.PostAsync("/api/registrations", Drafts.Customer(9), Keys.AlpenIt)).Errors);
        Assert.Equal(HttpStatusCode.OK, (await product.GetAsync($"/api/registrations/{undecided}", Keys.AlpenIt)).Status);
        Assert.Equal(HttpStatusCode.OK, (await product.PostAsync($"/api/registrations/{approved}/close", Won(), Keys.AlpenIt)).Status);
        Assert.Equal(HttpStatusCode.OK, (await product.DecideAsync(await product.TokenAsync(People.Anna, reported), "confirm")).Status);
        Assert.Equal(HttpStatusCode.OK, (await product.PostAsync($"/api/registrations/{won}/invoices", Invoice("R-1", "1000.00"), Keys.Contoso)).Status);
        Assert.Contains(await product.EventsAsync(), item => item.GetProperty("id").GetString() == $"{won}/3/invoiced");
        Assert.Contains(await product.EventsAsync(), item => item.GetProperty("id").GetString() == $"{reported}/2/closed");
        await product.RegisterAsync(Keys.AlpenIt, OfFabrikam(10));
        var listed = await product.GetAsync("/api/registrations?partner=alpen-it", Keys.Contoso);
        Assert.Equal(6, listed.Json.GetProperty("items").GetArrayLength());

        // Fabrikam's rule: approved deals end.
        await product.PostAsync("/api/partners/alpen-it/terminate", new { }, Keys.Fabrikam);
        Assert.Equal(("revoked", "withdrawn"), (await product.StatusAsync(fabrikams, Keys.Fabrikam), await product.StatusAsync(fabrikamsOpen, Keys.Fabrikam)));
    }

    [Fact]
    public async Task TwoManufacturers_SamePartner_NeitherSeesTheOthers()
    {
        await using var product = await Product.StartAsync();
        var contosos = await ApprovedAsync(product, Keys.AlpenIt, Drafts.Customer(1));
        var fabrikams = await product.RegisterAsync(Keys.AlpenIt, OfFabrikam(2));
        await product.SettleAsync();
        foreach (var query in new[] { "", "?partner=alpen-it", "?program=contoso-network", "?q=Zirbel", $"?q={contosos}", "?status=approved", "?cursor=99.99" })
        {
            var items = (await product.GetAsync("/api/registrations" + query, Keys.Fabrikam)).Json.GetProperty("items").EnumerateArray().ToList();
            Assert.All(items, item => Assert.Equal(fabrikams, item.GetProperty("id").GetString()));
        }

        foreach (var (method, path, body) in new (HttpMethod, string, object?)[]
        {
            (HttpMethod.Get, "", null), (HttpMethod.Post, "/close", Won()), (HttpMethod.Post, "/revoke", new { reason = "x" }),
            (HttpMethod.Post, "/invoices", Invoice("R-1", "1.00")),
        })
        {
            var answer = await product.SendAsync(method, $"/api/registrations/{contosos}{path}", Keys.Fabrikam, body is null ? null : JsonContent.Create(body));
            Assert.True(answer.Status is HttpStatusCode.NotFound, $"{path}: {answer.Text}");
        }

        Assert.Equal("standard", (await product.GetAsync("/api/partners/alpen-it", Keys.Fabrikam)).Json.GetProperty("tier").GetString());
        Assert.Contains("programs[0]", (await PutAsync(product, "/api/partners/alpen-it", Member(), Keys.Fabrikam)).Errors);
        Assert.Equal("approved", await product.StatusAsync(contosos));
        Assert.All(await product.EventsAsync(), item => Assert.Equal("/dealflow/contoso", item.GetProperty("source").GetString()));
    }

    private static object Won() => new { outcome = "won", signedOn = "2026-03-02", orderNumber = "PO-1", netAmount = new { amount = "38400.00", currency = "EUR" } };

    private static object Invoice(string number, string net) => new
    {
        number,
        invoicedOn = "2026-03-02",
        lines = new[] { new { product = "firewall", net = new { amount = net, currency = "EUR" } } },
    };

    private static JsonObject OfFabrikam(int number) => Drafts.Customer(number).With(draft =>
    {
        draft["program"] = "fabrikam-storage";
        draft["products"] = new JsonArray("array");
        draft["estimatedValue"]!["currency"] = "USD";
        draft["language"] = "en";
    });

    private static async Task<string> ApprovedAsync(Product product, string key, JsonObject draft)
    {
        var id = await product.RegisterAsync(key, draft);
        var decided = await product.DecideAsync(await product.TokenAsync(People.Anna, id), "approve");
        Assert.True(decided.Status is HttpStatusCode.OK, decided.Text);
        return id;
    }

    private static OwnPrograms TwoOfContoso() => new OwnPrograms().Add("contoso-network", "contoso-network", _ => { })
        .Add("contoso-network", "contoso-cloud", program => program["terms"]!["limits"]!["partnerEnded"] = "end");

    private static async Task<Product> StartAsync(OwnPrograms programs)
    {
        var product = await Product.StartAsync(programs: programs.Folder);
        await product.AddKeyAsync("contoso", new(KeyOwnerKind.Manufacturer, "contoso"));
        await product.AddKeyAsync("acme", new(KeyOwnerKind.Partner, "acme"));
        return product;
    }

    private static async Task<string> SubjectAfterAsync(Product product, string path, MemberBody body, string address)
    {
        await PutAsync(product, path, body);
        return Assert.Single(await product.MailsToAsync(address)).Subject;
    }

    private static Task<Answer> PutAsync(Product product, string path, object body, string key = Keys.Contoso) =>
        product.SendAsync(HttpMethod.Put, path, key, JsonContent.Create(body, options: JsonSerializerOptions.Web));

    private static MemberBody Member(string language = "de", string tier = "gold", string mail = "deals@acme.example") =>
        new("Acme Ltd", tier, language, mail, ["eva@acme.example"], "V-7", ["contoso-network"]);

    private sealed record MemberBody(
        string Name, string Tier, string Language, string Mail, IReadOnlyList<string> People, string? VendorNumber, IReadOnlyList<string> Programs);
}
