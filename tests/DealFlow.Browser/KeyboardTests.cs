using DealFlow.Browser.Hosting;
using DealFlow.Scenarios.Hosting;

namespace DealFlow.Browser;

/// <summary>A whole deal without a mouse.</summary>
public sealed class KeyboardTests(Chromium chromium)
{
    private const string SignIn = "form[action='/signin'] button";

    [Theory]
    [InlineData(1280, 900)]
    [InlineData(390, 844)]
    public async Task WholeDeal_ByKeyboardAlone_IsWonAndConfirmed(int width, int height)
    {
        var screen = new Screen("en", width, height);
        await using var partner = await chromium.PersonAsync(screen);
        await using var approver = await chromium.PersonAsync(screen);
        var (product, ofPartner, ofApprover) = (chromium.Product, new Keyboard(partner.Page), new Keyboard(approver.Page));

        await SignInAsync(partner, ofPartner, "/register");
        await RegisterAsync(ofPartner, $"Harzer Werke {width} GmbH", $"harzer-werke-{width}.example");
        var id = partner.Page.Url.Split('/')[^1].Split('?')[0];
        Assert.Equal("pendingDecision", await product.StatusAsync(id, Keys.Fabrikam));

        await approver.OpenAsync(await DecideLinkAsync(id));
        await ofApprover.PressAsync("#decide details:has(button[value=approve]) summary", "Enter");
        await approver.PictureAsync("keyboard-decide");
        await ofApprover.SendAsync("button[name=decision][value=approve]", "Space");
        Assert.Equal("approved", await product.StatusAsync(id, Keys.Fabrikam));

        await partner.OpenAsync($"/deals/{id}");
        await ofPartner.PressAsync("#do-won > summary", "Space");
        await ofPartner.TypeAsync("signedOn", "03022026");
        await ofPartner.TypeAsync("orderNumber", "PO-4711");
        await ofPartner.TypeAsync("netAmount", "38400");
        await partner.PictureAsync("keyboard-won");
        await ofPartner.SendAsync("button[value=won]", "Enter");
        Assert.Equal("wonReported", await product.StatusAsync(id, Keys.Fabrikam));

        await approver.OpenAsync(await DecideLinkAsync(id));
        await ofApprover.PressAsync("#decide details:has(button[value=confirm]) summary", "Enter");
        await ofApprover.SendAsync("button[name=decision][value=confirm]", "Enter");
        Assert.Equal("closedWon", await product.StatusAsync(id, Keys.Fabrikam));
        Assert.InRange(ofPartner.Stops + ofApprover.Stops, 30, 400);
    }

    private static async Task RegisterAsync(Keyboard partner, string customer, string domain)
    {
        await partner.TypeAsync("customer.name", customer);
        await partner.TypeAsync("customer.country", "Germany");
        await partner.TypeAsync("customer.domain", domain);
        if (await partner.IsUntickedAsync("[name='products.fabrikam-storage'][value=array]"))
            await partner.PressAsync("[name='products.fabrikam-storage'][value=array]", "Space");
        await partner.TypeAsync("estimatedValue.amount", "50000");
        await partner.TypeAsync("estimatedValue.currency", "USD");
        await partner.TypeAsync("expectedCloseOn", "05152026");
        await partner.TypeAsync("activity", "Two meetings with the head of IT.");
        await partner.SendAsync("form[action='/register'] button.primary", "Enter");
    }

    private async Task SignInAsync(Person person, Keyboard keyboard, string first)
    {
        await person.OpenAsync(first);
        await keyboard.TypeAsync("mail", People.Rheinwerk);
        await keyboard.SendAsync(SignIn, "Enter");
        await person.OpenAsync((await chromium.Product.MailsToAsync(People.Rheinwerk)).SelectMany(mail => mail.Links).Last(link => link.Contains("/signin?t=", StringComparison.Ordinal)));
        await keyboard.SendAsync(SignIn, "Space");
    }

    private async Task<string> DecideLinkAsync(string id) => (await chromium.Product.MailsToAsync(People.Dana))
        .Last(mail => mail.DecideLink is not null && mail.Text.Contains(id, StringComparison.Ordinal)).DecideLink!;
}
