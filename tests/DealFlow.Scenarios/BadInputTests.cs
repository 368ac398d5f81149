using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using DealFlow.Scenarios.Hosting;

namespace DealFlow.Scenarios;

/// <summary>What is wrong is refused whole, explained, and leaves no trace.</summary>
public sealed class BadInputTests
{
    [Fact]
    public async Task Register_EverythingWrong_AllErrorsAtOnceAndNothingIsStored()
    {
        await using var product = await Product.StartAsync();
        var draft = Drafts.Mueller().With(wrong =>
        {
            wrong["customer"]!["country"] = "XX";
            wrong["customer"]!["vatId"] = "DE136695977";
            wrong["customer"]!["name"] = "Evil \u202Eeman";
            wrong["customer"]!["domain"] = "com";
            wrong["customer"]!["dunsNumber"] = "12";
            wrong["contact"]!["email"] = "a@b.example\r\nBcc: x@y.example";
            wrong["contact"]!["phone"] = "call me";
            wrong["products"] = new JsonArray("firewall", "toaster");
            wrong["estimatedValue"] = new JsonObject { ["amount"] = "50000.001", ["currency"] = "EUR" };
            wrong["expectedCloseOn"] = "2020-01-01";
            wrong["activity"] = new string('x', 3000);
            wrong["notes"] = "bell \u0007";
            wrong["dealType"] = "free";
            wrong["language"] = "fr";
        });
        var answer = await product.PostAsync("/api/registrations", draft, Keys.AlpenIt);
        Assert.Equal((HttpStatusCode)422, answer.Status);
        Assert.Equal(
            [
                "activity", "contact.email", "contact.phone", "customer.country", "customer.domain", "customer.dunsNumber", "customer.name",
                "customer.vatId", "dealType", "estimatedValue.amount", "expectedCloseOn", "language", "notes", "products[1]",
            ], answer.Errors);
        await NothingIsStored(product);
    }

    [Theory]
    [InlineData("0", "estimatedValue.amount")]
    [InlineData("-1", "estimatedValue.amount")]
    [InlineData("1e9", "estimatedValue.amount")]
    [InlineData("1,000.00", "estimatedValue.amount")]
    [InlineData("9999999999999", "estimatedValue.amount")]
    [InlineData("99999999999999999999999999999999999", "estimatedValue.amount")]
    [InlineData("1999.99", "estimatedValue.amount")]
    [InlineData("", "estimatedValue.amount")]
    public async Task Register_AmountWrong_422(string amount, string path)
    {
        await using var product = await Product.StartAsync();
        var answer = await product.PostAsync("/api/registrations", Drafts.Mueller().With(draft => draft["estimatedValue"]!["amount"] = amount), Keys.AlpenIt);
        Assert.Equal((HttpStatusCode)422, answer.Status);
        Assert.Equal([path], answer.Errors);
    }

    [Fact]
    public async Task Register_UnknownProgramAndCurrency_422EachWithItsPath()
    {
        await using var product = await Product.StartAsync();
        var answer = await product.PostAsync("/api/registrations", Drafts.Mueller().With(draft => draft["program"] = "nobody"), Keys.AlpenIt);
        Assert.Equal(["program"], answer.Errors);
        answer = await product.PostAsync("/api/registrations", Drafts.Mueller().With(draft => draft["estimatedValue"]!["currency"] = "CHF"), Keys.AlpenIt);
        Assert.Equal(["estimatedValue.currency"], answer.Errors);
        answer = await product.PostAsync("/api/registrations", new JsonObject(), Keys.AlpenIt);
        Assert.Equal((HttpStatusCode)422, answer.Status);
        Assert.Equal(["activity", "customer", "estimatedValue", "expectedCloseOn", "products", "program"], answer.Errors);
    }

    [Fact]
    public async Task Register_UnknownFieldsAndWrongTypes_400TogetherWithWrongValues()
    {
        await using var product = await Product.StartAsync();
        var draft = Drafts.Mueller().With(wrong =>
        {
            wrong["estimatedvalue"] = 5;
            wrong["customer"]!["vat"] = "x";
            wrong["customer"]!["name"] = 5;
            wrong["products"] = "firewall";
            wrong["expectedCloseOn"] = "2020-01-01";
        });
        var answer = await product.PostAsync("/api/registrations", draft, Keys.AlpenIt);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(["customer.name", "customer.vat", "estimatedvalue", "expectedCloseOn", "products"], answer.Errors);
        await NothingIsStored(product);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("{\"program\":\"a\",\"program\":\"b\"}")]
    [InlineData("{\"program\":\"\\ud800\"}")]
    [InlineData("{\"\\ud800\":\"program\"}")]
    [InlineData("{} {}")]
    public async Task Register_BodyUnreadable_400(string body)
    {
        await using var product = await Product.StartAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(product, Encoding.UTF8.GetBytes(body))).Status);
        await NothingIsStored(product);
    }

    [Fact]
    public async Task Register_InvalidUtf8_400_Huge_413_DeeplyNested_400()
    {
        await using var product = await Product.StartAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(product, [0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await SendAsync(product, Encoding.UTF8.GetBytes("{\"notes\":\"" + new string('x', 300_000) + "\"}"))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(product, Encoding.UTF8.GetBytes(new string('[', 1000)))).Status);
        await NothingIsStored(product);
    }

    [Fact]
    public async Task Keys_MissingWrongOrOfTheOtherSide_401And403()
    {
        await using var product = await Product.StartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await product.PostAsync("/api/registrations", Drafts.Mueller())).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await product.PostAsync("/api/registrations", Drafts.Mueller(), "wrong")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await product.PostAsync("/api/registrations", Drafts.Mueller(), Keys.Contoso)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await product.GetAsync("/api/partners/alpen-it", Keys.AlpenIt)).Status);
    }

    [Fact]
    public async Task OthersRegistration_IsNotFound_ForPartnersAndManufacturersAlike()
    {
        await using var product = await Product.StartAsync();
        var id = await product.RegisterAsync(Keys.AlpenIt);
        Assert.Equal(HttpStatusCode.NotFound, (await product.GetAsync($"/api/registrations/{id}", Keys.Nordlicht)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await product.GetAsync($"/api/registrations/{id}", Keys.Fabrikam)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await product.PostAsync($"/api/registrations/{id}/withdraw", new { reason = "x" }, Keys.Nordlicht)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await product.GetAsync("/api/registrations/nonsense", Keys.AlpenIt)).Status);
        Assert.Empty((await product.GetAsync("/api/registrations", Keys.Nordlicht)).Json.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Commands_InTheWrongState_409WithTheState()
    {
        await using var product = await Product.StartAsync();
        var id = await product.RegisterAsync(Keys.AlpenIt);
        await product.SettleAsync();
        (string Path, object Body)[] commands =
        [
            ("progress", new { note = "Going well." }),
            ("close", new { outcome = "lost", reason = "price" }),
            ("close", new { outcome = "won", signedOn = "2026-03-02", orderNumber = "1", netAmount = new { amount = "1.00", currency = "EUR" } }),
        ];
        foreach (var (path, body) in commands)
        {
            var answer = await product.PostAsync($"/api/registrations/{id}/{path}", body, Keys.AlpenIt);
            Assert.Equal(HttpStatusCode.Conflict, answer.Status);
            Assert.Equal("pendingDecision", answer.Json.GetProperty("registrationStatus").GetString());
        }

        Assert.Equal(HttpStatusCode.Conflict, (await product.GetAsync($"/api/registrations/{id}/collateral", Keys.AlpenIt)).Status);
    }

    [Fact]
    public async Task IfMatch_OldRevision_412_CurrentOne_Goes()
    {
        await using var product = await Product.StartAsync();
        var id = await product.RegisterAsync(Keys.AlpenIt);
        await product.SettleAsync();
        var etag = (await product.GetAsync($"/api/registrations/{id}", Keys.AlpenIt)).ETag!;
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await product.PostAsync($"/api/registrations/{id}/withdraw", new { reason = "x" }, Keys.AlpenIt, ("If-Match", "\"1\""))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await product.PostAsync($"/api/registrations/{id}/withdraw", new { reason = "x" }, Keys.AlpenIt, ("If-Match", "nonsense"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await product.PostAsync($"/api/registrations/{id}/withdraw", new { reason = "x" }, Keys.AlpenIt, ("If-Match", etag))).Status);
    }

    [Fact]
    public async Task IdempotencyKey_SameRequestAgain_SameRegistration_OtherRequest_409()
    {
        await using var product = await Product.StartAsync();
        (string, string) key = ("Idempotency-Key", "order-1");
        var first = await product.PostAsync("/api/registrations", Drafts.Mueller(), Keys.AlpenIt, key);
        await product.SettleAsync();
        var again = await product.PostAsync("/api/registrations", Drafts.Mueller(), Keys.AlpenIt, key);
        Assert.Equal(HttpStatusCode.Accepted, again.Status);
        Assert.Equal(first.Json.GetProperty("id").GetString(), again.Json.GetProperty("id").GetString());
        Assert.Equal("pendingDecision", again.Json.GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.Conflict, (await product.PostAsync("/api/registrations", Drafts.Customer(3), Keys.AlpenIt, key)).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await product.PostAsync("/api/registrations", Drafts.Customer(3), Keys.Nordlicht, key)).Status);
        var refused = await product.PostAsync("/api/registrations", new JsonObject(), Keys.AlpenIt, ("Idempotency-Key", "order-2"));
        Assert.Equal((HttpStatusCode)422, refused.Status);
        Assert.Equal(HttpStatusCode.Accepted, (await product.PostAsync("/api/registrations", Drafts.Customer(4), Keys.AlpenIt, ("Idempotency-Key", "order-2"))).Status);
    }

    [Fact]
    public async Task IdempotencyKey_SameRequestWhenItsDateHasPassed_StillTheSameRegistration()
    {
        await using var product = await Product.StartAsync();
        var key = ("Idempotency-Key", "order-1");
        var draft = Drafts.Mueller().With(soon => soon["expectedCloseOn"] = "2026-03-02");
        var first = await product.PostAsync("/api/registrations", draft, Keys.AlpenIt, key);
        await product.AdvanceAsync(NodaTime.Duration.FromDays(2));
        var again = await product.PostAsync("/api/registrations", draft, Keys.AlpenIt, key);
        Assert.Equal(HttpStatusCode.Accepted, again.Status);
        Assert.Equal(first.Json.GetProperty("id").GetString(), again.Json.GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("/api/nothing")]
    [InlineData("/api/nothing.json")]
    public async Task UnknownRoutes_OfTheApi_AreNotFoundAsProblems(string path)
    {
        await using var product = await Product.StartAsync();
        var answer = await product.GetAsync(path, Keys.AlpenIt);
        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal("/problems#not-found", answer.Json.GetProperty("type").GetString());
    }

    [Fact]
    public async Task UnknownPages_AreNotFoundAsPages()
    {
        await using var product = await Product.StartAsync();
        var answer = await product.GetAsync("/favicon.ico");
        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Contains("<html", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongMethod_OfAKnownRoute_405()
    {
        await using var product = await Product.StartAsync();
        var answer = await product.SendAsync(HttpMethod.Delete, "/api/registrations", Keys.AlpenIt);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.Status);
        Assert.Equal("/problems#method", answer.Json.GetProperty("type").GetString());
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await product.PostAsync("/style.css", new { })).Status);
    }

    [Fact]
    public async Task List_PageByPage_EachRegistrationOnce()
    {
        await using var product = await Product.StartAsync();
        foreach (var number in Enumerable.Range(1, 5))
            await product.RegisterAsync(Keys.AlpenIt, Drafts.Customer(number));
        var seen = new List<long>();
        for (var next = "/api/registrations?limit=2"; next is not null;)
        {
            var page = await product.GetAsync(next, Keys.AlpenIt);
            Assert.True(page.Status is HttpStatusCode.OK, page.Text);
            seen.AddRange(page.Json.GetProperty("items").EnumerateArray().Select(deal => deal.GetProperty("sequence").GetInt64()));
            next = page.Json.GetProperty("next").GetString() is { } cursor ? $"/api/registrations?limit=2&cursor={cursor}" : null;
        }

        Assert.Equal([5, 4, 3, 2, 1], seen);
    }

    [Fact]
    public async Task Partner_NameOfSeveralLines_422()
    {
        await using var product = await Product.StartAsync();
        var answer = await product.SendAsync(HttpMethod.Put, "/api/partners/alpen-it", Keys.Contoso, System.Net.Http.Json.JsonContent.Create(new
        {
            name = "Alpen IT\r\nBcc: x@y.example",
            tier = "gold",
            language = "de",
            mail = People.AlpenIt,
            people = Array.Empty<string>(),
            vendorNumber = "V\n1",
            programs = new[] { "contoso-network" },
        }));
        Assert.Equal((HttpStatusCode)422, answer.Status);
        Assert.Equal(["name", "vendorNumber"], answer.Errors);
    }

    [Fact]
    public async Task Accounts_ElementThatIsNull_IsRejectedWithItsReason()
    {
        await using var product = await Product.StartAsync();
        var report = (await product.PostAsync("/api/accounts", new object?[] { null }, Keys.Contoso)).Json;
        Assert.Contains("object", report.GetProperty("rejected")[0].GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    private static async Task NothingIsStored(Product product)
    {
        Assert.Empty((await product.GetAsync("/api/registrations", Keys.AlpenIt)).Json.GetProperty("items").EnumerateArray());
        Assert.Empty(await product.MailsAsync());
        await product.RegisterAsync(Keys.Nordlicht);
        var first = (await product.GetAsync("/api/registrations", Keys.Nordlicht)).Json.GetProperty("items")[0];
        Assert.Equal(1, first.GetProperty("sequence").GetInt64());
    }

    private static Task<Answer> SendAsync(Product product, byte[] body) =>
        product.SendAsync(HttpMethod.Post, "/api/registrations", Keys.AlpenIt, new ByteArrayContent(body));
}
