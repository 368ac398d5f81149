using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using DealFlow.Scenarios.Hosting;

namespace DealFlow.Scenarios;

/// <summary>A partner's page: its membership, record and deals, and what the manufacturer changes there.</summary>
public sealed class MembershipPageTests
{
    [Fact]
    public async Task Page_OfAPartner_ShowsItsMembershipRecordAndDeals()
    {
        await using var product = await Product.StartAsync();
        var approved = await product.ApprovedAsync(Keys.AlpenIt, Drafts.Customer(1));
        var other = await product.RegisterAsync(Keys.Rheinwerk, Drafts.Customer(2));
        var rejected = await product.RegisterAsync(Keys.AlpenIt, Drafts.Customer(3));
        await product.DecideAsync((await product.TokensAsync(People.Anna, rejected))[^1], "reject", "No.");
        await product.RegisterAsync(Keys.AlpenIt, Drafts.Customer(4).ForFabrikam());
        using var browser = await product.Browser().SignInAsync(People.Anna);

        await browser.OpenAsync("/partners/alpen-it");

        Assert.Equal("Alpen IT Systeme GmbH", browser.Title);
        foreach (var fact in new[] { "alpen-it", "gold", "V-1001", "deals@alpen-it.example", "contoso-network" })
            Assert.Contains(fact, browser.Text, StringComparison.Ordinal);
        Assert.Equal(["2", "0", "1", "0", "0", "1"], browser.Page.QuerySelectorAll(".numbers dd").Select(tile => tile.TextContent));
        Assert.Equal([rejected, approved], browser.Page.QuerySelectorAll("tbody tr").Select(row => row.QuerySelector("a")!.GetAttribute("href")!.Split('/')[^1]));
        Assert.DoesNotContain(other, browser.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync("/partners/nobody")).Status);
    }

    [Fact]
    public async Task Save_TypedWrongThenRight_IsJudgedAsTheApiDoes()
    {
        await using var product = await Product.StartAsync();
        using var browser = await product.Browser().SignInAsync(People.Anna);
        await browser.OpenAsync("/partners/rheinwerk");

        await browser.PressAsync(
            "save", ("name", ""), ("mail", "no address"), ("people", "eva@rheinwerk.example\nnobody\neva@rheinwerk.example"), ("tier", "standard"), ("vendorNumber", "V-9"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.Equal(["name", "tier", "mail", "people"], browser.Page.QuerySelectorAll("main .error").Select(error => error.Id!.Split('-')[1]));
        Assert.Contains("Falsche Zeilen: 2, 3", browser.Page.QuerySelector("#save-people-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("V-9", ((IHtmlInputElement)browser.Page.QuerySelector("#save-vendorNumber")!).Value);
        Assert.Contains("rheinwerk", (await product.GetAsync("/api/partners/rheinwerk", Keys.Contoso)).Text, StringComparison.Ordinal);

        await browser.PressAsync(
            "save", ("name", "Rheinwerk Netze GmbH"), ("mail", "sales@rheinwerk.example"), ("people", "eva@rheinwerk.example\r\n\r\nsales@rheinwerk.example"), ("tier", "silver"));
        Assert.Equal((HttpStatusCode.OK, "/partners/rheinwerk?done=save", "Rheinwerk Netze GmbH"), (browser.Status, browser.Path, browser.Title));
        var member = (await product.GetAsync("/api/partners/rheinwerk", Keys.Contoso)).Json;
        Assert.Equal(
            ("silver", "V-9", "eva@rheinwerk.example", "contoso-network"),
            (member.GetProperty("tier").GetString(), member.GetProperty("vendorNumber").GetString(), member.GetProperty("people")[0].GetString(), member.GetProperty("programs")[0].GetString()));
        Assert.Equal("standard", (await product.GetAsync("/api/partners/rheinwerk", Keys.Fabrikam)).Json.GetProperty("tier").GetString());
    }

    [Fact]
    public async Task Invite_TypedWrongThenRight_MakesTheMembershipAndMailsThePartner()
    {
        await using var product = await Product.StartAsync();
        using var browser = await product.Browser().SignInAsync(People.Anna);
        await browser.OpenAsync("/inbox");
        await browser.OpenAsync(browser.Page.QuerySelector(".title a")!.GetAttribute("href")!);

        await browser.PressAsync("invite", ("id", "rheinwerk"), ("name", "Harz Systemhaus GmbH"), ("mail", "deals@harz.example"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.Equal(["id"], browser.Page.QuerySelectorAll("main .error").Select(error => error.Id!.Split('-')[1]));
        Assert.Contains("Rheinwerk", (await product.GetAsync("/api/partners/rheinwerk", Keys.Contoso)).Text, StringComparison.OrdinalIgnoreCase);

        await browser.PressAsync("invite", ("id", "harz-systemhaus"));
        Assert.Equal((HttpStatusCode.OK, "/partners/harz-systemhaus?done=invite", "Harz Systemhaus GmbH"), (browser.Status, browser.Path, browser.Title));
        Assert.Contains((await product.MailsToAsync("deals@harz.example"))[0].Links, link => link.EndsWith("/signin", StringComparison.Ordinal));
        using var partner = await product.Browser().SignInAsync("deals@harz.example", "/register");
        Assert.Equal("/register", partner.Path);
    }

    [Fact]
    public async Task Invite_BySomebodyWhoLooksOn_IsRefused()
    {
        await using var product = await Product.StartAsync();
        using var browser = await product.Browser().SignInAsync("ops@contoso.example");
        await browser.OpenAsync("/inbox");
        Assert.Null(browser.Page.QuerySelector(".title a"));
        var form = browser.Page.QuerySelector<IHtmlInputElement>("input[name=csrf]")!.Value;

        Assert.Equal(HttpStatusCode.Forbidden, (await browser.OpenAsync("/partners/-")).Status);
        await browser.PostAsync("/partners/-", ("csrf", form), ("do", "invite"), ("id", "harz"), ("name", "Harz"), ("tier", "gold"), ("language", "de"), ("mail", "a@harz.example"));
        Assert.Equal(HttpStatusCode.Forbidden, browser.Status);
        Assert.Equal(HttpStatusCode.NotFound, (await product.GetAsync("/api/partners/harz", Keys.Contoso)).Status);
    }

    [Fact]
    public async Task Save_OfAStaleForm_ChangesNothing()
    {
        await using var product = await Product.StartAsync();
        using var browser = await product.Browser().SignInAsync(People.Anna);
        await browser.OpenAsync("/partners/alpen-it");
        await product.PutPartnerAsync("alpen-it", Keys.Contoso, "contoso-network", People.AlpenIt);

        await browser.PressAsync("save", ("tier", "silver"));

        Assert.Equal(HttpStatusCode.Conflict, browser.Status);
        Assert.Equal("gold", (await product.GetAsync("/api/partners/alpen-it", Keys.Contoso)).Json.GetProperty("tier").GetString());
        await browser.PressAsync("save");
        Assert.Equal("silver", (await product.GetAsync("/api/partners/alpen-it", Keys.Contoso)).Json.GetProperty("tier").GetString());
    }

    [Fact]
    public async Task End_Confirmed_EndsItAndItCanBeMadeAnew()
    {
        await using var product = await Product.StartAsync();
        var id = await product.RegisterAsync(Keys.Rheinwerk);
        await product.SettleAsync();
        using var browser = await product.Browser().SignInAsync(People.Clara);
        await browser.OpenAsync("/partners/rheinwerk");

        await browser.PressAsync("end");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.Equal("pendingDecision", await product.StatusAsync(id));
        await browser.PressAsync("end", ("confirm", "yes"));

        Assert.Equal((HttpStatusCode.OK, "withdrawn"), (browser.Status, await product.StatusAsync(id)));
        Assert.DoesNotContain("end", browser.Page.QuerySelectorAll<IHtmlButtonElement>("button[name=do]").Select(button => button.Value));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await product.GetAsync("/api/partners/rheinwerk", Keys.Fabrikam)).Json.GetProperty("endedAt").ValueKind);

        await browser.PressAsync("save");
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await product.GetAsync("/api/partners/rheinwerk", Keys.Contoso)).Json.GetProperty("endedAt").ValueKind);
    }
}
