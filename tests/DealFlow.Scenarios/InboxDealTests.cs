using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using DealFlow.Scenarios.Hosting;

namespace DealFlow.Scenarios;

/// <summary>A registration as the manufacturer's people see it: who may do what, and what comes of it.</summary>
public sealed class InboxDealTests
{
    private static readonly string[] Approved = ["won", "lost", "revoke", "erase"];

    [Theory]
    [InlineData("approve", "approved")]
    [InlineData("reject", "rejected")]
    [InlineData("requestInformation", "needsInformation")]
    public async Task Decision_OfOneWhoIsAsked_IsMadeAndUsesTheLinkUp(string decision, string status)
    {
        await using var product = await Product.StartAsync();
        var id = await product.RegisterAsync(Keys.Rheinwerk);
        var token = await product.TokenAsync(People.Anna, id);
        using var browser = await product.Browser().SignInAsync(People.Anna);
        await browser.OpenAsync($"/inbox/{id}");
        Assert.Equal(["approve", "reject", "requestInformation", "erase"], Buttons(browser));

        await browser.PressAsync(decision, ("reason", "Because."), ("question", "How many sites?"));

        Assert.Equal((HttpStatusCode.OK, $"/inbox/{id}?done={decision}"), (browser.Status, browser.Path));
        Assert.NotNull(browser.Page.QuerySelector("[role=status]"));
        Assert.Equal(status, await product.StatusAsync(id));
        Assert.Equal(HttpStatusCode.Gone, (await product.DecideAsync(token, "approve")).Status);
        Assert.Contains("Anna Keller", browser.Page.QuerySelector("ol.timeline li:last-child")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("approver:anna", Last(await product.ReadAsync(id, Keys.Contoso)).GetProperty("by").GetString());
    }

    [Fact]
    public async Task Page_OfOneWhoIsNotAsked_ShowsTheDealWithoutTheDecision()
    {
        await using var product = await Product.StartAsync();
        var id = await product.RegisterAsync(
            Keys.Rheinwerk, Drafts.Of("Brauerei Hofmann & Söhne GmbH", "brauhaus-hofmann.example", null).With(draft => draft["notes"] = "<script>alert(1)</script>"));
        await product.SettleAsync();
        using var browser = await product.Browser().SignInAsync(People.Bruno);

        await browser.OpenAsync($"/inbox/{id}");

        Assert.Equal(("Brauerei Hofmann & Söhne GmbH", 0), (browser.Title, browser.Page.QuerySelectorAll("script").Length));
        Assert.Equal(["erase"], Buttons(browser));
        foreach (var told in new[] { "Gefragt: Anna Keller", "Sie gehören nicht zu denen", "betreut von Clara Voss", "<script>alert(1)</script>", "Importiertes Konto" })
            Assert.Contains(told, browser.Text, StringComparison.Ordinal);

        var form = browser.Page.QuerySelector<IHtmlInputElement>("input[name=csrf]")!.Value;
        await browser.PostAsync($"/inbox/{id}", ("do", "approve"), ("csrf", form), ("round", "1"), ("revision", "4"));
        Assert.Equal(HttpStatusCode.Conflict, browser.Status);
        Assert.Equal("pendingDecision", await product.StatusAsync(id));
    }

    [Fact]
    public async Task Decision_TwoAtOnceOrAStaleForm_IsRefusedAndKeepsWhatWasTyped()
    {
        await using var product = await Product.StartAsync();
        var id = await product.RegisterAsync(Keys.Rheinwerk);
        await product.SettleAsync();
        using var browser = await product.Browser().SignInAsync(People.Anna);
        using var other = await product.Browser().SignInAsync(People.Anna);
        await browser.OpenAsync($"/inbox/{id}");
        await other.OpenAsync($"/inbox/{id}");

        await browser.PressAsync("reject", ("reason", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.Contains("Sagen Sie warum", browser.Page.QuerySelector("#reject-reason-error")!.TextContent, StringComparison.Ordinal);
        await other.PressAsync("requestInformation", ("question", "Which site?"));
        await browser.PressAsync("reject", ("reason", "Too late."));

        Assert.Equal(HttpStatusCode.Conflict, browser.Status);
        Assert.Contains("inzwischen", browser.Page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("needsInformation", await product.StatusAsync(id));

        // The next round is another asking, which a form of the first does not answer.
        await product.PostAsync($"/api/registrations/{id}/answer", new { text = "Munich." }, Keys.Rheinwerk);
        await other.OpenAsync($"/inbox/{id}");
        await other.PressAsync("approve", ("round", "1"));
        Assert.Equal((HttpStatusCode.Conflict, "pendingDecision"), (other.Status, await product.StatusAsync(id)));
        await other.PressAsync("approve");
        Assert.Equal("approved", await product.StatusAsync(id));
    }

    [Fact]
    public async Task Extension_IsGrantedAndWinIsDisputedThenConfirmed()
    {
        await using var product = await Product.StartAsync();
        var id = await product.ApprovedAsync(Keys.Rheinwerk);
        using var browser = await product.Browser().SignInAsync(People.Anna);
        await product.PostAsync($"/api/registrations/{id}/extension", new { reason = "Budget in June." }, Keys.Rheinwerk);
        await browser.OpenAsync($"/inbox/{id}");
        Assert.Equal(["grant", "refuse", .. Approved], Buttons(browser));
        await browser.PressAsync("grant");
        Assert.Contains("30. Juli 2026", browser.Page.QuerySelector("[role=status]")!.TextContent.Replace('\u00A0', ' '), StringComparison.Ordinal);

        await product.PostAsync($"/api/registrations/{id}/close", DealsInStatus.Won, Keys.Rheinwerk);
        await browser.OpenAsync($"/inbox/{id}");
        Assert.Equal(["confirm", "dispute", "lost", "erase"], Buttons(browser));
        await browser.PressAsync("dispute", ("reason", "No such order."));
        Assert.Equal("approved", await product.StatusAsync(id));

        await product.PostAsync($"/api/registrations/{id}/close", DealsInStatus.Won, Keys.Rheinwerk);
        await browser.OpenAsync($"/inbox/{id}");
        await browser.PressAsync("confirm");
        Assert.Equal("closedWon", await product.StatusAsync(id));
        Assert.Equal("anna", (await product.ReadAsync(id, Keys.Contoso)).GetProperty("closing").GetProperty("confirmedBy").GetString());
    }

    [Fact]
    public async Task Acts_OfAnOwner_WinInvoiceAndCreditAreHers()
    {
        await using var product = await Product.StartAsync();
        var id = await product.ApprovedAsync(Keys.Rheinwerk);
        using var browser = await product.Browser().SignInAsync(People.Clara);
        await browser.OpenAsync($"/inbox/{id}");
        Assert.Equal(Approved, Buttons(browser));

        await browser.PressAsync("won", ("signedOn", "2030-01-01"), ("orderNumber", ""), ("netAmount", "38.400,00"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.NotNull(browser.Page.QuerySelector("#won-orderNumber-error"));
        await browser.PressAsync("won", ("orderNumber", "PO-1"));
        Assert.NotNull(browser.Page.QuerySelector("#won-signedOn-error"));
        await browser.PressAsync("won", ("signedOn", "2026-03-02"));
        Assert.Equal((HttpStatusCode.OK, "closedWon"), (browser.Status, await product.StatusAsync(id)));
        Assert.Equal(["invoice", "erase"], Buttons(browser));

        await browser.PressAsync("invoice", ("number", "R-1"), ("invoicedOn", "2026-03-02"), ("line.firewall", "10.000,00"));
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        await browser.PressAsync("invoice", ("number", "r-1"), ("invoicedOn", "2026-03-01"), ("line.firewall", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.NotNull(browser.Page.QuerySelector("#invoice-number-error"));
        Assert.NotNull(browser.Page.QuerySelector("#invoice-line-firewall-error"));
        await browser.PressAsync("invoice", ("number", "G-1"), ("invoicedOn", "2026-03-01"), ("line.firewall", "-1.000,00"));
        Assert.NotNull(browser.Page.QuerySelector("#invoice-invoicedOn-error"));
        await browser.PressAsync("invoice", ("invoicedOn", "2026-03-02"));

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        var deal = await product.ReadAsync(id, Keys.Contoso);
        Assert.Equal(["10000.00", "-1000.00"], deal.GetProperty("closing").GetProperty("invoices").EnumerateArray()
            .Select(invoice => invoice.GetProperty("lines")[0].GetProperty("net").GetProperty("amount").GetString()));
        Assert.Equal(
            ["approver:clara", "approver:clara", "approver:clara"],
            deal.GetProperty("timeline").EnumerateArray().Where(entry => entry.GetProperty("what").GetString() is "winConfirmed" or "invoiced")
                .Select(entry => entry.GetProperty("by").GetString()));
        Assert.Contains("400,00", browser.Text, StringComparison.Ordinal); // 4 % of 10,000.00
    }

    [Fact]
    public async Task Acts_RevokeLostAndErase_DoWhatTheApiDoes()
    {
        await using var product = await Product.StartAsync();
        var revoked = await product.ApprovedAsync(Keys.Rheinwerk, Drafts.Customer(1));
        var lost = await product.ApprovedAsync(Keys.Rheinwerk, Drafts.Customer(2));
        using var browser = await product.Browser().SignInAsync(People.Bruno);
        await browser.OpenAsync($"/inbox/{revoked}");
        await browser.PressAsync("revoke", ("reason", " "));
        Assert.NotNull(browser.Page.QuerySelector("#revoke-reason-error"));
        await browser.PressAsync("revoke", ("reason", "Wrong customer."));
        Assert.Equal("revoked", await product.StatusAsync(revoked));
        Assert.Equal("approver:bruno", Last(await product.ReadAsync(revoked, Keys.Contoso)).GetProperty("by").GetString());
        Assert.Contains("Wrong customer.", browser.Page.QuerySelector("ol.timeline")!.TextContent, StringComparison.Ordinal);

        await browser.OpenAsync($"/inbox/{lost}");
        await browser.PressAsync("lost", ("reason", "competitor"), ("comment", "They were cheaper."));
        Assert.Equal("closedLost", await product.StatusAsync(lost));

        Assert.Contains("Eva Brandt", browser.Text, StringComparison.Ordinal);
        await browser.PressAsync("erase");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        await browser.PressAsync("erase", ("confirm", "yes"));
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.DoesNotContain("Eva Brandt", browser.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("cheaper", browser.Text, StringComparison.Ordinal);
        Assert.Empty(Buttons(browser));
    }

    [Fact]
    public async Task Observer_SignsInAndReads_ButActsOnNothing()
    {
        await using var product = await Product.StartAsync();
        var id = await product.RegisterAsync(Keys.Rheinwerk);
        await product.SettleAsync();
        using var browser = await product.Browser().SignInAsync("ops@contoso.example");
        Assert.Contains(id, browser.Page.Body!.InnerHtml, StringComparison.Ordinal);

        await browser.OpenAsync($"/inbox/{id}");
        Assert.Contains("Beobachter", browser.Text, StringComparison.Ordinal);
        Assert.Empty(browser.Page.QuerySelectorAll("main form"));
        await browser.OpenAsync("/partners/rheinwerk");
        Assert.Empty(browser.Page.QuerySelectorAll("main form"));

        var form = browser.Page.QuerySelector<IHtmlInputElement>("input[name=csrf]")!.Value;
        foreach (var (path, act) in new[] { ($"/inbox/{id}", "approve"), ($"/inbox/{id}", "erase"), ("/partners/rheinwerk", "end") })
        {
            await browser.PostAsync(path, ("do", act), ("csrf", form), ("round", "1"), ("revision", "1"), ("confirm", "yes"));
            Assert.Equal(HttpStatusCode.Forbidden, browser.Status);
        }

        Assert.Equal("pendingDecision", await product.StatusAsync(id));
    }

    [Fact]
    public async Task PersonOfThePartner_NeitherSeesTheReportNorActs()
    {
        await using var product = await Product.StartAsync();
        await product.PutPartnerAsync("alpen-it", Keys.Contoso, "contoso-network", People.AlpenIt, People.Clara);
        var own = await product.ApprovedAsync();
        var other = await product.ApprovedAsync(Keys.Rheinwerk, Drafts.Customer(2));
        using var browser = await product.Browser().SignInAsync(People.Clara);
        await browser.OpenAsync("/signin");
        await browser.PressAsync("manufacturer:contoso");

        Assert.Equal(HttpStatusCode.Forbidden, (await browser.OpenAsync($"/inbox/{own}")).Status);
        Assert.DoesNotContain("Eva Brandt", browser.Text, StringComparison.Ordinal);
        await browser.OpenAsync("/partners/alpen-it");
        Assert.Empty(browser.Page.QuerySelectorAll("main form"));
        var form = browser.Page.QuerySelector<IHtmlInputElement>("input[name=csrf]")!.Value;
        await browser.PostAsync($"/inbox/{own}", ("do", "revoke"), ("csrf", form), ("revision", "5"), ("reason", "Mine."));
        Assert.Equal(HttpStatusCode.Forbidden, browser.Status);
        await browser.PostAsync("/partners/alpen-it", ("do", "save"), ("csrf", form), ("revision", "3"), ("tier", "gold"));
        Assert.Equal(HttpStatusCode.Forbidden, browser.Status);

        await browser.OpenAsync($"/inbox/{other}");
        Assert.Equal(Approved, Buttons(browser));
    }

    [Fact]
    public async Task Form_WithoutTheSession_ChangesNothing()
    {
        await using var product = await Product.StartAsync();
        var id = await product.ApprovedAsync(Keys.Rheinwerk);
        using var browser = await product.Browser().SignInAsync(People.Anna);
        await browser.OpenAsync($"/inbox/{id}");

        await browser.PressAsync("revoke", ("reason", "Kept."), ("csrf", "forged"));

        Assert.Equal((HttpStatusCode.Forbidden, "approved"), (browser.Status, await product.StatusAsync(id)));
    }

    private static string[] Buttons(Browser browser) => [.. browser.Page.QuerySelectorAll<IHtmlButtonElement>("button[name=do]").Select(button => button.Value)];

    private static JsonElement Last(JsonElement deal) => deal.GetProperty("timeline").EnumerateArray().Last();
}
