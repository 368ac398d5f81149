using DealFlow.Browser.Hosting;
using DealFlow.Scenarios.Hosting;
using Microsoft.Playwright;

namespace DealFlow.Browser;

/// <summary>The pictures that the README shows, light enough to be kept with the code: run alone, with DEALFLOW_PICTURES naming their folder, they are made anew.</summary>
public sealed class ReadmePicturesTests(Chromium chromium)
{
    private const int MostBytes = 60_000;

    private static readonly (string Name, string Domain)[] Customers =
    [
        ("Auerberg Brewing Ltd", "auerberg-brewing.example"), ("Lindental Clinics Ltd", "lindental-clinics.example"),
        ("Harzer Freight Ltd", "harzer-freight.example"), ("Moosach Utilities Ltd", "moosach-utilities.example"),
    ];

    private static readonly object Account =
        new { id = "A-1042", name = "Moosach Utilities Grid Ltd", country = "DE", domain = "moosach-utilities.example", owner = "dana" };

    [Fact]
    public async Task Pictures_OfTheMainPages_AreLight()
    {
        var product = chromium.Product;
        await product.PostAsync("/api/accounts", new[] { Account }, Keys.Fabrikam);
        var deals = new List<string>();
        foreach (var (customer, domain) in Customers)
            deals.Add(await product.RegisterAsync(Keys.Rheinwerk, Drafts.Of(customer, domain, null).ForFabrikam()));
        foreach (var deal in deals.Take(2))
            await product.DecideAsync(await product.TokenAsync(People.Dana, deal), "approve");
        await using var partner = await chromium.PersonAsync(new Screen("en", 900, 640));
        await using var approver = await chromium.PersonAsync(new Screen("en", 900, 640));
        await using var phone = await chromium.PersonAsync(new Screen("en", 390, 720));

        await partner.SignInAsync(People.Rheinwerk, "/deals");
        await ShowAsync(partner, "/deals", "deals");
        await approver.SignInAsync(People.Dana, "/inbox");
        await ShowAsync(approver, "/inbox", "inbox");
        await ShowAsync(phone, "/decide?t=" + await product.TokenAsync(People.Dana, deals[3]), "decide");
        var mails = (await product.MailsAsync()).ToList();
        await ShowAsync(phone, $"/local/mailbox/{mails.FindLastIndex(mail => mail.DecideLink is not null && mail.To == People.Dana) + 1}", "mail");
    }

    private static async Task ShowAsync(Person person, string path, string name)
    {
        await person.OpenAsync(path);
        var picture = await person.Page.ScreenshotAsync(new() { Path = Path.Combine(Chromium.Pictures, $"{name}.jpg"), Type = ScreenshotType.Jpeg, Quality = 55 });
        Assert.InRange(picture.Length, 5_000, MostBytes);
    }
}
