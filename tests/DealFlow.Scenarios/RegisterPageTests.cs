using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using DealFlow.Scenarios.Hosting;

namespace DealFlow.Scenarios;

/// <summary>Registering by the form.</summary>
public sealed class RegisterPageTests
{
    private static readonly (string, string?)[] Filled =
    [
        ("program", "contoso-network"), ("products.contoso-network", "firewall"), ("estimatedValue.amount", "50.000,00"), ("estimatedValue.currency", "EUR"),
        ("expectedCloseOn", "2027-02-15"), ("customer.name", "Zirbel <b>Ba</b> GmbH"), ("customer.country", "de"), ("customer.domain", "zirbel.example"),
        ("activity", "Two meetings."),
    ];

    [Fact]
    public async Task Register_WrongThenRightThenTwice_IsOneRegistration()
    {
        await using var product = await Product.StartAsync();
        using var browser = await product.Browser().SignInAsync(People.AlpenIt);
        await browser.OpenAsync("/register");
        Assert.Equal("Projekt registrieren", browser.Title);

        await browser.PressAsync("Registrieren", ("customer.name", "\"><script>"), ("contact.email", "no mail"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.Equal("\"><script>", ((IHtmlInputElement)browser.Page.QuerySelector("#register-customer-name")!).Value);
        foreach (var field in new[] { "contact-email", "customer-country", "customer-domain", "activity", "estimatedValue-amount", "products-contoso-network" })
            Assert.NotNull(browser.Page.QuerySelector($"#register-{field}-error"));
        Assert.Empty(browser.Page.QuerySelectorAll("script"));

        var form = browser.Page.QuerySelector<IHtmlFormElement>("form[action='/register']")!;
        var fields = Browser.FieldsOf(form).Where(field => Filled.All(given => given.Item1 != field.Name) && field.Name != "contact.email")
            .Concat(Filled.Select(field => (field.Item1, field.Item2!))).ToArray();
        await browser.PostAsync("/register", fields);
        Assert.Equal((HttpStatusCode.OK, "Zirbel <b>Ba</b> GmbH"), (browser.Status, browser.Title));
        var first = browser.Path;
        await browser.PostAsync("/register", fields);

        Assert.Equal(first, browser.Path);
        Assert.Single((await product.GetAsync("/api/registrations", Keys.AlpenIt)).Json.GetProperty("items").EnumerateArray());
        await browser.OpenAsync("/register");
        await browser.PressAsync("Registrieren", Filled);
        Assert.Equal(HttpStatusCode.Conflict, browser.Status);
        Assert.Equal(first.Split('?')[0], browser.Page.QuerySelector("[role=alert] a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Register_ByAnEnglishReader_IsInEnglish()
    {
        await using var product = await Product.StartAsync();
        using var browser = await product.Browser("de").SignInAsync(People.Rheinwerk);
        await browser.OpenAsync("/register");

        await browser.PressAsync("Register", [.. Filled.Where(field => field.Item1 != "estimatedValue.amount"), ("estimatedValue.amount", "50,000.00")]);

        Assert.Contains("Your registration was received.", browser.Text, StringComparison.Ordinal);
    }
}
