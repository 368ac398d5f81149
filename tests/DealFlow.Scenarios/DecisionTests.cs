using System.Net;
using DealFlow.Scenarios.Hosting;
using NodaTime;

namespace DealFlow.Scenarios;

/// <summary>Asking, reminding and deciding by links.</summary>
public sealed class DecisionTests
{
    [Fact]
    public async Task Silence_Contoso_RemindsThenAsksTheNextThenTheOwnerAndNeverDecides()
    {
        await using var product = await Product.StartAsync();
        var id = await product.RegisterAsync(Keys.AlpenIt);

        await product.AdvanceToAsync(2026, 3, 4, 9);
        var toAnna = await product.MailsToAsync(People.Anna);
        Assert.Equal(2, toAnna.Count); // asked on Monday at 10:00, reminded by the daily mail of Wednesday
        Assert.Equal("2026-03-04T07:00:00Z", toAnna[1].SentAt);
        Assert.Equal(toAnna[0].DecideLink, toAnna[1].DecideLink);
        Assert.Empty(await product.MailsToAsync(People.Bruno));

        await product.AdvanceToAsync(2026, 3, 4, 11);
        Assert.Single(await product.MailsToAsync(People.Bruno));
        Assert.Empty(await product.MailsToAsync(People.Clara));

        await product.AdvanceToAsync(2026, 3, 5, 11);
        Assert.Single(await product.MailsToAsync(People.Clara));

        await product.AdvanceToAsync(2026, 3, 20);
        Assert.Equal("pendingDecision", await product.StatusAsync(id));
        Assert.Equal(HttpStatusCode.OK, (await product.DecideAsync(await product.TokenAsync(People.Clara), "approve")).Status);
    }

    [Fact]
    public async Task Silence_Fabrikam_ApprovesAfterThreeBusinessDaysWhereNothingWasFound()
    {
        await using var product = await Product.StartAsync();
        var id = await product.RegisterAsync(Keys.AlpenIt, Fabrikam(1));
        await product.AdvanceAsync(Duration.FromDays(2));
        Assert.Equal("pendingDecision", await product.StatusAsync(id, Keys.Fabrikam));
        await product.AdvanceAsync(Duration.FromDays(1));
        var deal = await product.ReadAsync(id, Keys.Fabrikam);
        Assert.Equal("approved", deal.GetProperty("status").GetString());
        Assert.Equal("silence", deal.GetProperty("decision").GetProperty("rule").GetString());
        Assert.Equal("2026-03-02T09:00:00Z", deal.GetProperty("protectedFrom").GetString());

        var second = await product.RegisterAsync(Keys.Nordlicht, Fabrikam(1));
        await product.AdvanceAsync(Duration.FromDays(10));
        Assert.Equal("pendingDecision", await product.StatusAsync(second, Keys.Fabrikam));
        Assert.Equal(HttpStatusCode.Conflict, (await product.DecideAsync(await product.TokenAsync(People.Dana), "approve")).Status);
    }

    [Fact]
    public async Task OldLink_AfterADecision_410AndPageSaysWhatWasDecided()
    {
        await using var product = await Product.StartAsync();
        var id = await product.RegisterAsync(Keys.AlpenIt);
        var token = await product.TokenAsync(People.Anna);
        await product.DecideAsync(token, "approve");
        var again = await product.DecideAsync(token, "reject", "Too late.");
        Assert.Equal(HttpStatusCode.Gone, again.Status);
        Assert.Equal("approved", again.Json.GetProperty("registrationStatus").GetString());
        var page = await product.GetAsync($"/decide?t={token}");
        Assert.Equal(HttpStatusCode.Gone, page.Status);
        Assert.Contains("Anna Keller", page.Text, StringComparison.Ordinal);
        Assert.Equal("approved", await product.StatusAsync(id));
    }

    [Fact]
    public async Task Token_TamperedForeignOrTruncated_404AndNothingChanges()
    {
        await using var product = await Product.StartAsync();
        var id = await product.RegisterAsync(Keys.AlpenIt);
        var token = await product.TokenAsync(People.Anna);
        var receipt = (await product.MailsToAsync(People.AlpenIt))[0].Links.First(link => link.Contains("/receipt?t=", StringComparison.Ordinal)).Split("t=")[1];
        string[] wrong = [token[..^1], token[1..], token[..^3] + "AAA", token.Replace('.', ','), receipt, "x", new string('A', 5000), token + "A"];
        foreach (var bad in wrong)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await product.DecideAsync(bad[..Math.Min(bad.Length, 1000)], "approve")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await product.GetAsync($"/decide?t={Uri.EscapeDataString(bad)}")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await product.PostFormAsync("/decide", ("t", bad), ("decision", "approve"))).Status);
        }

        Assert.Equal("pendingDecision", await product.StatusAsync(id));
    }

    [Fact]
    public async Task Scanner_OpensEveryLinkOfEveryMail_NothingChanges()
    {
        await using var product = await Product.StartAsync();
        var approved = await product.ApprovedAsync();
        var pending = await product.RegisterAsync(Keys.Nordlicht, Drafts.Customer(7));
        await product.PostAsync(
            $"/api/registrations/{approved}/close",
            new { outcome = "won", signedOn = "2026-03-02", orderNumber = "PO-1", netAmount = new { amount = "9000.00", currency = "EUR" } }, Keys.AlpenIt);
        var before = (await product.ReadAsync(approved, Keys.Contoso)).GetRawText() + (await product.ReadAsync(pending, Keys.Contoso)).GetRawText();
        var mails = (await product.MailsAsync()).Count;

        foreach (var link in (await product.MailsAsync()).SelectMany(mail => mail.Links).Distinct())
            foreach (var method in new[] { HttpMethod.Head, HttpMethod.Get, HttpMethod.Head })
                Assert.True((int)(await product.SendAsync(method, link)).Status < 500);

        Assert.Equal(before, (await product.ReadAsync(approved, Keys.Contoso)).GetRawText() + (await product.ReadAsync(pending, Keys.Contoso)).GetRawText());
        Assert.Equal(mails, (await product.MailsAsync()).Count);
    }

    [Fact]
    public async Task TwoDecisions_AtOnce_OneWinsAndTheOtherIsRefused()
    {
        for (var round = 0; round < 5; round++)
        {
            await using var product = await Product.StartAsync();
            var id = await product.RegisterAsync(Keys.AlpenIt);
            await product.AdvanceToAsync(2026, 3, 4, 12);
            var (anna, bruno) = (await product.TokenAsync(People.Anna), await product.TokenAsync(People.Bruno));
            var answers = await Task.WhenAll(product.DecideAsync(anna, "approve"), product.DecideAsync(bruno, "reject", "No."));
            Assert.Single(answers, answer => answer.Status is HttpStatusCode.OK);
            Assert.Single(answers, answer => answer.Status is HttpStatusCode.Conflict or HttpStatusCode.Gone);
            var decisions = (await product.ReadAsync(id, Keys.Contoso)).GetProperty("timeline").EnumerateArray()
                .Count(entry => entry.GetProperty("what").GetString() is "approved" or "rejected");
            Assert.Equal(1, decisions);
        }
    }

    [Fact]
    public async Task Decide_ByThePage_ShowsThenDecidesThenIsUsed()
    {
        await using var product = await Product.StartAsync();
        var id = await product.RegisterAsync(Keys.AlpenIt);
        var token = await product.TokenAsync(People.Anna);
        var page = await product.GetAsync($"/decide?t={token}&choice=approve");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Müller Maschinenbau GmbH &amp; Co. KG", WebUtilityText(page), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode)422, (await product.PostFormAsync("/decide", ("t", token), ("decision", "reject"), ("reason", ""))).Status);
        Assert.Equal("pendingDecision", await product.StatusAsync(id));
        Assert.Equal(HttpStatusCode.OK, (await product.PostFormAsync("/decide", ("t", token), ("decision", "approve"))).Status);
        Assert.Equal("approved", await product.StatusAsync(id));
        Assert.Equal(HttpStatusCode.Gone, (await product.PostFormAsync("/decide", ("t", token), ("decision", "approve"))).Status);
    }

    [Fact]
    public async Task Decide_PersonBelongsToThePartner_403()
    {
        await using var product = await Product.StartAsync();
        var id = await product.RegisterAsync(Keys.AlpenIt);
        var token = await product.TokenAsync(People.Anna);
        await product.PutPartnerAsync("alpen-it", Keys.Contoso, "contoso-network", People.AlpenIt, People.Anna.ToUpperInvariant());
        foreach (var decision in new[] { "approve", "reject", "requestInformation" })
            Assert.Equal(HttpStatusCode.Forbidden, (await product.DecideAsync(token, decision, "Because.", "Which?")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await product.GetAsync($"/decide?t={token}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await product.PostFormAsync("/decide", ("t", token), ("decision", "approve"))).Status);
        Assert.Equal("pendingDecision", await product.StatusAsync(id));

        // Another one is asked at the next step, and of the next deal from the start.
        await product.AdvanceToAsync(2026, 3, 3, 11);
        Assert.Single(await product.TokensAsync(People.Bruno, id));
        var next = await product.RegisterAsync(Keys.AlpenIt, Drafts.Customer(1));
        Assert.Single(await product.TokensAsync(People.Bruno, next));
        Assert.Empty(await product.TokensAsync(People.Anna, next));
        Assert.Equal(HttpStatusCode.Forbidden, (await product.DecideAsync(token, "approve")).Status);
    }

    [Fact]
    public async Task Decide_ByAPartnersKey_IsOfNoUse()
    {
        await using var product = await Product.StartAsync();
        var id = await product.RegisterAsync(Keys.AlpenIt);
        Assert.Equal(
            HttpStatusCode.NotFound, (await product.PostAsync("/api/decisions", new { token = Keys.AlpenIt, decision = "approve" }, Keys.AlpenIt)).Status);
        Assert.Equal(
            (HttpStatusCode)422, (await product.PostAsync("/api/decisions", new { decision = "approve" }, Keys.AlpenIt)).Status);
        Assert.Equal("pendingDecision", await product.StatusAsync(id));
    }

    [Fact]
    public async Task Silence_MailCouldNotBeHandedOver_NeverDecides()
    {
        await using var product = await Product.StartAsync();
        await product.BreakMailAsync();
        var id = await product.RegisterAsync(Keys.AlpenIt, Drafts.Customer(1).ForFabrikam());
        await product.AdvanceAsync(Duration.FromDays(5));
        await product.BreakMailAsync(mend: true);
        await product.AdvanceAsync(Duration.FromDays(10));
        var deal = await product.ReadAsync(id, Keys.Fabrikam);
        Assert.Equal("pendingDecision", deal.GetProperty("status").GetString());
        Assert.Contains(deal.GetProperty("timeline").EnumerateArray(), entry => entry.GetProperty("what").GetString() == "deliveryFailed");
        Assert.Equal(HttpStatusCode.OK, (await product.DecideAsync((await product.TokensAsync(People.Dana, id))[0], "approve")).Status);
    }

    [Fact]
    public async Task Silence_CheckFailed_NeverDecides()
    {
        await using var product = await Product.StartAsync();
        await product.BreakConflictCheckAsync();
        var id = await product.RegisterAsync(Keys.AlpenIt, Drafts.Customer(1).ForFabrikam());
        await product.AdvanceAsync(Duration.FromDays(20));
        Assert.Equal("pendingDecision", await product.StatusAsync(id, Keys.Fabrikam));
    }

    [Fact]
    public async Task Approve_ProtectionFromRegistrationIsOver_RefusedWithWhatToDo()
    {
        await using var product = await Product.StartAsync();
        var first = await product.RegisterAsync(Keys.AlpenIt, Drafts.Customer(1).ForFabrikam());
        await product.SettleAsync();
        await product.DecideAsync((await product.TokensAsync(People.Dana, first))[0], "approve");
        var id = await product.RegisterAsync(Keys.Nordlicht, Drafts.Customer(1).ForFabrikam());
        await product.AdvanceAsync(Duration.FromDays(70)); // the first one has expired by then
        Assert.Equal("expired", await product.StatusAsync(first, Keys.Fabrikam));
        var token = (await product.TokensAsync(People.Dana, id))[0];
        var refused = await product.DecideAsync(token, "approve");
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("2026-05-01", refused.Text, StringComparison.Ordinal);
        var page = await product.PostFormAsync("/decide", ("t", token), ("decision", "approve"));
        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        Assert.Contains("it would have ended on 1&#xA0;May 2026 already", page.Text, StringComparison.Ordinal);
        Assert.Equal("pendingDecision", await product.StatusAsync(id, Keys.Fabrikam));
        Assert.Equal(HttpStatusCode.OK, (await product.DecideAsync(token, "reject", "Please register anew.")).Status);
    }

    private static string WebUtilityText(Answer page) => page.Text.Replace("&#xFC;", "ü", StringComparison.Ordinal);

    private static System.Text.Json.Nodes.JsonObject Fabrikam(int number) => Drafts.Customer(number).ForFabrikam();
}
