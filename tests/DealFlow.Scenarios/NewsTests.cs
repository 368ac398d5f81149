using DealFlow.Scenarios.Hosting;

namespace DealFlow.Scenarios;

/// <summary>News stand beside the sales material, and once in the daily mail of those who have an approved deal by then.</summary>
public sealed class NewsTests
{
    private const string Folder = "contoso-network/firewall/de/news/";

    [Fact]
    public async Task News_OfTheSample_StandsBesideTheFilesInTheDealsLanguage()
    {
        await using var product = await Product.StartAsync();
        await product.ApprovedAsync();
        var link = (await product.MailsToAsync(People.AlpenIt)).Single(mail => mail.IsReward).Links.Single(link => link.Contains("/collateral?t=", StringComparison.Ordinal));

        var page = (await product.GetAsync(link)).Text;

        Assert.Contains("Testgeräte für vier Wochen", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Test units", page, StringComparison.Ordinal);
        Assert.True(page.IndexOf("Testgeräte", StringComparison.Ordinal) < page.IndexOf("Version 7.4", StringComparison.Ordinal));
    }

    [Fact]
    public async Task News_PublishedWhileTheDealIsApproved_ComesInOneDailyMailOnce()
    {
        using var programs = OwnPrograms.Contoso()
            .AddFile(Folder + "2026-03-01-before.txt", "Vor der Genehmigung\nText").AddFile(Folder + "2026-03-07-saturday.txt", "Vom Samstag\nText")
            .AddFile(Folder + "2026-03-09-monday.txt", "Vom Montag\nText").AddFile("contoso-network/suite/de/news/2026-03-07-suite.txt", "Andere");
        await using var product = await programs.StartAsync();
        var (first, second) = (await product.ApprovedAsync(), await product.ApprovedAsync(draft: Drafts.Customer(1)));
        var ended = await product.ApprovedAsync(draft: Drafts.Customer(2));
        await product.PostAsync($"/api/registrations/{ended}/close", new { outcome = "lost", reason = "price" }, Keys.AlpenIt);
        var mails = (await product.MailsToAsync(People.AlpenIt)).Count;
        await product.AdvanceToAsync(2026, 3, 8);
        Assert.Equal(mails, (await product.MailsToAsync(People.AlpenIt)).Count);
        await product.AdvanceToAsync(2026, 3, 12);

        var mail = (await product.MailsToAsync(People.AlpenIt)).Skip(mails).Single();
        Assert.Equal("Ihre Deals: 2 Neuigkeiten (Contoso, 9. März 2026)", mail.Subject);
        Assert.Contains("Vom Samstag", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Vom Montag", mail.Text, StringComparison.Ordinal);
        Assert.All([first, second], id => Assert.Contains(id, mail.Text, StringComparison.Ordinal));
        Assert.DoesNotContain(ended, mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Vor der Genehmigung", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Andere", mail.Text, StringComparison.Ordinal);

        await product.StopAsync();
        await product.StartAgainAsync(Product.Monday, programs: programs.Folder);
        await product.AdvanceToAsync(2026, 3, 13);
        Assert.Equal(mails + 1, (await product.MailsToAsync(People.AlpenIt)).Count);
    }

    [Fact]
    public async Task News_PutThereWhileTheHostRuns_IsFound()
    {
        using var programs = OwnPrograms.Contoso();
        await using var product = await programs.StartAsync();
        await product.ApprovedAsync();
        programs.AddFile(Folder + "2026-03-04-new.txt", "Ganz neu");
        await product.AdvanceToAsync(2026, 3, 5);

        Assert.Contains("Ganz neu", (await product.MailsToAsync(People.AlpenIt))[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task News_FilesThatAreNone_AreLeftOut()
    {
        using var programs = OwnPrograms.Contoso()
            .AddFile(Folder + "nodate.txt", "Ohne Datum").AddFile(Folder + "2026-13-01-x.txt", "Falsches Datum").AddFile(Folder + "2026-02-01-empty.txt", "\n")
            .AddFile(Folder + "2026-02-01-long.txt", new string('x', 9000)).AddFile(Folder + "2026-02-01-control.txt", "Böse \u0007")
            .AddFile(Folder + "2026-02-01-right.txt", "Richtig <b>fett</b>\r\nZeile");
        await File.WriteAllBytesAsync(Path.Combine(programs.Folder, "collateral", Folder, "2026-02-01-latin.txt"), [0x46, 0xFC, 0x72], TestContext.Current.CancellationToken);
        await using var product = await programs.StartAsync();
        await product.ApprovedAsync();
        var link = (await product.MailsToAsync(People.AlpenIt)).Single(mail => mail.IsReward).Links.Single(link => link.Contains("/collateral?t=", StringComparison.Ordinal));

        var page = (await product.GetAsync(link)).Text;

        Assert.Equal(1, page.Split("<article").Length - 1);
        Assert.Contains("Richtig &lt;b&gt;fett&lt;/b&gt;", page, StringComparison.Ordinal);
    }
}
