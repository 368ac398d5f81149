using System.Net;
using System.Net.Http.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using DealFlow.Scenarios.Hosting;
using NodaTime;

namespace DealFlow.Scenarios;

/// <summary>Signing in by a mailed link, sessions, and forms that come from elsewhere.</summary>
public sealed class SignInTests
{
    [Fact]
    public async Task SignIn_ByTheMailedLink_LeadsBackToThePageFirstAskedFor()
    {
        await using var product = await Product.StartAsync();
        using var browser = product.Browser();

        await browser.OpenAsync("/signin?to=/signin");
        await browser.SignInAsync(People.Rheinwerk, "/signin?to=%2Fproblems%3Fa%3Db");

        Assert.Equal("/problems?a=b", browser.Path);
        Assert.Contains("httponly", browser.SetCookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", browser.SetCookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("rheinwerk.example", browser.Session, StringComparison.Ordinal);
        await browser.OpenAsync("/signin");
        Assert.Contains("sales@rheinwerk.example, for Rheinwerk Networks Ltd", browser.Page.QuerySelector("header")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_AnyAddress_AnswersTheSameAndMailsOnlyToKnownOnes()
    {
        await using var product = await Product.StartAsync();
        using var browser = product.Browser();
        await browser.OpenAsync("/signin");
        await browser.PostAsync("/signin", ("mail", People.Anna));
        var known = browser.Text.Replace(People.Anna, "", StringComparison.Ordinal);

        await browser.PostAsync("/signin", ("mail", "nobody@contoso.example"));

        Assert.Equal(known, browser.Text.Replace("nobody@contoso.example", "", StringComparison.Ordinal));
        Assert.Single(await product.MailsAsync());
        await browser.PostAsync("/signin", ("mail", "Anna.Keller@CONTOSO.example"));
        Assert.Equal(2, (await product.MailsToAsync(People.Anna)).Count); // to the address as it is known, not as it was typed
    }

    [Fact]
    public async Task SignIn_AskedAgainAndAgain_MailsFiveInAQuarterOfAnHour()
    {
        await using var product = await Product.StartAsync();
        using var browser = product.Browser();
        for (var number = 0; number < 8; number++)
            Assert.Equal(HttpStatusCode.OK, (await browser.PostAsync("/signin", ("mail", People.Anna))).Status);
        Assert.Equal(5, (await product.MailsToAsync(People.Anna)).Count);

        await product.AdvanceAsync(Duration.FromMinutes(15));
        await browser.PostAsync("/signin", ("mail", People.Anna));
        Assert.Equal(6, (await product.MailsToAsync(People.Anna)).Count);
    }

    [Fact]
    public async Task Link_OpenedByScannersThenUsed_IsGoodOnceAlsoAfterARestart()
    {
        await using var product = await Product.StartAsync();
        using (var browser = product.Browser())
            await browser.PostAsync("/signin", ("mail", People.AlpenIt));
        var link = (await product.MailsToAsync(People.AlpenIt))[0].Links[0];
        foreach (var method in new[] { HttpMethod.Head, HttpMethod.Get, HttpMethod.Get })
            Assert.Equal(HttpStatusCode.OK, (await product.SendAsync(method, link)).Status);

        using (var browser = await product.Browser().OpenAsync(link))
            Assert.NotEmpty((await browser.PressAsync("partner:alpen-it")).Session);

        await product.StopAsync();
        await product.StartAgainAsync(Product.Monday);
        using var second = await product.Browser().OpenAsync(link);
        Assert.Equal(HttpStatusCode.Gone, second.Status);
        await second.PostAsync("/signin", ("t", link.Split("t=")[1]), ("side", "partner:alpen-it"));
        Assert.Equal((HttpStatusCode.Gone, ""), (second.Status, second.Session));
    }

    [Fact]
    public async Task Link_AfterAQuarterOfAnHour_HasExpired()
    {
        await using var product = await Product.StartAsync();
        using var browser = product.Browser();
        await browser.PostAsync("/signin", ("mail", People.Anna));
        var link = (await browser.LinksAsync(People.Anna))[0];
        await product.AdvanceAsync(Duration.FromMinutes(15));

        await browser.OpenAsync(link);

        Assert.Equal(HttpStatusCode.Gone, browser.Status);
        Assert.Equal(HttpStatusCode.NotFound, (await product.DecideAsync(link.Split("t=")[1], "approve")).Status);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/a\r\nLocation: //evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/signout")]
    public async Task ReturnPath_ThatIsNotOurs_IsLeftOut(string path)
    {
        await using var product = await Product.StartAsync();
        using var browser = product.Browser();
        await browser.PostAsync("/signin", ("mail", People.Anna), ("to", path));
        var link = (await browser.LinksAsync(People.Anna))[0];
        Assert.DoesNotContain("to=", link, StringComparison.Ordinal);

        var answer = await product.PostFormAsync("/signin", ("t", link.Split("t=")[1]), ("side", "manufacturer:contoso"), ("to", path));

        Assert.Equal((HttpStatusCode.SeeOther, "/inbox"), (answer.Status, answer.Location));
    }

    [Fact]
    public async Task Session_AfterTwelveHours_HasEnded()
    {
        await using var product = await Product.StartAsync();
        using var browser = await product.Browser().SignInAsync(People.AlpenIt);
        await product.AdvanceAsync(Duration.FromHours(12) - Duration.FromSeconds(1));
        Assert.NotNull((await browser.OpenAsync("/signin")).Page.QuerySelector("form.visitor"));

        await product.AdvanceAsync(Duration.FromSeconds(1));

        Assert.Null((await browser.OpenAsync("/signin")).Page.QuerySelector("form.visitor"));
    }

    [Fact]
    public async Task SignOut_EndsTheSessionForEveryCopyOfTheCookie()
    {
        await using var product = await Product.StartAsync();
        using var browser = await product.Browser().SignInAsync(People.Rheinwerk);
        var copy = browser.Session;
        await browser.OpenAsync("/signin");

        await browser.PressAsync("Sign out");

        Assert.Equal(("You are signed out", ""), (browser.Title, browser.Session));
        browser.Session = copy;
        Assert.Null((await browser.OpenAsync("/signin")).Page.QuerySelector("form.visitor"));
        await browser.SignInAsync(People.Rheinwerk);
        Assert.NotEqual(copy, browser.Session);
    }

    [Fact]
    public async Task Person_TakenOffTheMembership_IsOutAtOnce()
    {
        await using var product = await Product.StartAsync();
        await SaveAsync(product, "eva@alpen-it.example");
        using var browser = await product.Browser().SignInAsync("eva@alpen-it.example");
        Assert.NotNull((await browser.OpenAsync("/signin")).Page.QuerySelector("form.visitor"));

        await SaveAsync(product);

        Assert.Null((await browser.OpenAsync("/signin")).Page.QuerySelector("form.visitor"));
    }

    [Fact]
    public async Task PersonOfBothSides_ChoosesAndChanges()
    {
        await using var product = await Product.StartAsync();
        await SaveAsync(product, People.Dana);
        using var browser = product.Browser();
        await browser.PostAsync("/signin", ("mail", People.Dana));
        await browser.OpenAsync((await browser.LinksAsync(People.Dana))[0]);
        Assert.Equal(["partner:alpen-it", "manufacturer:fabrikam"], browser.Page.QuerySelectorAll<IHtmlButtonElement>("main button").Select(button => button.Value));

        await browser.PressAsync("manufacturer:fabrikam");
        await browser.OpenAsync("/signin");
        Assert.Contains("Fabrikam", browser.Text, StringComparison.Ordinal);
        var first = browser.Session;
        await browser.PressAsync("partner:alpen-it");
        await browser.OpenAsync("/signin");
        Assert.Contains("Alpen IT Systeme GmbH", browser.Text, StringComparison.Ordinal);

        browser.Session = first;
        Assert.Null((await browser.OpenAsync("/signin")).Page.QuerySelector("form.visitor"));
    }

    [Fact]
    public async Task Form_WithoutForgedOrForeignToken_403AndNothingHappens()
    {
        await using var product = await Product.StartAsync();
        using var browser = await product.Browser().SignInAsync(People.Rheinwerk);
        using var other = await product.Browser().SignInAsync(People.Nordlicht);
        await other.OpenAsync("/signin");
        var foreign = ((IHtmlInputElement)other.Page.QuerySelector("input[name=csrf]")!).Value;
        foreach (var token in new[] { "", "x", foreign, foreign[..^1], browser.Session })
        {
            await browser.PostAsync("/signout", ("csrf", token), ("note", "<script>typed</script>"));
            Assert.Equal(HttpStatusCode.Forbidden, browser.Status);
            Assert.Contains("<script>typed</script>", browser.Text, StringComparison.Ordinal);
            Assert.Null(browser.Page.QuerySelector("main form"));
        }

        Assert.NotNull((await browser.OpenAsync("/signin")).Page.QuerySelector("form.visitor"));
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync("/signin", ("side", "partner:rheinwerk"))).Status);
    }

    [Fact]
    public async Task Form_SentAfterTheSessionEnded_IsKeptAndCanBeSentAgain()
    {
        await using var product = await Product.StartAsync();
        using var browser = await product.Browser().SignInAsync(People.Rheinwerk);
        await browser.OpenAsync("/signin");
        var token = ((IHtmlInputElement)browser.Page.QuerySelector("form.visitor input[name=csrf]")!).Value;
        await product.AdvanceAsync(Duration.FromHours(13));

        await browser.PostAsync("/signout", ("csrf", token), ("note", "typed"));
        Assert.Equal(HttpStatusCode.Unauthorized, browser.Status);
        Assert.Contains("typed", browser.Text, StringComparison.Ordinal);
        using var kept = product.Browser();
        await browser.SignInAsync(People.Rheinwerk);
        await browser.PostAsync("/signout", ("csrf", token), ("note", "typed"));
        Assert.Equal((HttpStatusCode.Forbidden, "Please send it again"), (browser.Status, browser.Title));
        await browser.PressAsync("Send again");
        Assert.Equal("You are signed out", browser.Title);
    }

    [Fact]
    public async Task SignIn_PostedByAnotherSite_IsRefused()
    {
        await using var product = await Product.StartAsync();
        var content = new FormUrlEncodedContent([KeyValuePair.Create("mail", People.Anna)]);

        var answer = await product.SendAsync(HttpMethod.Post, "/signin", null, content, ("Sec-Fetch-Site", "cross-site"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Empty(await product.MailsAsync());
    }

    [Fact]
    public async Task SignIn_NoAddress_422AndKeepsWhatWasTyped()
    {
        await using var product = await Product.StartAsync();
        using var browser = product.Browser("de");

        await browser.PostAsync("/signin", ("mail", "anna <script>"), ("to", "/deals"));

        Assert.Equal((HttpStatusCode)422, browser.Status);
        Assert.Equal("anna <script>", ((IHtmlInputElement)browser.Page.QuerySelector("#mail")!).Value);
        Assert.Equal("/deals", ((IHtmlInputElement)browser.Page.QuerySelector("input[name=to]")!).Value);
        Assert.Equal("de", browser.Page.DocumentElement.GetAttribute("lang"));
    }

    private static Task<Answer> SaveAsync(Product product, params string[] people) => product.SendAsync(
        HttpMethod.Put, "/api/partners/alpen-it", Keys.Contoso,
        JsonContent.Create(new
        {
            name = "Alpen IT Systeme GmbH",
            tier = "gold",
            language = "en",
            mail = People.AlpenIt,
            people,
            vendorNumber = "V-1001",
            programs = new[] { "contoso-network" },
        }));
}
