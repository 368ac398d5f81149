using System.Text.Json;
using AngleSharp.Dom;
using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Registrations;
using DealFlow.Web.Endpoints;
using DealFlow.Web.Pages;
using DealFlow.Workflow.Events;

namespace DealFlow.Web.Tests.Pages;

public sealed class EveryPageTests
{
    private const string Hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&amp;";

    private readonly PageWorld _world = new(new HomeNotice("What to try", [new HomeNoticeLine("The mailbox", "/local/mailbox"), new HomeNoticeLine(Hostile)]));

    [Fact]
    public async Task All_Pages_AreCompleteAndBringNoScriptAndNoStyle()
    {
        foreach (var (name, page) in await PagesAsync(Sample.Lead))
            AssertSound(name, page);
    }

    [Fact]
    public async Task All_HostileTexts_AreShownAsTheyWereWritten()
    {
        var lead = Sample.Lead with
        {
            Customer = new CustomerFacts { Name = Hostile, Country = "DE", Domain = Hostile, VatId = Hostile, Address = new CustomerAddress(Hostile, Hostile, Hostile) },
            Contact = new Contact(Hostile, Hostile, Hostile),
            Activity = Hostile,
            Notes = Hostile,
            Distributor = Hostile,
            PartnerReference = Hostile,
        };
        foreach (var (name, page) in await PagesAsync(lead))
        {
            AssertSound(name, page);
            Assert.Empty(page.Document.QuerySelectorAll("img"));
            Assert.DoesNotContain("&amp;amp;amp;", page.Text, StringComparison.Ordinal);
        }

        var decide = await _world.GetAsync(_world.Decide(Sample.Pending(Sample.Possible, lead)) + "&choice=" + Uri.EscapeDataString(Hostile));
        Assert.Equal(Hostile, decide.Document.QuerySelectorAll("blockquote")[0].TextContent);
    }

    [Fact]
    public void Endpoints_EveryGet_HasAHeadBesideIt()
    {
        var all = _world.Endpoints;
        Assert.Equal(
            all.Where(endpoint => endpoint.Method == "GET").Select(endpoint => endpoint.Route), all.Where(endpoint => endpoint.Method == "HEAD").Select(endpoint => endpoint.Route));
        Assert.All(all, endpoint => Assert.True(
            endpoint is { IsPage: true, Access: Access.Anyone or Access.Person or Access.PartnerPerson or Access.ManufacturerPerson }, endpoint.Route));
    }

    [Fact]
    public async Task Home_AnyReader_LeadsToWhatThereIs()
    {
        var page = await _world.GetAsync("/", "de");

        var links = page.Document.QuerySelectorAll("main a").Select(link => link.GetAttribute("href")).ToList();
        Assert.Superset(new HashSet<string?> { "/openapi/v1.json", "/problems", "/local/mailbox", "/schemas/dealflow.deal.closed.v1.json" }, links.ToHashSet());
        Assert.Contains(Hostile, page.Main, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "en")]
    [InlineData("", "en")]
    [InlineData("*", "en")]
    [InlineData("de", "de")]
    [InlineData("DE-ch", "de")]
    [InlineData("en-GB,de;q=0.9", "en")]
    [InlineData("fr, de;q=0.5, en;q=0.4", "de")]
    [InlineData("de;q=0, en;q=0.1", "en")]
    [InlineData("deu", "en")]
    [InlineData(";;;=", "en")]
    public async Task Home_AcceptLanguage_ChoosesTheLanguage(string? header, string language) =>
        Assert.Equal(language, (await _world.GetAsync("/", header)).Language);

    [Fact]
    public async Task Problems_EveryKind_HasItsAnchor()
    {
        var page = await _world.GetAsync("/problems");

        Assert.Equal(
            ["changed", "failure", "gone", "key", "method", "not-found", "origin", "rate", "role", "size", "state", "unavailable", "unreadable", "values"],
            page.Document.QuerySelectorAll("section[id]").Select(section => section.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task StyleSheet_IsKeptForAnHour()
    {
        var sheet = await _world.GetAsync("/style.css");

        Assert.Equal(("text/css; charset=utf-8", "public, max-age=3600"), (sheet.Response.ContentType, sheet.Response.Headers.CacheControl.ToString()));
        Assert.Contains("prefers-color-scheme: dark", sheet.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", sheet.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schemas_EveryEvent_HasOne()
    {
        foreach (var name in DealEventSchemas.Names)
        {
            var answer = await _world.GetAsync("/schemas/" + name);
            using var schema = JsonDocument.Parse(answer.Text);
            Assert.Equal("application/schema+json", answer.Response.ContentType);
            Assert.Equal(name, schema.RootElement.GetProperty("$id").GetString());
        }

        Assert.Equal(404, (await _world.GetAsync("/schemas/style.css")).Status);
    }

    [Fact]
    public async Task All_Pages_WithTheStyleSheet_StaySmall()
    {
        var sheet = (await _world.GetAsync("/style.css")).Text.Length;
        foreach (var (name, page) in await PagesAsync(Sample.Lead))
            Assert.True(sheet + page.Text.Length < 30_000, $"{name}: {page.Text.Length} and {sheet}");
    }

    private async Task<List<(string Name, Page Page)>> PagesAsync(Lead lead)
    {
        var open = Sample.Pending(Sample.Possible, lead);
        var approved = Sample.Do(open, new DealCommand.Approve(Sample.Anna, Hostile), 1);
        var extension = Sample.Do(approved, new DealCommand.RequestExtension(Sample.Alpen, Hostile), 30);
        var decide = _world.Decide(open);
        List<(string, Page)> pages =
        [
            ("home", await _world.GetAsync("/")),
            ("problems", await _world.GetAsync("/problems", "de")),
            ("unknown", await _world.GetAsync("/decide?t=<script>")),
            ("decide", await _world.GetAsync(decide)),
            ("wrong", await _world.PostAsync("/decide", ("t", PageWorld.TokenOf(decide)), ("decision", "reject"), ("question", Hostile))),
            ("extension", await _world.GetAsync(_world.Decide(extension))),
            ("collateral", await _world.GetAsync(new Uri(_world.Links.For(approved, null).Collateral!).PathAndQuery)),
            ("receipt", await _world.GetAsync(new Uri(_world.Links.For(approved, null).Receipt!).PathAndQuery)),
            ("void", await _world.GetAsync(decide)),
            ("missing", await _world.GetAsync("/schemas/none")),
            ("no form", await _world.SendAsync("POST", "/decide", Hostile, null, "text/plain")),
        ];
        _world.SignIn("anna.keller@contoso.example");
        _world.Store.Put(open);
        pages.Add(("inbox", await _world.GetAsync("/inbox")));
        pages.Add(("asked", await _world.GetAsync($"/inbox/{open.Id}")));
        pages.Add(("figures", await _world.GetAsync("/inbox/figures")));
        pages.Add(("member", await _world.GetAsync("/partners/alpen-it")));
        pages.Add(("not sent by us", await _world.PostAsync($"/inbox/{open.Id}", ("do", "reject"), ("reason", Hostile))));
        _world.Store.Put(Sample.Do(Sample.WinReported() with { Lead = lead }, new DealCommand.Dispute(Sample.Anna, Hostile), 61));
        pages.Add(("disputed", await _world.GetAsync($"/inbox/{open.Id}")));
        pages.Add(("found", await _world.GetAsync("/inbox?q=" + Uri.EscapeDataString(Hostile))));
        _world.Store.Put(open);
        pages.Add(("done", await _world.PostAsync("/decide", ("t", PageWorld.TokenOf(decide)), ("decision", "approve"), ("reason", Hostile))));
        return pages;
    }

    private static void AssertSound(string name, Page page)
    {
        var document = page.Document;
        Assert.StartsWith("<!DOCTYPE html>", page.Text, StringComparison.Ordinal);
        Assert.Equal("text/html; charset=utf-8", page.Response.ContentType);
        Assert.Equal("no-store", page.Response.Headers.CacheControl);
        Assert.True(page.Language is "de" or "en", name);
        Assert.True(document.QuerySelectorAll("h1").Length == 1, name);
        Assert.Empty(document.QuerySelectorAll("script, style, [style], iframe, object"));
        Assert.DoesNotContain(document.All, element => element.Attributes.Any(attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal)));
        Assert.Equal("/style.css", document.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href"));
        Assert.All(document.QuerySelectorAll("textarea"), field => Assert.NotNull(document.QuerySelector($"label[for={field.Id}]")));
        var ids = document.QuerySelectorAll("[id]").Select(element => element.Id).ToList();
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(document.QuerySelectorAll("[aria-describedby]"), element =>
            Assert.All(element.GetAttribute("aria-describedby")!.Split(' '), id => Assert.Contains(id, ids)));
        Assert.Single(document.QuerySelectorAll("main"));
        Assert.NotEmpty(document.Title!);
    }
}
