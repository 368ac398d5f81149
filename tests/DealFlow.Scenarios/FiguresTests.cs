using System.Net;
using System.Text;
using AngleSharp.Dom;
using CsvHelper;
using DealFlow.Scenarios.Hosting;
using NodaTime;

namespace DealFlow.Scenarios;

/// <summary>The manufacturer's figures: the same numbers as a chart, a table and a file.</summary>
public sealed class FiguresTests
{
    [Fact]
    public async Task Page_OfSomeDeals_DrawsEachFigureWithItsTable()
    {
        await using var product = await Product.StartAsync();
        await product.ApprovedAsync(Keys.AlpenIt, Drafts.Customer(1));
        var won = await product.ApprovedAsync(Keys.Rheinwerk, Drafts.Customer(2));
        await product.PostAsync($"/api/registrations/{won}/close", DealsInStatus.Won, Keys.Contoso);
        var rejected = await product.RegisterAsync(Keys.AlpenIt, Drafts.Customer(3));
        await product.DecideAsync((await product.TokensAsync(People.Anna, rejected))[^1], "reject", "No.");
        await product.RegisterAsync(Keys.AlpenIt, Drafts.Customer(4).ForFabrikam());
        await product.AdvanceAsync(Duration.FromDays(65));
        using var browser = await product.Browser().SignInAsync(People.Anna);

        await browser.OpenAsync("/inbox/figures?weeks=26");

        Assert.Equal((HttpStatusCode.OK, "Kennzahlen"), (browser.Status, browser.Title));
        Assert.Equal(["weeks", "decisions", "approval", "outcomes", "protected", "expiring", "partners"], browser.Page.QuerySelectorAll("section.chart").Select(chart => chart.Id));
        Assert.Equal(["3", "100\u00A0%", "67\u00A0%", "100\u00A0%, 9.000,00\u00A0€", "50.000,00\u00A0€", "1", "2"], browser.Page.QuerySelectorAll(".figure").Select(figure => figure.TextContent));
        Assert.All(browser.Page.QuerySelectorAll("section.chart"), chart => Assert.NotNull(chart.QuerySelector("table tbody tr")));
        Assert.Equal(26, browser.Page.QuerySelectorAll("#weeks rect.fill").Length);
        Assert.Equal(["Alpen IT Systeme GmbH", "2", "1", "1", "0", "0", "50.000,00\u00A0€"], Cells(browser, "#partners tbody tr"));
        Assert.Equal(["Birken GmbH", "Alpen IT Systeme GmbH", "31.\u00A0Mai 2026", "50.000,00\u00A0€"], Cells(browser, "#expiring tbody tr"));
        Assert.Empty(browser.Page.QuerySelectorAll("[style], script, style"));
    }

    [Theory]
    [InlineData("weeks", "week,registrations")]
    [InlineData("decisions", "taken,inTime,late")]
    [InlineData("approval", "decision,registrations")]
    [InlineData("outcomes", "outcome,deals")]
    [InlineData("protected", "month,deals,value,currency")]
    [InlineData("expiring", "registration,customer,partner,protectedThrough,value,currency")]
    [InlineData("partners", "partner,name,registered,approved,rejected,won,lost,protectedNow")]
    public async Task Download_OfEachChart_IsCsvForAnySpreadsheet(string name, string header)
    {
        await using var product = await Product.StartAsync();
        await product.ApprovedAsync(Keys.AlpenIt, Drafts.Of("=cmd|' /C calc'!A0, \"Zirbel\"", "zirbel.example", null));
        await product.AdvanceAsync(Duration.FromDays(65));
        using var browser = await product.Browser().SignInAsync(People.Anna);

        var answer = await product.SendAsync(HttpMethod.Get, $"/inbox/figures/{name}?weeks=13", null, null, ("Cookie", "dealflow=" + browser.Session));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(Encoding.UTF8.GetPreamble(), answer.Body[..3]);
        var text = answer.Text[1..];
        Assert.StartsWith(header + "\r\n", text, StringComparison.Ordinal);
        using var csv = CsvReader.Create(answer.Body, new CsvReaderOptions { HasHeader = true });
        while (csv.Read())
        {
            Assert.Equal(header.Split(',').Length, csv.FieldCount);
            Assert.All(csv.Current.ToArray(), cell => Assert.False(cell.Length > 0 && "=+-@\t\r".Contains(cell[0], StringComparison.Ordinal), cell));
        }

        Assert.Equal(name == "expiring", text.Contains("cmd|", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Figures_OfAnotherManufacturerOrNobody_AreNotGiven()
    {
        await using var product = await Product.StartAsync();
        await product.ApprovedAsync();
        using var browser = product.Browser();
        Assert.StartsWith("/signin?to=", (await browser.OpenAsync("/inbox/figures")).Path, StringComparison.Ordinal);
        Assert.StartsWith("/signin?to=", (await browser.OpenAsync("/inbox/figures/partners")).Path, StringComparison.Ordinal);

        await browser.SignInAsync(People.Eli);
        await browser.OpenAsync("/inbox/figures?weeks=7&program=contoso-network");
        Assert.Equal((HttpStatusCode.OK, "en"), (browser.Status, browser.Page.DocumentElement.GetAttribute("lang")));
        Assert.DoesNotContain("Alpen", browser.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync("/inbox/figures/none")).Status);
    }

    private static IEnumerable<string> Cells(Browser browser, string row) =>
        browser.Page.QuerySelector(row)!.QuerySelectorAll("th, td:not(.bars)").Select(cell => cell.TextContent.Trim());
}
