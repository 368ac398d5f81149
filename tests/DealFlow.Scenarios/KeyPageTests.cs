using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using DealFlow.Scenarios.Hosting;
using DealFlow.Workflow.Keys;

namespace DealFlow.Scenarios;

/// <summary>API keys that a partner's people make and revoke, and how far each reaches.</summary>
public sealed class KeyPageTests
{
    private const string Eve = "eve@contoso.example";
    private const string Operators = "a key that the operator made";

    [Theory]
    [InlineData(People.AlpenIt, Keys.AlpenIt, "Schlüssel erzeugen", "Jetzt zurückziehen", "Noch nie")]
    [InlineData(People.Rheinwerk, Keys.Rheinwerk, "Create key", "Revoke it now", "Never")]
    public async Task Key_MadeByAPerson_IsShownOnceOpensAndIsRevoked(string person, string own, string make, string revoke, string never)
    {
        await using var product = await Product.StartAsync();
        using var browser = await product.Browser().SignInAsync(person);
        await browser.OpenAsync("/deals");
        Assert.NotNull(browser.Page.QuerySelector("nav a[href='/keys']"));

        await browser.OpenAsync("/keys");
        await browser.PressAsync(make, ("label", "CRM <b>1</b>"));
        var key = browser.Page.QuerySelector("code.secret")!.TextContent;
        Assert.Contains(never, browser.Text, StringComparison.Ordinal);
        var id = await product.RegisterAsync(key);
        Assert.Equal(HttpStatusCode.OK, (await product.GetAsync($"/api/registrations/{id}", own)).Status);

        await browser.OpenAsync("/keys");
        Assert.DoesNotContain(key, browser.Page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.Equal("CRM <b>1</b>", browser.Page.QuerySelector(".card h3")!.TextContent);
        Assert.Contains("Contoso, Fabrikam", browser.Text, StringComparison.Ordinal);
        Assert.Contains(person, browser.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(never, browser.Text, StringComparison.Ordinal);

        await browser.PressAsync(revoke);
        Assert.Equal((HttpStatusCode.OK, "/keys?done=revoke"), (browser.Status, browser.Path));
        Assert.NotNull(browser.Page.QuerySelector("[role=status]"));
        Assert.Empty(browser.Page.QuerySelectorAll(".card"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await product.GetAsync($"/api/registrations/{id}", key)).Status);
        Assert.Equal(HttpStatusCode.OK, (await product.GetAsync($"/api/registrations/{id}", own)).Status);
    }

    [Fact]
    public async Task Key_OfSomebodyWhomOneManufacturerNames_ReachesNoOther()
    {
        await using var product = await Product.StartAsync();
        var ofContoso = await product.RegisterAsync(Keys.AlpenIt);
        var ofFabrikam = await product.RegisterAsync(Keys.AlpenIt, Drafts.Customer(7).ForFabrikam());
        var repeated = Drafts.Customer(8).ForFabrikam();
        Assert.Equal(HttpStatusCode.Accepted, (await product.PostAsync("/api/registrations", repeated, Keys.AlpenIt, ("Idempotency-Key", "k-1"))).Status);
        await product.PutPartnerAsync("alpen-it", Keys.Contoso, "contoso-network", People.AlpenIt, Eve);

        var key = await MakeAsync(product, Eve);

        Assert.Equal(HttpStatusCode.OK, (await product.GetAsync($"/api/registrations/{ofContoso}", key)).Status);
        foreach (var path in new[] { "", "/collateral", "/signals" })
            Assert.Equal(HttpStatusCode.NotFound, (await product.GetAsync($"/api/registrations/{ofFabrikam}{path}", key)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await product.PostAsync($"/api/registrations/{ofFabrikam}/withdraw", new { }, key)).Status);
        Assert.Equal([ofContoso], await ListedAsync(product, key));
        var refused = await product.PostAsync("/api/registrations", Drafts.Customer(9).ForFabrikam(), key);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "program"), (refused.Status, Assert.Single(refused.Errors)));
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity, (await product.PostAsync("/api/registrations", repeated, key, ("Idempotency-Key", "k-1"))).Status);
        Assert.Equal(3, (await ListedAsync(product, Keys.AlpenIt)).Count);
    }

    [Fact]
    public async Task Key_OfSomebody_ReachesWhoNamesThePersonNowOrDidThen()
    {
        await using var product = await Product.StartAsync();
        var ofContoso = await product.RegisterAsync(Keys.AlpenIt);
        var ofFabrikam = await product.RegisterAsync(Keys.AlpenIt, Drafts.Customer(7).ForFabrikam());
        await product.PutPartnerAsync("alpen-it", Keys.Contoso, "contoso-network", People.AlpenIt, Eve);
        var key = await MakeAsync(product, Eve);

        await product.PutPartnerAsync("alpen-it", Keys.Fabrikam, "fabrikam-storage", People.AlpenIt, Eve);
        Assert.Equal([ofFabrikam, ofContoso], await ListedAsync(product, key));

        await product.PutPartnerAsync("alpen-it", Keys.Contoso, "contoso-network", People.AlpenIt);
        Assert.Equal([ofFabrikam, ofContoso], await ListedAsync(product, key));
        using var eve = await product.Browser().SignInAsync(Eve);
        Assert.Empty((await eve.OpenAsync("/keys")).Page.QuerySelectorAll(".card")); // it reaches further than she does by now

        await product.PutPartnerAsync("alpen-it", Keys.Fabrikam, "fabrikam-storage", People.AlpenIt);
        Assert.Equal([ofContoso], await ListedAsync(product, key));
    }

    [Fact]
    public async Task Revoke_KeyThatReachesFurtherThanThePerson_IsNotThereForIt()
    {
        await using var product = await Product.StartAsync();
        await product.AddKeyAsync(Operators, new KeyOwner(KeyOwnerKind.Partner, "alpen-it"));
        var ofAll = await MakeAsync(product, People.AlpenIt);
        await product.PutPartnerAsync("alpen-it", Keys.Contoso, "contoso-network", People.AlpenIt, Eve);
        var ofEve = await MakeAsync(product, Eve);

        using var eve = await product.Browser().SignInAsync(Eve);
        await eve.OpenAsync("/keys");
        Assert.Equal([IdOf(ofEve)], Listed(eve));
        Assert.DoesNotContain("Fabrikam", eve.Text, StringComparison.Ordinal);
        foreach (var other in new[] { Operators, ofAll })
        {
            await eve.OpenAsync("/keys");
            await eve.PressAsync("revoke", ("id", IdOf(other)));
            Assert.Equal(HttpStatusCode.NotFound, eve.Status);
            Assert.Equal(HttpStatusCode.OK, (await product.GetAsync("/api/registrations", other)).Status);
        }

        using var partner = await product.Browser().SignInAsync(People.AlpenIt);
        await partner.OpenAsync("/keys");
        Assert.Equal(new[] { Operators, ofAll, ofEve }.Select(IdOf).ToHashSet(), Listed(partner).ToHashSet());
        foreach (var key in new[] { Operators, ofAll, ofEve })
        {
            await partner.OpenAsync("/keys");
            await partner.PressAsync("revoke", ("id", IdOf(key)));
            Assert.Equal(HttpStatusCode.Unauthorized, (await product.GetAsync("/api/registrations", key)).Status);
        }
    }

    [Fact]
    public async Task Keys_AskedByAManufacturerOrWithoutTheFormsToken_AreNeitherShownNorMade()
    {
        await using var product = await Product.StartAsync();
        using var anna = await product.Browser().SignInAsync(People.Anna);
        Assert.Equal(HttpStatusCode.Forbidden, (await anna.OpenAsync("/keys")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await anna.PostAsync("/keys", ("do", "make"), ("label", "x"))).Status);

        using var partner = await product.Browser().SignInAsync(People.AlpenIt);
        Assert.Equal(HttpStatusCode.Forbidden, (await partner.PostAsync("/keys", ("do", "make"), ("label", "x"))).Status);
        Assert.Empty(Listed(await partner.OpenAsync("/keys")));
        using var stranger = product.Browser();
        Assert.Equal("/signin?to=%2Fkeys", (await stranger.OpenAsync("/keys")).Path);
    }

    [Fact]
    public async Task Make_NamelessOrOneTooMany_SaysWhatToDo()
    {
        await using var product = await Product.StartAsync();
        using var browser = await product.Browser().SignInAsync(People.Rheinwerk);
        foreach (var label in new[] { " ", new string('x', 101), "a\u202Eb" })
        {
            await browser.OpenAsync("/keys");
            await browser.PressAsync("make", ("label", label));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
            Assert.NotNull(browser.Page.QuerySelector("#key-label-error"));
        }

        for (var number = 1; number <= KeyDesk.MostOfAPerson; number++)
            await browser.PressAsync("make", ("label", $"key {number}"));
        Assert.Equal(KeyDesk.MostOfAPerson, Listed(browser).Count);
        await browser.PressAsync("make", ("label", "one more"));
        Assert.Equal(HttpStatusCode.Conflict, browser.Status);
        Assert.Equal("one more", ((IHtmlInputElement)browser.Page.QuerySelector("#key-label")!).Value);

        await browser.PressAsync("revoke");
        await browser.PressAsync("make", ("label", "one more"));
        Assert.NotNull(browser.Page.QuerySelector("code.secret"));
    }

    [Fact]
    public async Task Make_SameFormSentTwice_GivesOneKeyAndAnotherOnceItIsRevoked()
    {
        await using var product = await Product.StartAsync();
        using var browser = await product.Browser().SignInAsync(People.Rheinwerk);
        await browser.OpenAsync("/keys");
        (string, string)[] form =
        [
            .. Browser.FieldsOf(browser.Page.QuerySelector<IHtmlButtonElement>("button[value=make]")!.Form!).Where(field => field.Name != "label"), ("label", "CRM"), ("do", "make"),
        ];

        await browser.PostAsync("/keys", form);
        var key = browser.Page.QuerySelector("code.secret")!.TextContent;
        await browser.PostAsync("/keys", form);
        Assert.Equal(key, browser.Page.QuerySelector("code.secret")!.TextContent);
        Assert.Equal([IdOf(key)], Listed(browser));

        await browser.PressAsync("revoke");
        await browser.PostAsync("/keys", form);
        var other = browser.Page.QuerySelector("code.secret")!.TextContent;
        Assert.NotEqual(key, other);
        Assert.Equal([IdOf(other)], Listed(browser));
        await browser.PressAsync("make", ("label", "ERP"));
        Assert.Equal(2, Listed(browser).Count);
    }

    private static async Task<string> MakeAsync(Product product, string person)
    {
        using var browser = await product.Browser().SignInAsync(person);
        await browser.OpenAsync("/keys");
        await browser.PressAsync("make", ("label", "CRM"));
        return browser.Page.QuerySelector("code.secret")!.TextContent;
    }

    private static async Task<IReadOnlyList<string>> ListedAsync(Product product, string key) =>
        [.. (await product.GetAsync("/api/registrations", key)).Json.GetProperty("items").EnumerateArray().Select(deal => deal.GetProperty("id").GetString()!)];

    private static IReadOnlyList<string> Listed(Browser browser) => [.. browser.Page.QuerySelectorAll(".card code").Select(id => id.TextContent)];

    private static string IdOf(string key) => ApiKey.HashOf(key)[..16];
}
