using System.Net;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using DealFlow.Scenarios.Hosting;

namespace DealFlow.Scenarios;

/// <summary>What holds for every page of a partner's people.</summary>
public sealed class PartnerPagesTests
{
    private const int MostBytes = 30_000;

    [Theory]
    [InlineData(Keys.AlpenIt, People.AlpenIt, "de")]
    [InlineData(Keys.Rheinwerk, People.Rheinwerk, "en")]
    public async Task Pages_OfAPartner_AreSoundAndSmall(string key, string person, string language)
    {
        await using var product = await Product.StartAsync();
        var approved = await product.ApprovedAsync(key);
        var pending = await product.RegisterAsync(key, Drafts.Customer(4));
        using var browser = await product.Browser().SignInAsync(person);
        var style = (await product.GetAsync("/style.css")).Text.Length;
        foreach (var path in new[] { "/deals", $"/deals/{approved}?do=won", $"/deals/{pending}?done=register", "/register", "/keys", "/deals?status=expired" })
        {
            await browser.OpenAsync(path);
            AssertSound(browser, path, language, style);
        }

        await browser.OpenAsync("/register");
        await browser.PressAsync("register", ("contact.email", "x"));
        AssertSound(browser, "/register, wrong", language, style);
        await browser.OpenAsync($"/deals/{approved}");
        await browser.PressAsync("won");
        AssertSound(browser, "/deals, wrong", language, style);
        foreach (var link in browser.Page.QuerySelectorAll("[role=alert] a[href^='#']"))
            Assert.NotNull(browser.Page.GetElementById(link.GetAttribute("href")![1..]));
    }

    [Fact]
    public async Task Navigation_OfAnyPage_LeadsToPagesThatAreThere()
    {
        await using var product = await Product.StartAsync();
        using var browser = await product.Browser().SignInAsync(People.AlpenIt);
        await browser.OpenAsync("/deals");
        var links = browser.Page.QuerySelectorAll("nav a, header a, footer a").Select(link => link.GetAttribute("href")!).Distinct().ToList();
        Assert.Superset(new HashSet<string> { "/deals", "/register", "/keys" }, links.ToHashSet());
        Assert.Equal("/deals", browser.Page.QuerySelector("nav a[aria-current=page]")!.GetAttribute("href"));

        foreach (var link in links)
            Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync(link)).Status);
    }

    private static void AssertSound(Browser browser, string path, string language, int style)
    {
        var page = browser.Page;
        Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
        Assert.True(Encoding.UTF8.GetByteCount(page.DocumentElement.OuterHtml) + style < MostBytes, path);
        Assert.True(page.QuerySelectorAll("h1").Length == 1, path);
        Assert.Empty(page.QuerySelectorAll("script, style, [style], iframe, object, img"));
        var ids = page.QuerySelectorAll("[id]").Select(element => element.Id!).ToList();
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(page.QuerySelectorAll("[aria-describedby]"), element =>
            Assert.All(element.GetAttribute("aria-describedby")!.Split(' '), id => Assert.Contains(id, ids)));
        Assert.All(
            page.QuerySelectorAll("input:not([type=hidden]), select, textarea"),
            field => Assert.True(field.Closest("label") is not null || page.QuerySelector($"label[for='{field.Id}']") is not null, $"{path}: {field.Id}"));
        Assert.All(page.QuerySelectorAll<IHtmlButtonElement>("button:not([aria-hidden])"), button => Assert.NotEmpty(button.TextContent.Trim()));
        Assert.All(page.QuerySelectorAll("form[method=post]"), form => Assert.NotNull(form.QuerySelector("input[name=csrf]")));
    }
}
