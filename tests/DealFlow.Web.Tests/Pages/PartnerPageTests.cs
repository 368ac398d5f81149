using DealFlow.Domain.Registrations;
using NodaTime;

namespace DealFlow.Web.Tests.Pages;

public sealed class PartnerPageTests
{
    private readonly PageWorld _world = new();

    [Fact]
    public async Task Collateral_ApprovedDeal_ListsFilesByLinksOfOurOwn()
    {
        var page = await _world.GetAsync(Collateral());

        Assert.Equal((200, "de"), (page.Status, page.Language));
        var link = page.Document.QuerySelector("main li a")!;
        Assert.Equal("Broschüre <Firewall>", link.TextContent);
        Assert.Equal($"{Collateral()}&file=firewall%2Fde%2Fbrochure%20%26%20more.pdf", link.GetAttribute("href"));
        Assert.Contains("PDF, Deutsch, 12,3\u00A0kB", page.Main, StringComparison.Ordinal);
        Assert.DoesNotContain("files.example", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Collateral_News_StandsBelowTheFilesNewestFirstInTheDealsLanguage()
    {
        _world.News.Items.AddRange([
            new("firewall", "de", new LocalDate(2026, 7, 1), "Alt", ""), new("firewall", "de", new LocalDate(2026, 7, 20), "Neu <b>", "Eine Zeile.\nNoch eine."),
            new("firewall", "en", new LocalDate(2026, 7, 21), "English", ""), new("firewall", "de", new LocalDate(2027, 7, 1), "Künftig", ""),
            new("switch", "de", new LocalDate(2026, 7, 1), "Anderes Produkt", "")]);

        var page = await _world.GetAsync(Collateral());

        Assert.Equal(["Neu <b>", "Alt"], page.Document.QuerySelectorAll("main article h3").Select(title => title.TextContent));
        var newest = page.Document.QuerySelector("main article")!;
        Assert.Equal("2026-07-20", newest.QuerySelector("time")!.GetAttribute("datetime"));
        Assert.Contains("20.\u00A0Juli 2026, Contoso Firewall", newest.TextContent, StringComparison.Ordinal);
        Assert.Equal("Eine Zeile.\nNoch eine.", newest.QuerySelector(".written")!.TextContent);
    }

    [Fact]
    public async Task Collateral_NoNewsInTheDealsLanguage_ShowsThoseOfTheProgramsFirst()
    {
        var english = Sample.Approved() with { Lead = Sample.Lead with { Language = "en" } };
        _world.News.Items.Add(new("firewall", "de", new LocalDate(2026, 7, 1), "Deutsch", "Text"));

        var title = (await _world.GetAsync(Collateral(english))).Document.QuerySelector("main article h3")!;

        Assert.Equal(("Deutsch", "de"), (title.TextContent, title.GetAttribute("lang")));
    }

    [Fact]
    public async Task Collateral_EachClick_GoesToAFreshLink()
    {
        var path = (await _world.GetAsync(Collateral())).Document.QuerySelector("main li a")!.GetAttribute("href")!;

        var first = await _world.GetAsync(path);
        var second = await _world.GetAsync(path);

        Assert.Equal((302, 302), (first.Status, second.Status));
        Assert.StartsWith("https://files.example/", first.Response.Headers.Location, StringComparison.Ordinal);
        Assert.NotEqual(first.Response.Headers.Location, second.Response.Headers.Location);
    }

    [Fact]
    public async Task Collateral_NoSuchFile_IsNotFound() => Assert.Equal(404, (await _world.GetAsync(Collateral() + "&file=../secret")).Status);

    [Fact]
    public async Task Collateral_WinReported_IsStillThere() => Assert.Equal(200, (await _world.GetAsync(Collateral(Sample.WinReported()))).Status);

    [Fact]
    public async Task Collateral_EndedDealOrExpiredLink_IsGone()
    {
        var path = Collateral();
        _world.Store.Put(Sample.Do(Sample.Approved(), new DealCommand.CloseLost(Sample.Alpen, "price", null), 20));
        var lost = await _world.GetAsync(path + "&file=firewall%2Fde%2Fbrochure%20%26%20more.pdf");
        _world.Store.Put(Sample.Approved());
        _world.Now += Duration.FromDays(1200);
        var expired = await _world.GetAsync(path);

        Assert.Equal((410, 410), (lost.Status, expired.Status));
        Assert.Contains("verloren", lost.Main, StringComparison.Ordinal);
        Assert.Contains("abgelaufen", expired.Main, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Collateral_UnknownOrOtherToken_IsNotFound()
    {
        var deal = Sample.Approved();
        _world.Store.Put(deal);

        Assert.Equal(404, (await _world.GetAsync("/collateral?t=x")).Status);
        Assert.Equal(404, (await _world.GetAsync("/collateral?t=" + PageWorld.TokenOf(_world.Links.For(deal, null).Receipt!))).Status);
    }

    [Fact]
    public async Task Receipt_Genuine_VouchesForSequenceAndTime()
    {
        var deal = Sample.Approved();
        _world.Store.Put(deal);

        var page = await _world.GetAsync(Receipt(deal));

        Assert.Equal((200, "Diese Empfangsbestätigung ist echt"), (page.Status, page.Title));
        foreach (var fact in new[] { "DR-7K3F-9QXM", "4711", "2026-07-27T08:15:30Z", "10:15:30\u00A0Uhr (Europe/Berlin, UTC+2)", "Müller Maschinenbau", "genehmigt" })
            Assert.Contains(fact, page.Main, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receipt_RegistrationNoLongerThere_IsGenuineAllTheSame()
    {
        var page = await _world.GetAsync(Receipt(Sample.Approved()));

        Assert.Equal((200, "en"), (page.Status, page.Language));
        Assert.Contains("no longer stored", page.Main, StringComparison.Ordinal);
        Assert.DoesNotContain("Müller", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receipt_Tampered_IsNotFound()
    {
        var path = Receipt(Sample.Approved());
        var at = path.IndexOf("t=", StringComparison.Ordinal) + 6;

        Assert.Equal(404, (await _world.GetAsync(path[..at] + (path[at] == 'A' ? 'B' : 'A') + path[(at + 1)..])).Status);
    }

    private string Collateral(Registration? deal = null)
    {
        _world.Store.Put(deal ?? Sample.Approved());
        return new Uri(_world.Links.For(deal ?? Sample.Approved(), null).Collateral!).PathAndQuery;
    }

    private string Receipt(Registration deal) => new Uri(_world.Links.For(deal, null).Receipt!).PathAndQuery;
}
