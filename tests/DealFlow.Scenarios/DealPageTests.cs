using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using DealFlow.Scenarios.Hosting;

namespace DealFlow.Scenarios;

/// <summary>The partner's pages: the list, the deal, and what can be done with it.</summary>
public sealed class DealPageTests
{
    [Theory]
    [InlineData(Keys.AlpenIt, People.AlpenIt, "de", "Ihre Deals", "Genehmigt")]
    [InlineData(Keys.Rheinwerk, People.Rheinwerk, "en", "Your deals", "Approved")]
    public async Task List_OfThePartner_IsInItsLanguageFilteredAndEscaped(string key, string person, string language, string title, string happening)
    {
        await using var product = await Product.StartAsync();
        var id = await product.ApprovedAsync(key, Drafts.Of("<script>alert(1)</script> GmbH", "zirbel.example", null));
        var other = await product.RegisterAsync(Keys.Nordlicht, Drafts.Customer(7));
        using var browser = await product.Browser().SignInAsync(person);

        await browser.OpenAsync("/deals?status=approved&q=script");
        Assert.Equal((HttpStatusCode.OK, title, language), (browser.Status, browser.Title, browser.Page.DocumentElement.GetAttribute("lang")));
        Assert.Contains("<script>alert(1)</script> GmbH", browser.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(other, browser.Text, StringComparison.Ordinal);
        Assert.Empty(browser.Page.QuerySelectorAll("script"));
        await browser.OpenAsync("/deals?status=rejected");
        Assert.DoesNotContain(id, browser.Text, StringComparison.Ordinal);

        await browser.OpenAsync($"/deals/{id}");
        Assert.Equal("<script>alert(1)</script> GmbH", browser.Title);
        Assert.Contains(happening, browser.Page.QuerySelector("ol")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(browser.Page.QuerySelectorAll("script"));
        Assert.NotNull(browser.Page.QuerySelector("main a[href*='/collateral?t=']"));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync($"/deals/{other}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync("/deals/DR-0")).Status);
    }

    [Fact]
    public async Task List_OfMany_LeadsToTheNextPage()
    {
        await using var product = await Product.StartAsync();
        for (var number = 1; number <= 26; number++)
            await product.RegisterAsync(Keys.Rheinwerk, Drafts.Customer(number));
        using var browser = await product.Browser().SignInAsync(People.Rheinwerk);

        await browser.OpenAsync("/deals");
        Assert.Equal(25, browser.Page.QuerySelectorAll(".deal").Length);
        await browser.OpenAsync(browser.Page.QuerySelector("a[rel=next]")!.GetAttribute("href")!);

        Assert.Single(browser.Page.QuerySelectorAll(".deal"));
    }

    [Fact]
    public async Task Win_TypedWrongThenRight_KeepsWhatWasTypedAndIsReported()
    {
        await using var product = await Product.StartAsync();
        var id = await product.ApprovedAsync();
        using var browser = await product.Browser().SignInAsync(People.AlpenIt);
        await browser.OpenAsync($"/deals/{id}");

        await browser.PressAsync("won", ("signedOn", "2030-01-01"), ("orderNumber", "\"><script>"), ("netAmount", "48.000,00"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.Contains("Unterschrift", browser.Page.QuerySelector("#won-signedOn-error")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Unterschrift", browser.Page.QuerySelector("[role=alert] a[href='#won-signedOn']")!.TextContent, StringComparison.Ordinal);
        Assert.StartsWith("Fehler: ", browser.Page.Title, StringComparison.Ordinal);
        Assert.Equal("\"><script>", ((IHtmlInputElement)browser.Page.QuerySelector("#won-orderNumber")!).Value);

        await browser.PressAsync("won", ("signedOn", "2026-03-02"), ("orderNumber", "A-1"));
        Assert.Equal((HttpStatusCode.OK, $"/deals/{id}?done=won"), (browser.Status, browser.Path));
        Assert.NotNull(browser.Page.QuerySelector("[role=status]"));
        var deal = await product.ReadAsync(id, Keys.AlpenIt);
        Assert.Equal("wonReported", deal.GetProperty("status").GetString());
        Assert.Equal("48000.00", deal.GetProperty("closing").GetProperty("netAmount").GetProperty("amount").GetString());
        Assert.Equal(["lost"], Buttons(browser));
    }

    [Fact]
    public async Task Forms_OfAnApprovedDeal_ReportAskAndWithdraw()
    {
        await using var product = await Product.StartAsync();
        var id = await product.ApprovedAsync(Keys.Rheinwerk);
        using var browser = await product.Browser().SignInAsync(People.Rheinwerk);
        await browser.OpenAsync($"/deals/{id}");
        Assert.Equal(["won", "progress", "help", "extension", "lost", "withdraw"], Buttons(browser));

        await browser.PressAsync("lost", ("reason", ""), ("comment", "kept"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.Equal("kept", browser.Page.QuerySelector("#lost-comment")!.TextContent.Trim());
        await browser.PressAsync("progress", ("note", "Third meeting."));
        Assert.Contains("recorded", browser.Text, StringComparison.Ordinal);
        await browser.PressAsync("help", ("note", "Who can show it on site?"));
        Assert.Contains("Who can show it on site?", (await product.MailsToAsync(People.Anna))[^1].Text, StringComparison.Ordinal);
        await browser.PressAsync("extension", ("reason", "Budget comes in June."));
        Assert.DoesNotContain("extension", Buttons(browser));
        await browser.PressAsync("withdraw");

        Assert.Equal("withdrawn", await product.StatusAsync(id));
        Assert.Empty(Buttons(browser));
    }

    [Fact]
    public async Task Answer_OfAStaleForm_409ThenGoesThrough()
    {
        await using var product = await Product.StartAsync();
        var id = await product.RegisterAsync(Keys.Rheinwerk);
        await product.DecideAsync(await product.TokenAsync(People.Anna), "requestInformation", question: "How many <b>sites</b>?");
        using var browser = await product.Browser().SignInAsync(People.Rheinwerk);
        await browser.OpenAsync($"/deals/{id}");
        Assert.Contains("How many <b>sites</b>?", browser.Text, StringComparison.Ordinal);

        await browser.PressAsync("answer", ("text", "Three."), ("revision", "1"));
        Assert.Equal(HttpStatusCode.Conflict, browser.Status);
        Assert.Contains("changed meanwhile", browser.Page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Three.", browser.Page.QuerySelector("#answer-text")!.TextContent.Trim());
        Assert.Equal("needsInformation", await product.StatusAsync(id));

        await browser.PressAsync("answer");
        Assert.Equal("pendingDecision", await product.StatusAsync(id));
        Assert.Equal(["withdraw"], Buttons(browser));
    }

    [Fact]
    public async Task Deal_WhileItLives_SaysWhatItIsWorthHowLongItIsProtectedAndWhatIsNext()
    {
        await using var product = await Product.StartAsync();
        var id = await product.RegisterAsync(Keys.Rheinwerk);
        using var browser = await product.Browser().SignInAsync(People.Rheinwerk);
        await browser.OpenAsync($"/deals/{id}");
        Assert.Contains("Nothing to do. Contoso has promised an answer by Wednesday, 4\u00A0March 2026, 10:00", browser.Text, StringComparison.Ordinal);
        Assert.Contains("Commission, if approved", browser.Text, StringComparison.Ordinal);
        Assert.Equal(["2 days left"], Clocks(browser));

        await product.DecideAsync(await product.TokenAsync(People.Anna), "requestInformation", question: "How many sites?");
        await browser.OpenAsync("/deals");
        var first = browser.Page.QuerySelector(".deal")!;
        Assert.Contains("Your turn: Answer the question of Contoso", OneLine(first.TextContent), StringComparison.Ordinal);
        await browser.OpenAsync(first.QuerySelector("a.primary")!.GetAttribute("href")!);
        Assert.True(browser.Page.QuerySelector("#do-answer")!.HasAttribute("open"));
        Assert.Equal("How many sites?", browser.Page.QuerySelector("#do-answer blockquote")!.TextContent);
        await browser.PressAsync("answer", ("text", "Three."));

        await product.DecideAsync(await product.TokenAsync(People.Anna), "approve");
        await product.PostAsync(
            "/api/signals",
            new
            {
                program = "contoso-network",
                customer = new { name = "Müller", domain = "mueller-maschinenbau.example", country = "DE", vatId = "DE136695976" },
                kind = "webVisit",
                title = "Firewall guide",
                url = "https://contoso.example/firewall",
                occurredAt = "2026-02-20T09:30:00Z",
                consentBasis = "opt-in",
            },
            Keys.Contoso);
        await browser.OpenAsync($"/deals/{id}");
        Assert.Equal(["90 days left"], Clocks(browser));
        Assert.Contains("€2,000.00", browser.Page.QuerySelector(".figure")!.TextContent, StringComparison.Ordinal); // 4 % of 50,000.00
        Assert.NotNull(browser.Page.QuerySelector(".signals a[href='https://contoso.example/firewall']"));
        Assert.NotNull(browser.Page.QuerySelector(".news"));

        await product.AdvanceAsync(NodaTime.Duration.FromDays(80));
        await browser.SignInAsync(People.Rheinwerk, $"/deals/{id}");
        Assert.Equal(["10 days left"], Clocks(browser));
        Assert.Contains("Your turn: Protection ends in 10 days. Report the win, or ask for more time.", OneLine(browser.Text), StringComparison.Ordinal);

        await product.AdvanceAsync(NodaTime.Duration.FromDays(12));
        await browser.SignInAsync(People.Rheinwerk, $"/deals/{id}");
        Assert.Equal("Protection ended", browser.Page.QuerySelector(".state")!.TextContent);
        Assert.Contains("Your turn: Was the order signed by", OneLine(browser.Text), StringComparison.Ordinal);

        await product.AdvanceAsync(NodaTime.Duration.FromDays(10));
        await browser.SignInAsync(People.Rheinwerk, $"/deals/{id}");
        Assert.Empty(Clocks(browser));
        Assert.NotNull(browser.Page.QuerySelector("main a[href='/register']"));
    }

    [Fact]
    public async Task MailedLink_OfAQuestion_LeadsBySigningInToTheDeal()
    {
        await using var product = await Product.StartAsync();
        var id = await product.RegisterAsync(Keys.Rheinwerk);
        await product.DecideAsync(await product.TokenAsync(People.Anna), "requestInformation", question: "How many sites?");
        var link = (await product.MailsToAsync(People.Rheinwerk))[^1].Links.Single(address => address.Contains("/deals/", StringComparison.Ordinal));
        using var browser = product.Browser();

        await browser.SignInAsync(People.Rheinwerk, link);

        Assert.Equal($"/deals/{id}", browser.Path);
        await browser.PressAsync("answer", ("text", "Three."));
        Assert.Equal("pendingDecision", await product.StatusAsync(id));
    }

    private static IEnumerable<string> Clocks(Browser browser) => browser.Page.QuerySelectorAll(".clock strong").Select(left => left.TextContent);

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string[] Buttons(Browser browser) => [.. browser.Page.QuerySelectorAll<IHtmlButtonElement>("button[name=do]").Select(button => button.Value)];
}
