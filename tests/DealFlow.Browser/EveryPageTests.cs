using DealFlow.Browser.Hosting;
using DealFlow.Scenarios.Hosting;
using Microsoft.Playwright;

namespace DealFlow.Browser;

/// <summary>What holds for every page: people of all kinds can use it, it is light, and it loads nothing from elsewhere.</summary>
public sealed class EveryPageTests(Chromium chromium, ITestOutputHelper output)
{
    private const int MostBytes = 30 * 1024;

    /// <summary>The pages, by the name of what is shown; who has signed in: nobody, a partner, or the manufacturer.</summary>
    private static readonly (string Name, string? Person, string Path)[] Pages =
    [
        ("home", null, "/"), ("problems", null, "/problems"), ("signin", null, "/signin"), ("nothing", null, "/nothing-here"),
        ("decide", null, "{decide}"), ("decided", null, "{decided}"),
        ("confirm", null, "{confirm}"), ("extension", null, "{extension}"), ("collateral", null, "{collateral}"), ("receipt", null, "{receipt}"),
        ("register", People.AlpenIt, "/register"), ("deals", People.AlpenIt, "/deals"), ("deal", People.AlpenIt, "/deals/{approved}"),
        ("deal-waiting", People.AlpenIt, "/deals/{waiting}"), ("keys", People.AlpenIt, "/keys"), ("deals-none", People.AlpenIt, "/deals?q=nobody"), ("sides", People.AlpenIt, "/signin"),
        ("inbox", People.Anna, "/inbox"), ("inbox-asked", People.Anna, "/inbox/{waiting}"), ("inbox-approved", People.Anna, "/inbox/{approved}"),
        ("figures", People.Anna, "/inbox/figures"), ("partner", People.Anna, "/partners/alpen-it"), ("invite", People.Anna, "/partners/-"),
        ("inbox-found", People.Anna, "/inbox/{found}"),
        ("mailbox", null, "/local/mailbox"), ("mail", null, "/local/mailbox/2"), ("mail-text", null, "/local/mailbox/2?view=text&to=" + People.Anna),
        ("events", null, "/local/events"), ("event", null, "/local/events/1"),
        ("clock", null, "/local/clock"), ("clock-moved", null, "/local/clock?from=2026-03-02T09:00:00Z&mails=0&events=0&fired=2"),
        ("instances", null, "/local/instances"), ("instance", null, "/local/instances/{approved}"),
    ];

    public static TheoryData<Screen> Screens =>
    [
        Screen.Desktop("de"), Screen.Phone("en") with { Dark = true }, new Screen("de", 320, 640), new Screen("en", 640, 450),
    ];

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task EveryPage_OnAnyScreen_IsUsableLightAndSelfContained(Screen screen)
    {
        await using var person = await chromium.PersonAsync(screen);
        var places = await PlacesAsync();
        var wrong = new List<string>();
        var signedIn = (string?)null;
        foreach (var (name, who, path) in Pages)
        {
            if (who is not null && who != signedIn)
                await person.SignInAsync(who, "/signin");
            signedIn = who ?? signedIn;
            var (bytes, response) = await LoadAsync(person, places.Aggregate(path, (text, place) => text.Replace(place.Key, place.Value, StringComparison.Ordinal)));
            await person.PictureAsync($"page-{name}");
            wrong.AddRange((await ProblemsAsync(person, response, bytes)).Select(problem => $"{name}: {problem}"));
            output.WriteLine($"{name} {screen}: {bytes} bytes, first contentful paint {await FirstPaintAsync(person.Page):0} ms");
        }

        Assert.Empty(wrong);
        Assert.Empty(person.Elsewhere);
    }

    private static async Task<List<string>> ProblemsAsync(Person person, IResponse response, int bytes)
    {
        var page = person.Page;
        var problems = new List<string>();
        if (bytes > MostBytes)
            problems.Add($"{bytes} bytes");
        if (response.Headers.GetValueOrDefault("content-security-policy", "unsafe-inline").Contains("unsafe-inline", StringComparison.Ordinal))
            problems.Add("no strict content security policy");
        if (await page.Locator("html").GetAttributeAsync("lang") is not ("de" or "en"))
            problems.Add("no language");
        if (await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > document.documentElement.clientWidth"))
            problems.Add("scrolls sideways");
        problems.AddRange(await Axe.SeriousAsync(page));
        return problems;
    }

    /// <summary>Opens a page as for the first time, and counts what it and its style sheet weigh on the way.</summary>
    private static async Task<(int Bytes, IResponse Response)> LoadAsync(Person person, string path)
    {
        var bodies = new List<Task<int>>();
        void Count(object? _, IResponse got)
        {
            if (got.Request.ResourceType is "document" or "stylesheet" && got.Frame == person.Page.MainFrame)
                bodies.Add(SizeAsync(got));
        }

        person.Page.Response += Count;
        var response = await person.OpenAsync(path);
        person.Page.Response -= Count;
        return ((await Task.WhenAll(bodies)).Sum(), response);
    }

    private static async Task<int> SizeAsync(IResponse response) => (await response.BodyAsync()).Length;

    private static Task<double> FirstPaintAsync(IPage page) =>
        page.EvaluateAsync<double>("() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1");

    /// <summary>A deal that waits and one that is approved, and the links that were mailed on them.</summary>
    private async Task<Dictionary<string, string>> PlacesAsync()
    {
        var product = chromium.Product;
        var approved = await ApprovedAsync("Seiten Alpha GmbH", "seiten-alpha.example");
        var decided = await LinkAsync(People.Anna, approved, "/decide?t=");
        await product.PostAsync("/api/accounts", new[] { new { id = "A-77", name = "Seiten Gamma Holding GmbH", country = "DE", domain = "seiten-gamma.example", owner = "clara" } }, Keys.Contoso);
        var waiting = await DealAsync("Seiten Beta GmbH", "seiten-beta.example");
        var won = await ApprovedAsync("Seiten Delta GmbH", "seiten-delta.example");
        await product.PostAsync($"/api/registrations/{won}/close", new { outcome = "won", signedOn = "2026-03-02", orderNumber = "PO-1", netAmount = new { amount = "38400.00", currency = "EUR" } }, Keys.AlpenIt);
        var longer = await ApprovedAsync("Seiten Epsilon GmbH", "seiten-epsilon.example");
        await product.PostAsync($"/api/registrations/{longer}/extension", new { reason = "Budget in June." }, Keys.AlpenIt);
        return new Dictionary<string, string>
        {
            ["{approved}"] = approved,
            ["{waiting}"] = waiting,
            ["{found}"] = await DealAsync("Seiten Gamma GmbH", "seiten-gamma.example"),
            ["{confirm}"] = "/decide?t=" + await product.TokenAsync(People.Anna, won),
            ["{extension}"] = "/decide?t=" + await product.TokenAsync(People.Anna, longer),
            ["{decided}"] = decided,
            ["{decide}"] = await LinkAsync(People.Anna, waiting, "/decide?t="),
            ["{collateral}"] = await LinkAsync(People.AlpenIt, approved, "/collateral?t="),
            ["{receipt}"] = await LinkAsync(People.AlpenIt, approved, "/receipt?t="),
        };
    }

    /// <summary>A deal that is approved; what was done with it since stays.</summary>
    private async Task<string> ApprovedAsync(string customer, string domain)
    {
        var deal = await DealAsync(customer, domain);
        if (await chromium.Product.StatusAsync(deal) == "pendingDecision")
            await chromium.Product.DecideAsync(await chromium.Product.TokenAsync(People.Anna, deal), "approve");
        return deal;
    }

    /// <summary>The deal on this customer, registered once for all tests.</summary>
    private async Task<string> DealAsync(string customer, string domain)
    {
        var known = (await chromium.Product.GetAsync($"/api/registrations?q={Uri.EscapeDataString(customer)}", Keys.AlpenIt)).Json.GetProperty("items");
        return known.GetArrayLength() > 0
            ? known[0].GetProperty("id").GetString()!
            : await chromium.Product.RegisterAsync(Keys.AlpenIt, Drafts.Of(customer, domain, null));
    }

    private async Task<string> LinkAsync(string address, string about, string path) => (await chromium.Product.MailsToAsync(address))
        .Where(mail => mail.Text.Contains(about, StringComparison.Ordinal)).SelectMany(mail => mail.Links)
        .First(link => link.Contains(path, StringComparison.Ordinal));
}
