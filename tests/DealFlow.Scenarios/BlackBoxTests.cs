using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using DealFlow.Local.Hosting;
using DealFlow.Scenarios.Hosting;

namespace DealFlow.Scenarios;

/// <summary>What a program meets that knows the product by its documentation alone.</summary>
public sealed class BlackBoxTests
{
    [Fact]
    public async Task List_PageAfterPage_GivesEveryRegistrationOnceNewestFirst()
    {
        await using var product = await Product.StartAsync();
        for (var number = 0; number < 5; number++)
            await product.RegisterAsync(Keys.AlpenIt, Drafts.Customer(number));
        List<long> sequences = [];
        for (var path = "/api/registrations?limit=2"; path is not null;)
        {
            var answer = await product.GetAsync(path, Keys.Contoso);
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            sequences.AddRange(answer.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("sequence").GetInt64()));
            path = answer.Json.GetProperty("next").GetString() is { } next ? $"/api/registrations?limit=2&cursor={Uri.EscapeDataString(next)}" : null;
        }

        Assert.Equal([5, 4, 3, 2, 1], sequences);
        Assert.Equal(["cursor"], (await product.GetAsync("/api/registrations?cursor=x", Keys.Contoso)).Errors);
    }

    [Theory]
    [InlineData("\uFFFE")]
    [InlineData("\uFFFF")]
    [InlineData("\uFDD0")]
    [InlineData("\U0001FFFE")]
    public async Task NonCharacters_InAFieldOrASearch_422(string text)
    {
        await using var product = await Product.StartAsync();
        var answer = await product.PostAsync("/api/registrations", Drafts.Mueller().With(draft => draft["customer"]!["name"] = text), Keys.AlpenIt);
        Assert.Equal(["customer.name"], answer.Errors);
        Assert.Equal(["q"], (await product.GetAsync($"/api/registrations?q={Uri.EscapeDataString(text)}", Keys.AlpenIt)).Errors);
    }

    [Theory]
    [InlineData("GET", "/api/nothing")]
    [InlineData("GET", "/api/nothing.json")]
    [InlineData("DELETE", "/api/nothing")]
    public async Task UnknownCall_404AsProblemDetails(string method, string path)
    {
        await using var product = await Product.StartAsync();
        var answer = await product.SendAsync(new HttpMethod(method), path, Keys.AlpenIt);
        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal("/problems#not-found", answer.Json.GetProperty("type").GetString());
    }

    [Fact]
    public async Task UnknownFile_404AsPage()
    {
        await using var product = await Product.StartAsync();
        var answer = await product.GetAsync("/favicon.ico");
        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Contains("<h1>", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Head_OfACallThatReads_AnswersAsGetDoes()
    {
        await using var product = await Product.StartAsync();
        var id = await product.RegisterAsync(Keys.AlpenIt);
        await product.SettleAsync();
        foreach (var path in (string[])["/api/health", "/openapi/v1.json", "/api/registrations", $"/api/registrations/{id}"])
        {
            var head = await product.SendAsync(HttpMethod.Head, path, Keys.AlpenIt);
            Assert.Equal(HttpStatusCode.OK, head.Status);
            Assert.Equal((await product.GetAsync(path, Keys.AlpenIt)).ETag, head.ETag);
            Assert.Empty(head.Body);
        }
    }

    [Fact]
    public async Task Register_MemberTwice_SaysSo()
    {
        await using var product = await Product.StartAsync();
        using var body = new StringContent("{\"program\":\"a\",\"program\":\"b\"}");
        var answer = await product.SendAsync(HttpMethod.Post, "/api/registrations", Keys.AlpenIt, body);
        Assert.Equal("The body is not valid JSON: a member is there twice.", answer.Json.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Progress_NewDate_IsVisibleAndStaysUntilAnother()
    {
        await using var product = await Product.StartAsync();
        var id = await product.ApprovedAsync();
        var path = $"/api/registrations/{id}/progress";
        var answer = await product.PostAsync(path, new { note = "Later.", expectedCloseOn = "2027-05-01" }, Keys.AlpenIt);
        Assert.Equal("2027-05-01", answer.Json.GetProperty("expectedCloseOn").GetString());
        answer = await product.PostAsync(path, new { note = "No news." }, Keys.AlpenIt);
        Assert.Equal("2027-05-01", answer.Json.GetProperty("expectedCloseOn").GetString());
        answer = await product.PostAsync(path, new { note = "Much later.", expectedCloseOn = "2099-05-01" }, Keys.AlpenIt);
        Assert.Equal(["expectedCloseOn"], answer.Errors);
    }

    [Fact]
    public async Task LineBreaks_InWhatIsOneLine_422()
    {
        await using var product = await Product.StartAsync();
        var id = await product.ApprovedAsync();
        var net = new { amount = "1.00", currency = "EUR" };
        var won = new { outcome = "won", signedOn = "2026-03-02", orderNumber = "PO-1\r\nBcc: x@y.example", netAmount = net };
        Assert.Equal(["orderNumber"], (await product.PostAsync($"/api/registrations/{id}/close", won, Keys.AlpenIt)).Errors);
        var member = new { name = "A\r\nB", tier = "gold", mail = "a@b.example", vendorNumber = "V\n1" };
        var answer = await product.SendAsync(HttpMethod.Put, "/api/partners/newcomer", Keys.Contoso, JsonContent.Create(member));
        Assert.Equal(["name", "vendorNumber"], answer.Errors);
    }

    [Fact]
    public async Task ConfirmationLink_OfADisputedWin_SaysWhoDisputed()
    {
        await using var product = await Product.StartAsync();
        var id = await product.ApprovedAsync();
        var won = new { outcome = "won", signedOn = "2026-03-02", orderNumber = "PO-1", netAmount = new { amount = "1.00", currency = "EUR" } };
        await product.PostAsync($"/api/registrations/{id}/close", won, Keys.AlpenIt);
        var token = await product.TokenAsync(People.Anna);
        await product.DecideAsync(token, "dispute", "No such order.");
        await product.PostAsync($"/api/registrations/{id}/close", won, Keys.AlpenIt);
        var answer = await product.DecideAsync(token, "confirm");
        Assert.Equal(HttpStatusCode.Gone, answer.Status);
        Assert.Equal("The win was disputed by approver:anna. The registration is wonReported.", answer.Json.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Accounts_OldSpreadsheetsEncoding_IsReadAndNullIsRejected()
    {
        await using var product = await Product.StartAsync();
        using var csv = new ByteArrayContent(Encoding.Latin1.GetBytes("id,name,country\nA1,Müller,DE\nA2,Meier,DE\n"));
        csv.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        var answer = await product.SendAsync(HttpMethod.Post, "/api/accounts", Keys.Contoso, csv);
        Assert.Equal("""{"accepted":2,"rejected":[],"rejectedCount":0}""", answer.Text);
        using var json = new StringContent("[null]", Encoding.UTF8, "application/json");
        answer = await product.SendAsync(HttpMethod.Post, "/api/accounts", Keys.Contoso, json);
        Assert.StartsWith("Is no object", answer.Json.GetProperty("rejected")[0].GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AskingMail_OtherRegistration_IsNamedByItsPartnersName()
    {
        await using var product = await Product.StartAsync();
        var draft = Drafts.Mueller().With(wanted =>
        {
            wanted["program"] = "fabrikam-storage";
            wanted["products"] = new JsonArray("array");
            wanted["estimatedValue"] = new JsonObject { ["amount"] = "50000.00", ["currency"] = "USD" };
        });
        await product.RegisterAsync(Keys.AlpenIt, draft);
        var second = await product.RegisterAsync(Keys.Nordlicht, (JsonObject)draft.DeepClone());
        var mail = (await product.MailsToAsync(People.Dana)).Last(mail => mail.Text.Contains(second, StringComparison.Ordinal));
        Assert.Contains("of Alpen IT Systeme GmbH,", mail.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost:5080", true)]
    [InlineData("http://*:5080;https://[::1]:5443", true)]
    [InlineData("nonsense", false)]
    [InlineData("ftp://localhost", false)]
    [InlineData("", false)]
    public void Urls_AreJudgedBeforeTheStart(string text, bool good) => Assert.Equal(good, LocalOptions.AreUrls(text));
}
