using DealFlow.Browser.Hosting;
using DealFlow.Scenarios.Hosting;

namespace DealFlow.Browser;

/// <summary>A partner and an approver do a whole deal by clicking.</summary>
public sealed class WholeDealTests(Chromium chromium)
{
    private sealed record Story(string Partner, string Key, string Program, string Product, string Currency, string Approver, string Manufacturer);

    private static readonly Dictionary<string, Story> Stories = new()
    {
        ["de"] = new(People.AlpenIt, Keys.AlpenIt, "contoso-network", "firewall", "EUR", People.Anna, Keys.Contoso),
        ["en"] = new(People.Rheinwerk, Keys.Rheinwerk, "fabrikam-storage", "array", "USD", People.Dana, Keys.Fabrikam),
    };

    public static TheoryData<Screen> Screens =>
    [
        Screen.Desktop("de"), Screen.Phone("en"), Screen.Desktop("en") with { Script = false }, Screen.Phone("de") with { Script = false },
    ];

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task WholeDeal_ByClicking_IsWonAndConfirmed(Screen screen)
    {
        await using var partner = await chromium.PersonAsync(screen);
        await using var approver = await chromium.PersonAsync(screen);
        var (product, story) = (chromium.Product, Stories[screen.Language]);
        var customer = $"Zirbel {screen.Width} {screen.Script} GmbH";

        await partner.SignInAsync(story.Partner, "/register");
        Assert.Equal(screen.Language, await partner.Page.Locator("html").GetAttributeAsync("lang"));
        await RegisterAsync(partner, story, customer);
        await partner.PictureAsync("deal-received");
        var id = partner.Page.Url.Split('/')[^1].Split('?')[0];
        Assert.Equal("pendingDecision", await product.StatusAsync(id, story.Manufacturer));

        await approver.OpenAsync(await DecideLinkAsync(story, id));
        await approver.PictureAsync("decide");
        await approver.PressAsync("button[name=decision][value=approve]");
        await approver.PictureAsync("decided");
        Assert.Equal("approved", await product.StatusAsync(id, story.Manufacturer));

        await partner.OpenAsync($"/deals/{id}");
        await partner.PictureAsync("deal-approved");
        await partner.UnfoldAsync("button[value=won]");
        await partner.FillAsync("signedOn", "2026-03-02");
        await partner.FillAsync("orderNumber", "PO-4711");
        await partner.FillAsync("netAmount", "38400");
        await partner.PressAsync("button[value=won]");
        Assert.Equal("wonReported", await product.StatusAsync(id, story.Manufacturer));

        await approver.OpenAsync(await DecideLinkAsync(story, id));
        await approver.PictureAsync("confirm");
        await approver.PressAsync("button[name=decision][value=confirm]");
        Assert.Equal("closedWon", await product.StatusAsync(id, story.Manufacturer));
        await partner.OpenAsync("/deals");
        await partner.PictureAsync("deals");
        Assert.Empty(partner.Elsewhere.Concat(approver.Elsewhere));
    }

    private static async Task RegisterAsync(Person partner, Story story, string customer)
    {
        var page = partner.Page;
        await page.Locator($"input[name='products.{story.Program}'][value={story.Product}]").CheckAsync();
        await partner.FillAsync("customer.name", customer);
        await partner.FillAsync("customer.country", "DE");
        await partner.FillAsync("customer.domain", $"zirbel-{story.Product}-{partner.Screen.Width}.example");
        await partner.FillAsync("estimatedValue.amount", "50000");
        await page.Locator("select[name='estimatedValue.currency']").SelectOptionAsync(story.Currency);
        await partner.FillAsync("expectedCloseOn", "2026-05-15");
        await partner.FillAsync("activity", "Two meetings with the head of IT.");
        await partner.PictureAsync("register");
        await partner.PressAsync("form[action='/register'] button[type=submit].primary");
    }

    private async Task<string> DecideLinkAsync(Story story, string id) => (await chromium.Product.MailsToAsync(story.Approver))
        .Last(mail => mail.DecideLink is not null && mail.Text.Contains(id, StringComparison.Ordinal)).DecideLink!;
}
