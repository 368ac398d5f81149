using System.Net;
using System.Text.Json;
using DealFlow.Scenarios.Hosting;
using DealFlow.Workflow.Keys;
using NodaTime;

namespace DealFlow.Scenarios;

/// <summary>Who comes first, who waits, and who moves up.</summary>
public sealed class ConflictTests
{
    [Fact]
    public async Task TwoPartners_TwoMinutesApart_SecondWaitsAndMovesUpWhenTheFirstEnds()
    {
        await using var product = await Product.StartAsync();
        var first = await product.RegisterAsync(Keys.AlpenIt);
        await product.AdvanceAsync(Duration.FromMinutes(2));
        var second = await product.RegisterAsync(Keys.Nordlicht, Drafts.Of("Mueller Maschinenbau", "www.mueller-maschinenbau.example", null));

        var waiting = await product.ReadAsync(second, Keys.Nordlicht);
        Assert.Equal("queued", waiting.GetProperty("status").GetString());
        Assert.Equal(1, waiting.GetProperty("queuePosition").GetInt32());
        Assert.Equal("certain", waiting.GetProperty("conflict").GetProperty("verdict").GetString());
        Assert.Equal(JsonValueKind.Null, waiting.GetProperty("conflict").GetProperty("candidates").ValueKind);
        Assert.DoesNotContain("Alpen", (await product.MailsToAsync(People.Nordlicht))[^1].Text, StringComparison.OrdinalIgnoreCase);
        var seen = await product.ReadAsync(second, Keys.Contoso);
        Assert.Equal(first, seen.GetProperty("conflict").GetProperty("candidates")[0].GetProperty("id").GetString());

        await product.PostAsync($"/api/registrations/{first}/withdraw", new { reason = "No budget." }, Keys.AlpenIt);
        var moved = await product.ReadAsync(second, Keys.Nordlicht);
        Assert.Equal("pendingDecision", moved.GetProperty("status").GetString());
        Assert.Equal("2026-03-04T09:02:00Z", moved.GetProperty("decisionDueAt").GetString());
        Assert.Contains(moved.GetProperty("timeline").EnumerateArray(), entry => entry.GetProperty("what").GetString() == "movedUp");
    }

    [Fact]
    public async Task FiftyPartners_RegisterOneCustomerAtOnce_OneHoldsAndTheOthersWaitInOrder()
    {
        await using var product = await Product.StartAsync();
        var partners = Enumerable.Range(1, 50).Select(number => $"partner-{number}").ToList();
        foreach (var partner in partners)
        {
            await product.SendAsync(
                HttpMethod.Put, $"/api/partners/{partner}", Keys.Contoso,
                System.Net.Http.Json.JsonContent.Create(new
                {
                    name = partner,
                    tier = "silver",
                    language = "en",
                    mail = $"deals@{partner}.example",
                    people = Array.Empty<string>(),
                    vendorNumber = (string?)null,
                    programs = new[] { "contoso-network" },
                }));
            await product.AddKeyAsync($"key-of-{partner}", new KeyOwner(KeyOwnerKind.Partner, partner));
        }

        var ids = await Task.WhenAll(partners.Select(partner => product.RegisterAsync($"key-of-{partner}")));

        await product.SettleAsync();
        var all = (await product.GetAsync("/api/registrations?limit=200", Keys.Contoso)).Json.GetProperty("items").EnumerateArray()
            .OrderBy(deal => deal.GetProperty("sequence").GetInt64()).ToList();
        Assert.Equal(50, all.Count);
        Assert.Equal(Enumerable.Range(1, 50).Select(number => (long)number), all.Select(deal => deal.GetProperty("sequence").GetInt64()));
        Assert.Equal("pendingDecision", all[0].GetProperty("status").GetString());
        Assert.All(all.Skip(1), deal => Assert.Equal("queued", deal.GetProperty("status").GetString()));
        Assert.Equal(Enumerable.Range(1, 49), all.Skip(1).Select(deal => deal.GetProperty("queuePosition").GetInt32()));

        // The holder is rejected: exactly the first of the queue moves up.
        await product.DecideAsync(await product.TokenAsync(People.Anna), "reject", "Sold directly.");
        await product.SettleAsync();
        var after = (await product.GetAsync("/api/registrations?limit=200", Keys.Contoso)).Json.GetProperty("items").EnumerateArray()
            .OrderBy(deal => deal.GetProperty("sequence").GetInt64()).ToList();
        Assert.Equal("rejected", after[0].GetProperty("status").GetString());
        Assert.Equal("pendingDecision", after[1].GetProperty("status").GetString());
        Assert.Equal(Enumerable.Range(1, 48), after.Skip(2).Select(deal => deal.GetProperty("queuePosition").GetInt32()));
    }

    [Fact]
    public async Task Reject_WithReason_ResubmissionDoesNotHaveTheOldPlace()
    {
        await using var product = await Product.StartAsync();
        var first = await product.RegisterAsync(Keys.AlpenIt);
        var second = await product.RegisterAsync(Keys.Nordlicht);
        await product.SettleAsync();
        var token = await product.TokenAsync(People.Anna);
        Assert.Equal((HttpStatusCode)422, (await product.DecideAsync(token, "reject")).Status);
        Assert.Equal(HttpStatusCode.OK, (await product.DecideAsync(token, "reject", "Please name a contact.")).Status);
        Assert.Contains("Please name a contact.", (await product.MailsToAsync(People.AlpenIt))[^1].Text, StringComparison.Ordinal);

        Assert.Equal("pendingDecision", await product.StatusAsync(second));
        var again = await product.RegisterAsync(Keys.AlpenIt);
        var waiting = await product.ReadAsync(again, Keys.AlpenIt);
        Assert.Equal("queued", waiting.GetProperty("status").GetString());
        Assert.Equal("rejected", await product.StatusAsync(first));
    }

    [Fact]
    public async Task Register_ImportedAccount_PersonDecidesAndSeesTheOwner()
    {
        await using var product = await Product.StartAsync();
        var id = await product.RegisterAsync(
            Keys.AlpenIt, Drafts.Of("Brauerei Hofmann & Söhne", "hofmann-bier.example", null).With(draft => draft["estimatedValue"]!["amount"] = "5000.00"));
        var deal = await product.ReadAsync(id, Keys.Contoso);
        Assert.Equal("pendingDecision", deal.GetProperty("status").GetString());
        var candidate = deal.GetProperty("conflict").GetProperty("candidates")[0];
        Assert.Equal("account", candidate.GetProperty("kind").GetString());
        Assert.Equal("clara", candidate.GetProperty("owner").GetString());
        Assert.Contains("clara", (await product.MailsToAsync(People.Anna))[^1].Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain((await product.MailsToAsync(People.AlpenIt)), mail => mail.Text.Contains("clara", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Register_AccountImportedOverTheApi_CountsAtOnce()
    {
        await using var product = await Product.StartAsync();
        var csv = new StringContent("id,name,country,city,domain,kind,owner\nA-1,Zirbelholz Manufaktur,AT,Graz,zirbelholz.example,pipeline,bruno\n,Ohne Nummer,AT,,,,\n");
        csv.Headers.ContentType = new("text/csv");
        var report = (await product.SendAsync(HttpMethod.Post, "/api/accounts", Keys.Contoso, csv)).Json;
        Assert.Equal(1, report.GetProperty("accepted").GetInt32());
        Assert.Equal(3, report.GetProperty("rejected")[0].GetProperty("line").GetInt32());
        var id = await product.RegisterAsync(Keys.AlpenIt, Drafts.Of("Zirbelholz", "zirbelholz.example", null).With(draft => draft["customer"]!["country"] = "AT"));
        Assert.Equal("certain", (await product.ReadAsync(id, Keys.Contoso)).GetProperty("conflict").GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task Register_OnlyAnAddress_PersonDecides()
    {
        await using var product = await Product.StartAsync();
        var id = await product.RegisterAsync(Keys.AlpenIt, Drafts.Mueller().With(draft =>
        {
            draft["estimatedValue"]!["amount"] = "5000.00";
            draft["customer"]!["domain"] = null;
            draft["customer"]!["vatId"] = null;
            draft["customer"]!["address"]!["street"] = "Lindwurmstraße 1";
        }));
        Assert.Equal("pendingDecision", await product.StatusAsync(id));
    }

    [Fact]
    public async Task Register_SameCustomerTwiceByOnePartner_409WithItsOwnId()
    {
        await using var product = await Product.StartAsync();
        var id = await product.RegisterAsync(Keys.AlpenIt);
        var again = await product.PostAsync("/api/registrations", Drafts.Mueller(), Keys.AlpenIt);
        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.Equal(id, again.Json.GetProperty("registrationId").GetString());
        var other = await product.PostAsync("/api/registrations", Drafts.Mueller().With(draft => draft["products"]![0] = "storage"), Keys.AlpenIt);
        Assert.Equal(HttpStatusCode.Accepted, other.Status);
    }

    [Fact]
    public async Task Win_QueueBehindIt_GoesToAPersonAndIsTold()
    {
        await using var product = await Product.StartAsync();
        var first = await product.ApprovedAsync();
        var second = await product.RegisterAsync(Keys.Nordlicht);
        var third = await product.RegisterAsync(Keys.Rheinwerk);
        Assert.Equal("queued", await product.StatusAsync(second));
        await product.PostAsync(
            $"/api/registrations/{first}/close",
            new { outcome = "won", signedOn = "2026-03-02", orderNumber = "PO-1", netAmount = new { amount = "9000.00", currency = "EUR" } }, Keys.Contoso);
        Assert.Equal("pendingDecision", await product.StatusAsync(second));
        Assert.Equal("pendingDecision", await product.StatusAsync(third));

        // The later one cannot be approved against the earlier one.
        var late = await product.DecideAsync(await product.TokenAsync(People.Anna, $"Registrierung {third}."), "approve");
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Equal(HttpStatusCode.OK, (await product.DecideAsync(await product.TokenAsync(People.Anna, $"Registrierung {second}."), "approve")).Status);
    }

    [Fact]
    public async Task Win_LaterOnesOfItsQueue_OnlyOneIsEverApproved()
    {
        await using var product = await Product.StartAsync();
        var first = await product.ApprovedAsync();
        await product.SendAsync(
            HttpMethod.Put, "/api/partners/fourth", Keys.Contoso,
            System.Net.Http.Json.JsonContent.Create(new
            {
                name = "Fourth",
                tier = "silver",
                language = "en",
                mail = "deals@fourth.example",
                people = Array.Empty<string>(),
                vendorNumber = (string?)null,
                programs = new[] { "contoso-network" },
            }));
        await product.AddKeyAsync("key-of-fourth", new KeyOwner(KeyOwnerKind.Partner, "fourth"));
        var second = await product.RegisterAsync(Keys.Nordlicht);
        var third = await product.RegisterAsync(Keys.Rheinwerk);
        var fourth = await product.RegisterAsync("key-of-fourth");
        Assert.Equal("queued", await product.StatusAsync(fourth));
        await product.PostAsync(
            $"/api/registrations/{first}/close",
            new { outcome = "won", signedOn = "2026-03-02", orderNumber = "PO-1", netAmount = new { amount = "9000.00", currency = "EUR" } }, Keys.Contoso);
        Assert.Equal("pendingDecision", await product.StatusAsync(fourth));

        // The second is rejected; the third comes before the fourth all the same.
        Assert.Equal(HttpStatusCode.OK, (await product.DecideAsync(await TokenOf(product, second), "reject", "Sold.")).Status);
        await product.SettleAsync();
        Assert.Equal(HttpStatusCode.Conflict, (await product.DecideAsync(await TokenOf(product, fourth), "approve")).Status);
        Assert.Equal(HttpStatusCode.OK, (await product.DecideAsync(await TokenOf(product, third), "approve")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await product.DecideAsync(await TokenOf(product, fourth), "approve")).Status);
    }

    private static async Task<string> TokenOf(Product product, string id) =>
        (await product.MailsToAsync(People.Anna)).Last(mail => mail.DecideLink is not null && mail.Headers["References"].Contains(id, StringComparison.Ordinal))
            .DecideLink!.Split("t=")[1].Split('&')[0];

    [Fact]
    public async Task Register_ConflictCheckFails_PersonDecidesAndIsToldWhy()
    {
        await using var product = await Product.StartAsync();
        await product.BreakConflictCheckAsync();
        var id = await product.RegisterAsync(Keys.AlpenIt, Drafts.Mueller().With(draft => draft["estimatedValue"]!["amount"] = "5000.00"));
        await product.AdvanceAsync(Duration.FromHours(1));
        var deal = await product.ReadAsync(id, Keys.AlpenIt);
        Assert.Equal("pendingDecision", deal.GetProperty("status").GetString());
        Assert.Equal("possible", deal.GetProperty("conflict").GetProperty("verdict").GetString());
        Assert.Contains("could not be completed", deal.GetProperty("conflict").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Single(await product.MailsToAsync(People.Anna));
    }
}
