using System.Net;
using AngleSharp.Dom;
using DealFlow.Scenarios.Hosting;

namespace DealFlow.Scenarios;

/// <summary>The pages of the local host: what its operator sees of mails, events and time.</summary>
public sealed class OperatorPageTests
{
    [Fact]
    public async Task Mailbox_OpeningAMail_MarksItReadAndShowsItsThread()
    {
        await using var product = await Product.StartAsync();
        var id = await product.ApprovedAsync();
        using var browser = product.Browser();

        await browser.OpenAsync("/local/mailbox");
        var all = browser.Page.QuerySelectorAll(".mails li").Length;
        Assert.Equal(all, browser.Page.QuerySelectorAll(".mails li.unread").Length);
        var address = browser.Page.QuerySelectorAll(".mails li a")[^1].GetAttribute("href")!;
        await product.SendAsync(HttpMethod.Head, address);
        await browser.OpenAsync("/local/mailbox");
        Assert.Equal(all, browser.Page.QuerySelectorAll(".mails li.unread").Length);

        await browser.OpenAsync(address);
        Assert.Equal(all - 1, browser.Page.QuerySelectorAll(".mailer > .mails li.unread").Length);
        Assert.Equal(all, browser.Page.QuerySelectorAll("article .mails li").Length);
        Assert.Contains($"thread/{id}@", browser.Text, StringComparison.Ordinal);
        Assert.Equal("allow-popups allow-popups-to-escape-sandbox", browser.Page.QuerySelector("iframe")!.GetAttribute("sandbox"));
        await browser.OpenAsync(browser.Page.QuerySelector(".views a:not([aria-current])")!.GetAttribute("href")!);
        Assert.StartsWith("Ihre Registrierung ist eingegangen\n===", browser.Page.QuerySelector("article pre")!.TextContent.TrimStart(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mailbox_OfOneRecipient_ShowsTheirMailsOnly()
    {
        await using var product = await Product.StartAsync();
        await product.ApprovedAsync();
        using var browser = product.Browser();

        await browser.OpenAsync($"/local/mailbox?to={People.Anna}");

        Assert.Equal((await product.MailsToAsync(People.Anna)).Count, browser.Page.QuerySelectorAll(".mails li").Length);
        Assert.Equal(People.Anna, browser.Page.QuerySelector("option[selected]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Events_OfAWin_ShowWhatIsPaidAndTheWholeEvent()
    {
        await using var product = await Product.StartAsync();
        var id = await product.ApprovedAsync();
        await product.PostAsync(
            $"/api/registrations/{id}/close",
            new { outcome = "won", signedOn = "2026-03-02", orderNumber = "PO-4711", netAmount = new { amount = "38400.00", currency = "EUR" } }, Keys.AlpenIt);
        await product.DecideAsync(await product.TokenAsync(People.Anna, id), "confirm");
        using var browser = product.Browser();

        await browser.OpenAsync("/local/events");
        var won = browser.Page.QuerySelector("tbody tr")!;
        foreach (var told in new[] { "Won and confirmed", "€38,400.00", "€3,072.00", id })
            Assert.Contains(told, won.TextContent, StringComparison.Ordinal);
        await browser.OpenAsync(won.QuerySelector("a")!.GetAttribute("href")!);
        Assert.Contains("\"amount\": \"3072.00\"", browser.Page.QuerySelector("pre")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("PO-4711", browser.Page.QuerySelector("dl.facts")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync("/local/events/999")).Status);
    }

    [Fact]
    public async Task Clock_ThreeMonthsOn_SaysWhatWasSentOnTheWay()
    {
        await using var product = await Product.StartAsync();
        await product.ApprovedAsync();
        using var browser = product.Browser();
        await browser.OpenAsync("/local/clock");

        await browser.PressAsync("Three months on");

        var step = browser.Page.QuerySelector("[role=status]")!;
        Assert.Contains("91 days later", step.TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(step.QuerySelectorAll("li"));
        Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync(step.QuerySelector("a")!.GetAttribute("href")!)).Status);
    }
}
