using DealFlow.Browser.Hosting;
using DealFlow.Scenarios.Hosting;

namespace DealFlow.Browser;

/// <summary>A scanner of mails opens every link in a real browser, scripts and all.</summary>
public sealed class MailScannerTests(Chromium chromium)
{
    [Fact]
    public async Task EveryLinkOfEveryMail_OpenedByAScanner_ChangesNothing()
    {
        await using var scanner = await chromium.PersonAsync(Screen.Desktop("en"));
        var product = chromium.Product;
        var approved = await product.ApprovedAsync(Keys.AlpenIt, Drafts.Of("Scanner Alpha GmbH", "scanner-alpha.example", null));
        var waiting = await product.RegisterAsync(Keys.AlpenIt, Drafts.Of("Scanner Beta GmbH", "scanner-beta.example", null));
        await product.PostAsync($"/api/registrations/{approved}/extension", new { reason = "Budget in June." }, Keys.AlpenIt);
        var mails = await product.MailsAsync();
        var before = await StandingAsync(product, approved, waiting);

        foreach (var link in mails.SelectMany(mail => mail.Links).Distinct())
            await scanner.OpenAsync(link);

        Assert.Equal(before, await StandingAsync(product, approved, waiting));
        Assert.Equal(mails.Count, (await product.MailsAsync()).Count);
        Assert.Empty(scanner.Elsewhere);
        Assert.Contains(mails, mail => mail.DecideLink is not null);
    }

    private static async Task<string> StandingAsync(Product product, params string[] ids)
    {
        var texts = new List<string>();
        foreach (var id in ids)
            texts.Add((await product.ReadAsync(id, Keys.Contoso)).GetRawText());
        return string.Join('\n', texts);
    }
}
