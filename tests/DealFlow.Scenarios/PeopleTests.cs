using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using DealFlow.Scenarios.Hosting;
using NodaTime;

namespace DealFlow.Scenarios;

/// <summary>People of a program who are away, leave, or change; and programs that change or go while their deals are open.</summary>
public sealed class PeopleTests
{
    [Fact]
    public async Task Delegate_StandsIn_IsAskedInsteadDecidesAndItIsSaid()
    {
        using var programs = OwnPrograms.OfSample().Delegate(0, "bruno", "2026-03-02", "2026-03-06");
        await using var product = await programs.StartAsync();
        var id = await product.RegisterAsync(Keys.AlpenIt);
        await product.AdvanceToAsync(2026, 3, 4, 11);

        // The next approver after anna is bruno, who is asked already: the owner is asked as well.
        Assert.Empty(await product.TokensAsync(People.Anna, id));
        Assert.Single(await product.TokensAsync(People.Clara, id));
        var asked = (await product.MailsToAsync(People.Bruno))[0];
        Assert.Contains("Sie vertreten Anna Keller.", asked.Text, StringComparison.Ordinal);
        Assert.Contains((await product.MailsToAsync(People.Bruno)).Skip(1), mail => mail.Html.Contains("in Vertretung von Anna Keller", StringComparison.Ordinal));
        Assert.Contains("Sie vertreten Anna Keller.", (await product.GetAsync($"/decide?t={asked.DecideToken}")).Text, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, (await product.DecideAsync(asked.DecideToken, "approve")).Status);
        var deal = await product.ReadAsync(id, Keys.Contoso);
        Assert.Equal("bruno", deal.GetProperty("decision").GetProperty("by").GetString());
        Assert.Equal(
            ["clock: bruno is asked in place of anna, who is away.", "approver:bruno: bruno has answered in place of anna."],
            deal.GetProperty("timeline").EnumerateArray().Where(entry => entry.GetProperty("what").GetString() == "delegated")
                .Select(entry => $"{entry.GetProperty("by").GetString()}: {entry.GetProperty("text").GetString()}"));
    }

    [Fact]
    public async Task Delegate_BeginsWhileAsked_IsAskedAtTheNextStepAndBothLinksAreGood()
    {
        using var programs = OwnPrograms.OfSample().Delegate(0, "bruno", "2026-03-03", "2026-03-06");
        await using var product = await programs.StartAsync();
        var id = await product.RegisterAsync(Keys.AlpenIt);
        await product.AdvanceToAsync(2026, 3, 4, 9);
        Assert.Single(await product.MailsToAsync(People.Anna)); // no reminder to somebody who is away
        var bruno = Assert.Single(await product.TokensAsync(People.Bruno, id));
        Assert.Equal(HttpStatusCode.OK, (await product.DecideAsync((await product.TokensAsync(People.Anna, id))[0], "approve")).Status);
        Assert.Equal(HttpStatusCode.Gone, (await product.DecideAsync(bruno, "reject", "No.")).Status);
    }

    [Fact]
    public async Task Delegate_OfTheSubmittingPartner_IsNeverAskedAndCannotDecide()
    {
        using var programs = OwnPrograms.OfSample().Delegate(0, "bruno", "2026-03-02", "2026-03-06");
        await using var product = await programs.StartAsync();
        var before = await product.RegisterAsync(Keys.AlpenIt, Drafts.Customer(1));
        var token = Assert.Single(await product.TokensAsync(People.Bruno, before));
        await product.PutPartnerAsync("alpen-it", Keys.Contoso, "contoso-network", People.AlpenIt, People.Bruno);

        Assert.Equal(HttpStatusCode.Forbidden, (await product.DecideAsync(token, "approve")).Status);
        var id = await product.RegisterAsync(Keys.AlpenIt, Drafts.Customer(2));
        Assert.Single(await product.TokensAsync(People.Clara, id));
        Assert.Empty(await product.TokensAsync(People.Bruno, id));
    }

    [Fact]
    public async Task Person_LeavesWhileAsked_LinkIsVoidNextIsAskedAtOnceAndTheClockGoesOn()
    {
        using var programs = OwnPrograms.OfSample();
        await using var product = await programs.StartAsync();
        var id = await product.RegisterAsync(Keys.AlpenIt);
        var token = Assert.Single(await product.TokensAsync(People.Anna, id));
        await product.AdvanceAsync(Duration.FromHours(3));

        await programs.RestartAsync(product, changed => changed.ChangePeople(people => people["approvers"]!.AsArray().RemoveAt(0)));

        var bruno = Assert.Single(await product.TokensAsync(People.Bruno, id));
        var gone = await product.DecideAsync(token, "approve");
        Assert.Equal((HttpStatusCode.Gone, "pendingDecision"), (gone.Status, gone.Json.GetProperty("registrationStatus").GetString()));
        Assert.Equal(HttpStatusCode.Gone, (await product.GetAsync($"/decide?t={token}")).Status);
        Assert.Equal("2026-03-04T09:00:00Z", (await product.ReadAsync(id, Keys.Contoso)).GetProperty("decisionDueAt").GetString());
        await product.AdvanceToAsync(2026, 3, 4, 11);
        Assert.Single(await product.TokensAsync(People.Clara, id));
        Assert.Single(await product.MailsToAsync(People.Anna));
        Assert.Equal(HttpStatusCode.OK, (await product.DecideAsync(bruno, "approve")).Status);
    }

    [Fact]
    public async Task People_AllApproversLeave_OwnerIsAsked()
    {
        using var programs = OwnPrograms.OfSample();
        await using var product = await programs.StartAsync();
        var id = await product.RegisterAsync(Keys.AlpenIt);
        await product.SettleAsync();
        await programs.RestartAsync(product, changed => changed.ChangePeople(people =>
        {
            var owner = people["owner"]!.DeepClone();
            people["approvers"] = new JsonArray(owner);
        }));
        Assert.Equal(HttpStatusCode.OK, (await product.DecideAsync(Assert.Single(await product.TokensAsync(People.Clara, id)), "approve")).Status);
    }

    [Fact]
    public async Task Person_MailReplaced_LinkStaysGoodAndRemindersGoToTheNewOne()
    {
        using var programs = OwnPrograms.OfSample();
        await using var product = await programs.StartAsync();
        var id = await product.RegisterAsync(Keys.AlpenIt);
        var token = Assert.Single(await product.TokensAsync(People.Anna, id));
        await programs.RestartAsync(product, changed => changed.ChangePeople(people => people["approvers"]![0]!["mail"] = "anna.neu@contoso.example"));
        await product.AdvanceToAsync(2026, 3, 4, 9);
        Assert.Single(await product.MailsToAsync(People.Anna));
        Assert.Equal(token, Assert.Single(await product.MailsToAsync("anna.neu@contoso.example")).DecideToken);
        Assert.Equal(HttpStatusCode.OK, (await product.DecideAsync(token, "approve")).Status);
    }

    [Fact]
    public async Task Program_ChangedWithDealsInFlight_OldOnesKeepTheirTermsAndNewOnesHaveTheNew()
    {
        using var programs = OwnPrograms.OfSample();
        await using var product = await programs.StartAsync();
        var old = await product.RegisterAsync(Keys.AlpenIt, Drafts.Customer(1));
        await product.SettleAsync();
        await programs.RestartAsync(product, changed => changed.Change("contoso-network", json =>
        {
            json["terms"]!["approval"]!["decisionDays"] = 4;
            json["terms"]!["approval"]!["silence"] = new JsonObject { ["approvesAfterDays"] = 6 };
            json["terms"]!["protection"]!["days"] = 30;
            json["terms"]!["protection"]!["noticeDays"] = new JsonArray(7);
            json["calendar"]!["holidays"]!["2026"]!.AsArray().Add(new JsonObject { ["date"] = "2026-03-03", ["name"] = "Betriebsausflug" });
        }));
        var young = await product.RegisterAsync(Keys.AlpenIt, Drafts.Customer(2));

        var (oldDeal, youngDeal) = (await product.ReadAsync(old, Keys.Contoso), await product.ReadAsync(young, Keys.Contoso));
        Assert.NotEqual(oldDeal.GetProperty("programVersion").GetString(), youngDeal.GetProperty("programVersion").GetString());
        Assert.Equal("2026-03-04T09:00:00Z", oldDeal.GetProperty("decisionDueAt").GetString()); // promised
        Assert.Equal("2026-03-09T09:00:00Z", youngDeal.GetProperty("decisionDueAt").GetString()); // four days, the new holiday left out
        await product.AdvanceToAsync(2026, 3, 20);
        Assert.Equal("pendingDecision", await product.StatusAsync(old));
        var approved = await product.ReadAsync(young, Keys.Contoso);
        Assert.Equal("silence", approved.GetProperty("decision").GetProperty("rule").GetString());
        Assert.Equal("2026-04-10T22:00:00Z", approved.GetProperty("protectedUntil").GetString());
        await product.DecideAsync((await product.TokensAsync(People.Anna, old))[0], "approve");
        Assert.Equal("2026-06-18T22:00:00Z", (await product.ReadAsync(old, Keys.Contoso)).GetProperty("protectedUntil").GetString());
    }

    [Fact]
    public async Task Program_ZoneChanged_OldDealsKeepTheirDays()
    {
        using var programs = OwnPrograms.OfSample();
        await using var product = await programs.StartAsync();
        var id = await product.RegisterAsync(Keys.AlpenIt);
        await product.SettleAsync();
        await programs.RestartAsync(product, changed => changed.Change("contoso-network", json => json["terms"]!["zone"] = "Pacific/Auckland"));
        await product.DecideAsync((await product.TokensAsync(People.Anna, id))[0], "approve");
        Assert.Equal("2026-05-31T22:00:00Z", (await product.ReadAsync(id, Keys.Contoso)).GetProperty("protectedUntil").GetString());
    }

    [Fact]
    public async Task Program_Removed_ItsLastPeopleServeItsOpenDealsThroughRestarts()
    {
        using var programs = OwnPrograms.OfSample();
        await using var product = await programs.StartAsync();
        var id = await product.RegisterAsync(Keys.AlpenIt);
        await product.SettleAsync();
        await programs.RestartAsync(product, changed => changed.ChangePeople(people => people["approvers"]!.AsArray().RemoveAt(0)));
        await product.SettleAsync();
        await programs.RestartAsync(product, changed => changed.Remove("contoso-network"));
        await product.AdvanceToAsync(2026, 3, 4, 11);
        await programs.RestartAsync(product, _ => { });

        Assert.Single(await product.TokensAsync(People.Clara, id)); // asked after the removal, as well as bruno before it
        Assert.Equal(HttpStatusCode.OK, (await product.DecideAsync((await product.TokensAsync(People.Bruno, id))[0], "approve")).Status);
        Assert.Equal((HttpStatusCode)422, (await product.PostAsync("/api/registrations", Drafts.Customer(2), Keys.AlpenIt)).Status);
        await product.AdvanceAsync(Duration.FromDays(21));
        var deal = await product.ReadAsync(id, Keys.AlpenIt);
        Assert.Contains(deal.GetProperty("timeline").EnumerateArray(), entry => entry.GetProperty("what").GetString() == "followedUp");
        var asked = await product.PostAsync($"/api/registrations/{id}/extension", new { reason = "More time." }, Keys.AlpenIt);
        Assert.Equal(HttpStatusCode.OK, asked.Status);
        Assert.Equal(HttpStatusCode.OK, (await product.DecideAsync((await product.TokensAsync(People.Bruno, id))[^1], "grant")).Status);
        Assert.Equal(JsonValueKind.String, (await product.ReadAsync(id, Keys.AlpenIt)).GetProperty("extension").GetProperty("decidedAt").ValueKind);
    }
}
