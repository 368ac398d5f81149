using System.Net;
using System.Text.Json;
using DealFlow.Scenarios.Hosting;

namespace DealFlow.Scenarios;

/// <summary>Customers that people know to be the same, or not, whatever their names say.</summary>
public sealed class AliasTests
{
    private static readonly object OldName = new { name = "Nordwind Energie GmbH", country = "DE", domain = "nordwind-energie.example" };
    private static readonly object NewName = new { name = "Auenhof Kraftwerke AG", country = "DE", domain = "auenhof-kraftwerke.example" };

    [Fact]
    public async Task Api_SameCustomerUnderTwoNames_OneHoldsAndTheOtherWaitsUntilItIsUndone()
    {
        await using var product = await Product.StartAsync();
        var said = await product.PostAsync("/api/aliases", new { verdict = "same", customers = new[] { OldName, NewName } }, Keys.Contoso);
        Assert.True(said.Status is HttpStatusCode.OK, said.Text);
        Assert.Equal(("same", "system:contoso"), (said.Json.GetProperty("verdict").GetString(), said.Json.GetProperty("by").GetString()));

        var first = await product.RegisterAsync(Keys.AlpenIt, Drafts.Of("Nordwind Energie", "nordwind-energie.example", null));
        var second = await product.RegisterAsync(Keys.Nordlicht, Drafts.Of("Auenhof Kraftwerke", "auenhof-kraftwerke.example", null));
        Assert.Equal("queued", await product.StatusAsync(second));
        var candidate = (await product.ReadAsync(second, Keys.Contoso)).GetProperty("conflict").GetProperty("candidates")[0];
        Assert.Equal(first, candidate.GetProperty("id").GetString());
        Assert.Equal("confirmedSame", candidate.GetProperty("match").GetProperty("reasons")[0].GetProperty("rule").GetString());

        var id = said.Json.GetProperty("id").GetString();
        Assert.Equal(id, Assert.Single((await product.GetAsync("/api/aliases", Keys.Contoso)).Json.GetProperty("items").EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal(HttpStatusCode.OK, (await product.SendAsync(HttpMethod.Delete, $"/api/aliases/{id}", Keys.Contoso)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await product.SendAsync(HttpMethod.Delete, $"/api/aliases/{id}", Keys.Contoso)).Status);
        await product.PostAsync($"/api/registrations/{second}/withdraw", new { reason = "Again." }, Keys.Nordlicht);
        var third = await product.RegisterAsync(Keys.Nordlicht, Drafts.Of("Auenhof Kraftwerke", "auenhof-kraftwerke.example", null));
        Assert.Equal("none", await VerdictAsync(product, third));
    }

    [Fact]
    public async Task Api_SameAsAnAccount_PersonSeesTheOwner()
    {
        await using var product = await Product.StartAsync();
        await product.PostAsync("/api/accounts", new[] { new { id = "A-1", name = "Auenhof Kraftwerke AG", country = "DE", owner = "clara" } }, Keys.Contoso);
        await product.PostAsync("/api/aliases", new { verdict = "same", customers = new[] { OldName, NewName } }, Keys.Contoso);

        var id = await product.RegisterAsync(Keys.AlpenIt, Drafts.Of("Nordwind Energie", "nordwind-energie.example", null));

        var candidate = (await product.ReadAsync(id, Keys.Contoso)).GetProperty("conflict").GetProperty("candidates")[0];
        Assert.Equal(("account", "A-1", "certain"), (
            candidate.GetProperty("kind").GetString(), candidate.GetProperty("id").GetString(), candidate.GetProperty("match").GetProperty("verdict").GetString()));
    }

    [Fact]
    public async Task InboxPage_NotTheSame_IsSaidBySomebodyWhoActsAndTakenBack()
    {
        await using var product = await Product.StartAsync();
        await product.PostAsync("/api/accounts", new[] { new { id = "A-1", name = "Auenhof Bau GmbH", country = "DE", domain = "auenhof.example" } }, Keys.Contoso);
        var id = await product.RegisterAsync(Keys.AlpenIt, Drafts.Of("Auenhof Handel GmbH", "auenhof.example", null));
        await product.SettleAsync();
        using var observer = await product.Browser().SignInAsync("ops@contoso.example");
        using var bruno = await product.Browser().SignInAsync(People.Bruno);
        await observer.OpenAsync($"/inbox/{id}");
        await bruno.OpenAsync($"/inbox/{id}");
        Assert.Empty(observer.Page.QuerySelectorAll("#conflict button"));

        await bruno.PressAsync("NotSame");
        Assert.Equal((HttpStatusCode.OK, $"/inbox/{id}?done=said"), (bruno.Status, bruno.Path));
        Assert.Equal("none", await VerdictAsync(product, id));
        Assert.Contains("Bruno", bruno.Page.QuerySelector("#conflict")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["undo"], bruno.Page.QuerySelectorAll("#conflict button").Select(button => button.GetAttribute("name")));

        var undo = bruno.Page.QuerySelector("#conflict button")!.GetAttribute("value")!;
        await bruno.PressAsync(undo);
        Assert.Equal((HttpStatusCode.OK, $"/inbox/{id}?done=takenBack"), (bruno.Status, bruno.Path));
        Assert.NotEqual("none", await VerdictAsync(product, id));
        Assert.Equal(["verdict", "verdict"], bruno.Page.QuerySelectorAll("#conflict button").Select(button => button.GetAttribute("name")));
        var form = bruno.Page.QuerySelector("#conflict input[name=csrf]")!.GetAttribute("value")!;
        await bruno.PostAsync($"/inbox/{id}", ("csrf", form), ("undo", undo));
        Assert.Equal(HttpStatusCode.Conflict, bruno.Status);
        form = observer.Page.QuerySelector("input[name=csrf]")!.GetAttribute("value")!;
        await observer.PostAsync($"/inbox/{id}", ("csrf", form), ("kind", "Account"), ("candidate", "A-1"), ("verdict", "NotSame"));
        Assert.Equal(HttpStatusCode.Forbidden, observer.Status);
    }

    [Fact]
    public async Task Page_NotTheSame_TakesTheCandidateAwayNowAndLaterUntilTakenBack()
    {
        await using var product = await Product.StartAsync();
        await product.PostAsync("/api/accounts", new[] { new { id = "A-1", name = "Auenhof Bau GmbH", country = "DE", domain = "auenhof.example" } }, Keys.Contoso);
        var id = await product.RegisterAsync(Keys.AlpenIt, Drafts.Of("Auenhof Handel GmbH", "auenhof.example", null));
        Assert.Equal("pendingDecision", await product.StatusAsync(id));
        var token = await product.TokenAsync(People.Anna);
        Assert.Contains("Nicht derselbe", (await product.GetAsync($"/decide?t={token}")).Text, StringComparison.Ordinal);

        var said = await product.PostFormAsync("/decide/alias", ("t", token), ("kind", "Account"), ("candidate", "A-1"), ("verdict", "NotSame"));

        Assert.Equal((HttpStatusCode.SeeOther, $"/decide?t={token}"), (said.Status, said.Location));
        var deal = await product.ReadAsync(id, Keys.Contoso);
        Assert.Equal(("none", "pendingDecision"), (deal.GetProperty("conflict").GetProperty("verdict").GetString(), deal.GetProperty("status").GetString()));
        var line = deal.GetProperty("timeline").EnumerateArray().Last();
        Assert.Equal(("aliasConfirmed", "approver:anna"), (line.GetProperty("what").GetString(), line.GetProperty("by").GetString()));
        Assert.DoesNotContain("Bau", (await product.GetAsync($"/api/registrations/{id}", Keys.AlpenIt)).Text, StringComparison.Ordinal);
        Assert.Contains("Anna Keller", (await product.GetAsync($"/decide?t={token}")).Text, StringComparison.Ordinal);

        await product.PostAsync($"/api/registrations/{id}/withdraw", new { reason = "No budget." }, Keys.AlpenIt);
        var later = await product.RegisterAsync(Keys.Nordlicht, Drafts.Of("AUENHOF HANDEL", "www.auenhof.example", null));
        Assert.Equal("none", await VerdictAsync(product, later));

        var alias = (await product.GetAsync("/api/aliases", Keys.Contoso)).Json.GetProperty("items")[0].GetProperty("id").GetString()!;
        await product.PostFormAsync("/decide/alias", ("t", await product.TokenAsync(People.Anna, $"Registrierung {later}.")), ("undo", alias));
        Assert.Empty((await product.GetAsync("/api/aliases", Keys.Contoso)).Json.GetProperty("items").EnumerateArray());
        Assert.Equal("aliasUndone", (await product.ReadAsync(id, Keys.Contoso)).GetProperty("timeline").EnumerateArray().Last().GetProperty("what").GetString());
        await product.PostAsync($"/api/registrations/{later}/withdraw", new { reason = "No budget." }, Keys.Nordlicht);
        var last = await product.RegisterAsync(Keys.Rheinwerk, Drafts.Of("Auenhof Handel GmbH", "auenhof.example", null));
        Assert.NotEqual("none", await VerdictAsync(product, last));
    }

    [Fact]
    public async Task Page_SameAsALiveRegistration_CannotBeApprovedAgainstIt()
    {
        await using var product = await Product.StartAsync();
        var first = await product.RegisterAsync(Keys.AlpenIt, Drafts.Of("Auenhof Bau GmbH", "auenhof-bau.example", "DE136695976"));
        var second = await product.RegisterAsync(Keys.Nordlicht, Drafts.Of("Auenhof Bau GmbH", "auenhof-bau.example", "DE129273398"));
        Assert.Equal("possible", await VerdictAsync(product, second)); // one domain, two VAT ids
        var token = await product.TokenAsync(People.Anna, $"Registrierung {second}.");

        await product.PostFormAsync("/decide/alias", ("t", token), ("kind", "Registration"), ("candidate", first), ("verdict", "Same"));

        Assert.Equal("certain", await VerdictAsync(product, second));
        Assert.Equal(HttpStatusCode.Conflict, (await product.DecideAsync(token, "approve")).Status);
    }

    [Fact]
    public async Task Api_NotTheSameAsTheHolder_MovesUpAtOnce()
    {
        await using var product = await Product.StartAsync();
        var first = await product.RegisterAsync(Keys.AlpenIt, Drafts.Of("Auenhof GmbH", "auenhof.example", null));
        var second = await product.RegisterAsync(Keys.Nordlicht, Drafts.Of("Auenhof GmbH", "auenhof.example", null).With(draft => draft["customer"]!["address"]!["city"] = "Kiel"));
        if (await product.StatusAsync(second) != "queued")
            await product.PostAsync("/api/aliases", new { verdict = "same", registration = second, candidate = new { kind = "registration", id = first } }, Keys.Contoso);

        var said = await product.PostAsync(
            "/api/aliases", new { verdict = "notSame", registration = second, candidate = new { kind = "registration", id = first } }, Keys.Contoso);

        Assert.True(said.Status is HttpStatusCode.OK, said.Text);
        Assert.Equal(second, said.Json.GetProperty("registration").GetString());
        Assert.Equal("pendingDecision", await product.StatusAsync(second));
        Assert.Equal("none", await VerdictAsync(product, second));
        Assert.Single((await product.GetAsync("/api/aliases", Keys.Contoso)).Json.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Api_WrongOrNotYours_IsRefusedWithTheReason()
    {
        await using var product = await Product.StartAsync();
        var id = await product.RegisterAsync(Keys.AlpenIt);
        Task<Answer> Say(object body, string key = Keys.Contoso) => product.PostAsync("/api/aliases", body, key);

        Assert.Equal(HttpStatusCode.Forbidden, (await Say(new { verdict = "same", customers = new[] { OldName, NewName } }, Keys.AlpenIt)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Say(new { verdict = "same", customer = OldName })).Status);
        Assert.Equal(["customers", "verdict"], (await Say(new { verdict = "maybe", customers = new[] { OldName } })).Errors);
        Assert.Equal(["customers[1]"], (await Say(new { verdict = "same", customers = new[] { OldName, OldName } })).Errors);
        Assert.Equal(["customers[0].country", "customers[0].domain", "customers[0].name"], (await Say(new { verdict = "same", customers = new[] { new { name = " ", country = "XX", domain = "no domain" }, NewName } })).Errors);
        Assert.Equal(["candidate"], (await Say(new { verdict = "same", registration = id, candidate = new { kind = "account", id = "A-1" } })).Errors);
        Assert.Equal(["registration"], (await Say(new { verdict = "same", registration = id, candidate = new { kind = "account", id = "A-1" } }, Keys.Fabrikam)).Errors);
        Assert.Equal(["candidate.id", "candidate.kind"], (await Say(new { verdict = "same", registration = id })).Errors);
        Assert.Equal(HttpStatusCode.NotFound, (await product.SendAsync(HttpMethod.Delete, "/api/aliases/none", Keys.Contoso)).Status);
        Assert.Equal((HttpStatusCode)422, (await product.GetAsync("/api/aliases?cursor=x&limit=0", Keys.Contoso)).Status);
        Assert.Empty((await product.GetAsync("/api/aliases", Keys.Contoso)).Json.GetProperty("items").EnumerateArray());
    }

    [Theory]
    [InlineData("tampered")]
    [InlineData("used")]
    public async Task Page_TokenIsNotGood_ChangesNothing(string kind)
    {
        await using var product = await Product.StartAsync();
        await product.PostAsync("/api/accounts", new[] { new { id = "A-1", name = "Auenhof Bau GmbH", country = "DE", domain = "auenhof.example" } }, Keys.Contoso);
        await product.RegisterAsync(Keys.AlpenIt, Drafts.Of("Auenhof Handel GmbH", "auenhof.example", null));
        var token = await product.TokenAsync(People.Anna);
        if (kind == "used")
            await product.DecideAsync(token, "approve");

        var said = await product.PostFormAsync("/decide/alias", ("t", kind == "used" ? token : token + "x"), ("kind", "Account"), ("candidate", "A-1"), ("verdict", "Same"));

        Assert.Equal(HttpStatusCode.SeeOther, said.Status);
        Assert.Empty((await product.GetAsync("/api/aliases", Keys.Contoso)).Json.GetProperty("items").EnumerateArray());
    }

    private static async Task<string?> VerdictAsync(Product product, string id) =>
        (await product.ReadAsync(id, Keys.Contoso)).GetProperty("conflict").GetProperty("verdict").GetString();
}
