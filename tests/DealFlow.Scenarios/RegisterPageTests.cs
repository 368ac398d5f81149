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
        ("products.contoso-network", "firewall"), ("estimatedValue.amount", "50.000,00"), ("estimatedValue.currency", "EUR"),
        ("expectedCloseOn", "2027-02-15"), ("customer.name", "Zirbel <b>Ba</b> GmbH"), ("customer.country", "Deutschland"), ("customer.domain", "zirbel.example"),
        ("activity", "Two meetings."),
    ];

    [Fact]
    public async Task Register_WrongThenRightThenTwice_IsOneRegistration()
    {
        await using var product = await Product.StartAsync();
        using var browser = await product.Browser().SignInAsync(People.AlpenIt);
        await browser.OpenAsync("/register");
        Assert.Equal("Deal registrieren", browser.Title);

        await browser.PressAsync("Registrieren", ("customer.name", "\"><script>"), ("contact.email", "no mail"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.Equal("\"><script>", ((IHtmlInputElement)browser.Page.QuerySelector("#register-customer-name")!).Value);
        foreach (var field in new[] { "contact-email", "customer-country", "customer-domain", "activity", "estimatedValue-amount", "products-contoso-network" })
        {
            Assert.NotNull(browser.Page.QuerySelector($"#register-{field}-error"));
            Assert.NotNull(browser.Page.QuerySelector($"[role=alert] a[href='#register-{field}']"));
            Assert.NotNull(browser.Page.QuerySelector($"#register-{field}"));
        }

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

        var done = browser.Page.QuerySelector("[role=status]")!.TextContent;
        Assert.Contains("Your registration was received.", done, StringComparison.Ordinal);
        Assert.Contains("promised", done, StringComparison.Ordinal);
        Assert.Contains("No conflict was found.", done, StringComparison.Ordinal);
        Assert.Contains("held for you", done, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Register_BehindAnother_SaysThePlaceInLine()
    {
        await using var product = await Product.StartAsync();
        await product.RegisterAsync(Keys.AlpenIt, Drafts.Of("Zirbel <b>Ba</b> GmbH", "zirbel.example", null));
        await product.SettleAsync();
        using var browser = await product.Browser().SignInAsync(People.Nordlicht);
        await browser.OpenAsync("/register");

        await browser.PressAsync("Registrieren", Filled);

        Assert.Contains("Sie stehen auf Platz 1", browser.Page.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Register_AgainLater_BeginsAsAtTheLastDeal()
    {
        await using var product = await Product.StartAsync();
        using var browser = await product.Browser().SignInAsync(People.Rheinwerk);
        await browser.OpenAsync("/register");
        Assert.Equal("2026-05-31", Value(browser, "expectedCloseOn"));
        Assert.Empty(browser.Page.QuerySelectorAll("input[type=checkbox][checked]"));
        await product.RegisterAsync(Keys.Rheinwerk, Drafts.Customer(3).ForFabrikam());

        await browser.OpenAsync("/register");

        Assert.Equal(["tape"], browser.Page.QuerySelectorAll<IHtmlInputElement>("input[type=checkbox][checked]").Select(chip => chip.Value));
        Assert.Equal("USD", browser.Page.QuerySelector<IHtmlSelectElement>("#register-estimatedValue-currency")!.Value);
        Assert.Equal("Germany", Value(browser, "customer-country"));
        Assert.Equal("2027-02-15", Value(browser, "expectedCloseOn"));
    }

    [Fact]
    public async Task Fill_OfASignature_FillsTheFieldsKeepsTheOthersAndRegistersNothing()
    {
        await using var product = await Product.StartAsync();
        using var browser = await product.Browser().SignInAsync(People.AlpenIt);
        await browser.OpenAsync("/register");

        await browser.PressAsync(
            "fill", ("activity", "Two meetings."), ("products.contoso-network", "firewall"), ("estimatedValue.amount", "50.000,00"),
            ("paste", "Mit freundlichen Grüßen\nEva Brandt\nZirbel Bau GmbH\nHauptstraße 5, 80331 München\nTel. +49 89 123456\neva.brandt@zirbel.example"));

        Assert.Equal((HttpStatusCode.OK, "/register"), (browser.Status, browser.Path));
        Assert.Contains("Gefunden: ", browser.Page.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(
            ["Zirbel Bau GmbH", "Deutschland", "zirbel.example", "Eva Brandt", "eva.brandt@zirbel.example", "+49 89 123456", "Hauptstraße 5", "80331", "München", "50.000,00"],
            new[]
            {
                "customer-name", "customer-country", "customer-domain", "contact-name", "contact-email", "contact-phone", "customer-address-street",
                "customer-address-postalCode", "customer-address-city", "estimatedValue-amount",
            }.Select(field => Value(browser, field)));
        Assert.Empty((await product.GetAsync("/api/registrations", Keys.AlpenIt)).Json.GetProperty("items").EnumerateArray());

        await browser.PressAsync("Registrieren");
        Assert.Equal((HttpStatusCode.OK, "Zirbel Bau GmbH"), (browser.Status, browser.Title));
    }

    [Fact]
    public async Task Register_ProductsOfTwoProgramsAndTooSmallAValue_SaysWhatToDo()
    {
        await using var product = await Product.StartAsync();
        using var browser = await product.Browser().SignInAsync(People.Rheinwerk);
        await browser.OpenAsync("/register");

        await browser.PressAsync("Register", [.. Filled, ("products.fabrikam-storage", "tape")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.Contains("one program only", browser.Page.QuerySelector("#register-products-contoso-network-error")!.TextContent, StringComparison.Ordinal);

        await browser.OpenAsync("/register");
        await browser.PressAsync("Register", [.. Filled.Where(field => field.Item1 != "estimatedValue.amount"), ("estimatedValue.amount", "1,000")]);
        Assert.Contains("€2,000.00 at least", browser.Page.QuerySelector("#register-estimatedValue-amount-error")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Register_AfterTheSessionHasExpired_IsSentAgainAsItWasTyped()
    {
        await using var product = await Product.StartAsync();
        using var browser = await product.Browser("de").SignInAsync(People.AlpenIt);
        await browser.OpenAsync("/register");
        await product.AdvanceAsync(NodaTime.Duration.FromHours(13));

        await browser.PressAsync("Registrieren", Filled);
        Assert.Equal(HttpStatusCode.Unauthorized, browser.Status);
        Assert.Contains("Zirbel <b>Ba</b> GmbH", browser.Text, StringComparison.Ordinal);
        var kept = browser.Page;
        await browser.SignInAsync(People.AlpenIt); // in another tab
        var form = kept.QuerySelector<IHtmlFormElement>("form[action='/register']")!;
        await browser.PostAsync("/register", [.. Browser.FieldsOf(form)]);
        await browser.PressAsync(browser.Page.QuerySelector("form[action='/register'] button")!.TextContent.Trim());

        Assert.Equal((HttpStatusCode.OK, "Zirbel <b>Ba</b> GmbH"), (browser.Status, browser.Title));
    }

    private static string Value(Browser browser, string field) => ((IHtmlInputElement)browser.Page.QuerySelector("#register-" + field)!).Value;
}
