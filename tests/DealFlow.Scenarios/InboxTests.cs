using System.Net;
using AngleSharp.Dom;
using DealFlow.Scenarios.Hosting;
using NodaTime;

namespace DealFlow.Scenarios;

/// <summary>The manufacturer's list: what waits, for whom, and what is found.</summary>
public sealed class InboxTests
{
    [Fact]
    public async Task List_SomeWait_AreMarkedAndSortedByTheDecisionClock()
    {
        await using var product = await Product.StartAsync();
        var extending = (await DealsInStatus.DriveAsync(product, "extending", 1))[0];
        var first = await product.RegisterAsync(Keys.Rheinwerk, Drafts.Customer(21));
        await product.AdvanceAsync(Duration.FromHours(3));
        var second = await product.RegisterAsync(Keys.Nordlicht, Drafts.Customer(22));
        var rejected = await product.RegisterAsync(Keys.Nordlicht, Drafts.Customer(23));
        await product.DecideAsync((await product.TokensAsync(People.Anna, rejected))[^1], "reject", "No.");
        using var browser = await product.Browser().SignInAsync(People.Anna);

        Assert.Equal((HttpStatusCode.OK, "/inbox", "Registrierungen", "de"), (browser.Status, browser.Path, browser.Title, browser.Page.DocumentElement.GetAttribute("lang")));
        var tables = browser.Page.QuerySelectorAll("table");
        Assert.Equal([first, second, extending], Ids(tables[0]));
        Assert.Equal([rejected, second, first, extending], Ids(tables[1]));
        Assert.All(tables[0].QuerySelectorAll("tbody tr"), row => Assert.Equal("!", row.QuerySelector(".waits [aria-hidden]")!.TextContent));
        Assert.Contains("noch 1 Arbeitstag 21 Stunden", tables[0].QuerySelector("tbody tr")!.TextContent, StringComparison.Ordinal);
        Assert.Null(tables[1].QuerySelector("tbody tr")!.QuerySelector(".waits"));
        Assert.Contains("3 Registrierungen warten", browser.Text, StringComparison.Ordinal);

        await product.AdvanceAsync(Duration.FromDays(3));
        using var later = await product.Browser().SignInAsync(People.Anna);
        Assert.Contains("überfällig: 1 Arbeitstag", later.Page.QuerySelector("tbody tr .over")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_AskedAreOthers_SaysSo()
    {
        await using var product = await Product.StartAsync();
        await product.RegisterAsync(Keys.Rheinwerk);
        await product.SettleAsync();
        using var browser = await product.Browser().SignInAsync(People.Clara);

        Assert.Contains("keine davon auf Ihre", browser.Text, StringComparison.Ordinal);
        Assert.Empty(browser.Page.QuerySelectorAll(".tag"));
        Assert.Single(browser.Page.QuerySelectorAll("table")[0].QuerySelectorAll(".waits"));
    }

    [Theory]
    [InlineData("q=gmbh", new[] { 1, 2 })]
    [InlineData("q=RHEINWERK%20net", new[] { 2 })]
    [InlineData("q=alpen", new[] { 1 })]
    [InlineData("q=gmbh&status=approved", new[] { 1 })]
    [InlineData("status=approved", new[] { 1 })]
    [InlineData("status=waiting", new[] { 2 })]
    [InlineData("q=nothing", new int[0])]
    [InlineData("program=contoso-network&status=none&cursor=x", new[] { 1, 2 })]
    [InlineData("q=%E2%80%AE", new int[0])]
    public async Task List_Filtered_FindsByCustomerPartnerAndStatus(string query, int[] expected)
    {
        await using var product = await Product.StartAsync();
        var ids = new[] { await product.ApprovedAsync(Keys.AlpenIt, Drafts.Customer(1)), await product.RegisterAsync(Keys.Rheinwerk, Drafts.Customer(2)) };
        await product.SettleAsync();
        using var browser = await product.Browser().SignInAsync(People.Anna);

        await browser.OpenAsync("/inbox?" + query);

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Equal(expected.Select(number => ids[number - 1]).Order(), browser.Page.QuerySelectorAll("table").SelectMany(Ids).Distinct().Order());
    }

    [Fact]
    public async Task List_OfMany_LeadsToTheNextPageWithItsFilter()
    {
        await using var product = await Product.StartAsync();
        for (var number = 1; number <= 27; number++)
            await product.RegisterAsync(number == 1 ? Keys.AlpenIt : Keys.Rheinwerk, Drafts.Customer(number));
        await product.SettleAsync();
        using var browser = await product.Browser().SignInAsync(People.Anna);

        await browser.OpenAsync("/inbox?q=rheinwerk");
        Assert.Equal([10, 15], browser.Page.QuerySelectorAll("table").Select(table => Ids(table).Length));
        Assert.Contains("16 weitere", browser.Page.QuerySelector("a[href*='status=waiting']")!.TextContent, StringComparison.Ordinal);
        await browser.OpenAsync(browser.Page.QuerySelector("a[rel=next]")!.GetAttribute("href")!);

        var table = Assert.Single(browser.Page.QuerySelectorAll("table"));
        Assert.Equal(11, Ids(table).Length);
        Assert.Equal("rheinwerk", ((AngleSharp.Html.Dom.IHtmlInputElement)browser.Page.QuerySelector("#filter-q")!).Value);

        await browser.OpenAsync("/inbox?status=waiting&q=rheinwerk");
        var first = Ids(Assert.Single(browser.Page.QuerySelectorAll("table")));
        await browser.OpenAsync(browser.Page.QuerySelector("a[href*='from=20']")!.GetAttribute("href")!);
        var rest = Ids(Assert.Single(browser.Page.QuerySelectorAll("table")));
        Assert.Equal((20, 6, 26), (first.Length, rest.Length, first.Concat(rest).Distinct().Count()));
        Assert.Null(browser.Page.QuerySelector("a[href*='from=']"));
    }

    [Fact]
    public async Task Pages_OfAnotherManufacturer_AreNotFound()
    {
        await using var product = await Product.StartAsync();
        var contoso = await product.RegisterAsync(Keys.AlpenIt);
        var fabrikam = await product.RegisterAsync(Keys.AlpenIt, Drafts.Customer(2).ForFabrikam());
        await product.PutPartnerAsync("only-contoso", Keys.Contoso, "contoso-network", "x@only-contoso.example");
        using var browser = await product.Browser().SignInAsync(People.Eli);

        Assert.Equal("en", browser.Page.DocumentElement.GetAttribute("lang"));
        Assert.Contains(fabrikam, browser.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(contoso, browser.Text, StringComparison.Ordinal);
        await browser.OpenAsync("/inbox?q=M%C3%BCller&program=contoso-network");
        Assert.DoesNotContain(contoso, browser.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync($"/inbox/{fabrikam}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync($"/inbox/{contoso}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync("/inbox/DR-0")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync("/partners/only-contoso")).Status);

        // The same partner, as this manufacturer knows it.
        await browser.OpenAsync("/partners/alpen-it");
        Assert.Contains("standard", browser.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("gold", browser.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(contoso, browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_WithoutSignInOrForPartners_AreClosed()
    {
        await using var product = await Product.StartAsync();
        var id = await product.RegisterAsync(Keys.AlpenIt);
        using var browser = product.Browser();
        foreach (var path in new[] { "/inbox", $"/inbox/{id}", "/partners/alpen-it" })
            Assert.StartsWith("/signin?to=", (await browser.OpenAsync(path)).Path, StringComparison.Ordinal);

        await browser.SignInAsync(People.AlpenIt);
        foreach (var path in new[] { "/inbox", $"/inbox/{id}", "/partners/alpen-it" })
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.OpenAsync(path)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync($"/inbox/{id}", ("do", "approve"))).Status);
    }

    private static string[] Ids(IElement table) => [.. table.QuerySelectorAll("tbody tr").Select(row => row.QuerySelector("a")!.GetAttribute("href")!.Split('/')[^1])];
}
