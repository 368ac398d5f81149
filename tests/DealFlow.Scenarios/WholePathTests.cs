using System.Net;
using DealFlow.Scenarios.Hosting;
using NodaTime;

namespace DealFlow.Scenarios;

/// <summary>One deal from the registration to finance.</summary>
public sealed class WholePathTests
{
    [Fact]
    public async Task Deal_RegisteredApprovedWonConfirmed_ReachesFinanceExactly()
    {
        await using var product = await Product.StartAsync();

        // The partner registers, and has the receipt at once.
        var registered = await product.PostAsync("/api/registrations", Drafts.Mueller(), Keys.AlpenIt);
        Assert.Equal(HttpStatusCode.Accepted, registered.Status);
        var id = registered.Json.GetProperty("id").GetString()!;
        Assert.Matches("^DR-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$", id);
        Assert.Equal($"/api/registrations/{id}", registered.Location);
        Assert.Equal("\"1\"", registered.ETag);
        var receipt = Assert.Single(await product.MailsToAsync(People.AlpenIt));
        Assert.Contains(receipt.Links, link => link.Contains("/receipt?t=", StringComparison.Ordinal));

        // Nothing conflicts; at 50,000 EUR a person decides, within two business days.
        var pending = await product.ReadAsync(id, Keys.AlpenIt);
        Assert.Equal("pendingDecision", pending.GetProperty("status").GetString());
        Assert.Equal("none", pending.GetProperty("conflict").GetProperty("verdict").GetString());
        Assert.Equal("2026-03-04T09:00:00Z", pending.GetProperty("decisionDueAt").GetString());

        // Anna approves from her mail.
        var decided = await product.DecideAsync(await product.TokenAsync(People.Anna), "approve");
        Assert.Equal(HttpStatusCode.OK, decided.Status);
        var approved = await product.ReadAsync(id, Keys.AlpenIt);
        Assert.Equal("anna", approved.GetProperty("decision").GetProperty("by").GetString());
        Assert.Equal("2026-05-31T22:00:00Z", approved.GetProperty("protectedUntil").GetString());
        Assert.Equal(
            ["commission-gold", "new-business-bonus", "firewall-discount"],
            approved.GetProperty("incentives").EnumerateArray().Select(item => item.GetProperty("id").GetString()!).ToArray());

        // The partner's mail says what it is worth and leads to the material.
        var reward = (await product.MailsToAsync(People.AlpenIt))[^1];
        Assert.Contains(id, reward.Text, StringComparison.Ordinal);
        Assert.Contains(reward.Links, link => link.Contains("/collateral?t=", StringComparison.Ordinal));
        var files = (await product.GetAsync($"/api/registrations/{id}/collateral", Keys.AlpenIt)).Json.EnumerateArray().ToList();
        Assert.Equal(3, files.Count);
        Assert.All(files, file => Assert.Equal("de", file.GetProperty("language").GetString()));
        var pdf = await product.GetAsync(files[0].GetProperty("url").GetString()!);
        Assert.StartsWith("%PDF", pdf.Text, StringComparison.Ordinal);

        // Three weeks on everybody is reminded, each in one mail at 08:00 of a business day.
        await product.AdvanceAsync(Duration.FromDays(22));
        var followUp = (await product.MailsToAsync(People.Anna))[^1];
        Assert.Equal("2026-03-24T07:00:00Z", followUp.SentAt);
        Assert.Equal("2026-03-24T07:00:00Z", (await product.MailsToAsync(People.AlpenIt))[^1].SentAt);

        // The partner wins, and the manufacturer confirms.
        var won = await product.PostAsync(
            $"/api/registrations/{id}/close",
            new { outcome = "won", signedOn = "2026-03-20", orderNumber = "PO-77", netAmount = new { amount = "38400.00", currency = "EUR" } }, Keys.AlpenIt);
        Assert.Equal(HttpStatusCode.OK, won.Status);
        Assert.Equal("wonReported", won.Json.GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.OK, (await product.DecideAsync(await product.TokenAsync(People.Anna), "confirm")).Status);
        Assert.Equal("closedWon", await product.StatusAsync(id));

        // Finance has both events, exact.
        var events = await product.EventsAsync();
        Assert.Equal([$"{id}/1/approved", $"{id}/2/closed"], events.Select(item => item.GetProperty("id").GetString()!).ToArray());
        var closed = events[1].GetProperty("data");
        Assert.Equal("3072.00", closed.GetProperty("commission").GetProperty("amount").GetProperty("amount").GetString());
        Assert.Equal("38400.00", closed.GetProperty("net").GetProperty("amount").GetString());
        Assert.Equal("8", closed.GetProperty("commission").GetProperty("percent").GetString());
        Assert.Equal("commission-gold", closed.GetProperty("commission").GetProperty("rule").GetString());
        Assert.Equal("approver:anna", closed.GetProperty("confirmedBy").GetString());
        Assert.Equal("protected", closed.GetProperty("protection").GetProperty("atSignature").GetString());
        Assert.Equal("V-1001", closed.GetProperty("partner").GetProperty("vendorNumber").GetString());
        Assert.DoesNotContain("brandt", events[1].GetRawText(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains((await product.MailsToAsync(People.AlpenIt)), mail => mail.Text.Contains("3.072,00 €", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Clock_JsonSentAsCurlSendsIt_Moves()
    {
        await using var product = await Product.StartAsync();
        var body = new StringContent("""{"advance":"21.00:00:00"}""", System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
        var answer = await product.SendAsync(HttpMethod.Post, "/local/clock", null, body);
        Assert.Equal("2026-03-23T09:00:00Z", answer.Json.GetProperty("now").GetString());
    }

    [Fact]
    public async Task Register_GoldTierSmallAndClear_ApprovedByRule()
    {
        await using var product = await Product.StartAsync();
        var id = await product.RegisterAsync(Keys.AlpenIt, Drafts.Mueller().With(draft => draft["estimatedValue"]!["amount"] = "10000.00"));
        var deal = await product.ReadAsync(id, Keys.AlpenIt);
        Assert.Equal("approved", deal.GetProperty("status").GetString());
        Assert.Equal("gold-small", deal.GetProperty("decision").GetProperty("rule").GetString());
        Assert.Empty(await product.MailsToAsync(People.Anna));
    }

    [Fact]
    public async Task Register_SilverTierSmall_PersonIsAsked()
    {
        await using var product = await Product.StartAsync();
        var id = await product.RegisterAsync(Keys.Nordlicht, Drafts.Mueller().With(draft => draft["estimatedValue"]!["amount"] = "10000.00"));
        Assert.Equal("pendingDecision", await product.StatusAsync(id));
    }

    [Fact]
    public async Task Manufacturer_ClosesWonItself_NoConfirmationNeeded()
    {
        await using var product = await Product.StartAsync();
        var id = await product.ApprovedAsync();
        var won = await product.PostAsync(
            $"/api/registrations/{id}/close",
            new { outcome = "won", signedOn = "2026-03-02", orderNumber = "PO-1", netAmount = new { amount = "120000.00", currency = "EUR" } }, Keys.Contoso);
        Assert.Equal("closedWon", won.Json.GetProperty("status").GetString());
        var benefits = (await product.EventsAsync())[^1].GetProperty("data").GetProperty("incentives").EnumerateArray().ToList();
        Assert.Equal("new-business-bonus", Assert.Single(benefits).GetProperty("rule").GetString());
        Assert.Equal("500.00", benefits[0].GetProperty("amount").GetProperty("amount").GetString());
    }

    [Fact]
    public async Task Win_Disputed_PartnerIsToldWhyAndReportsAgain()
    {
        await using var product = await Product.StartAsync();
        var id = await product.ApprovedAsync();
        object won = new { outcome = "won", signedOn = "2026-03-02", orderNumber = "PO-1", netAmount = new { amount = "4000.00", currency = "EUR" } };
        await product.PostAsync($"/api/registrations/{id}/close", won, Keys.AlpenIt);
        var disputed = await product.DecideAsync(await product.TokenAsync(People.Anna), "dispute", "The order is over 3,000.");
        Assert.Equal("approved", disputed.Json.GetProperty("status").GetString());
        Assert.Contains("The order is over 3,000.", (await product.MailsToAsync(People.AlpenIt))[^1].Text, StringComparison.Ordinal);
        Assert.Equal("wonReported", (await product.PostAsync($"/api/registrations/{id}/close", won, Keys.AlpenIt)).Json.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Lost_ReasonIsRecordedAndToldAndHoldIsFree()
    {
        await using var product = await Product.StartAsync();
        var id = await product.ApprovedAsync();
        var waiting = await product.RegisterAsync(Keys.Nordlicht);
        Assert.Equal("queued", await product.StatusAsync(waiting));
        var lost = await product.PostAsync($"/api/registrations/{id}/close", new { outcome = "lost", reason = "price", comment = "Ten percent off." }, Keys.AlpenIt);
        Assert.Equal("closedLost", lost.Json.GetProperty("status").GetString());
        Assert.Equal("price", lost.Json.GetProperty("closing").GetProperty("lossReason").GetString());
        Assert.Equal("pendingDecision", await product.StatusAsync(waiting));
        Assert.Single(await product.EventsAsync());
    }

    [Fact]
    public async Task Progress_HelpWanted_ManufacturerIsToldAtOnce()
    {
        await using var product = await Product.StartAsync();
        var id = await product.ApprovedAsync();
        var before = (await product.MailsToAsync(People.Anna)).Count;
        var answer = await product.PostAsync(
            $"/api/registrations/{id}/progress", new { note = "Budget is approved.", expectedCloseOn = "2026-05-01", helpWanted = true }, Keys.AlpenIt);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains(answer.Json.GetProperty("timeline").EnumerateArray(), entry => entry.GetProperty("what").GetString() == "helpWanted");
        var mails = await product.MailsToAsync(People.Anna);
        Assert.Equal(before + 1, mails.Count);
        Assert.Contains("Budget is approved.", mails[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_ManyReportsAtOnce_AllAreTaken()
    {
        await using var product = await Product.StartAsync();
        var id = await product.ApprovedAsync();
        var answers = await Task.WhenAll(Enumerable.Range(1, 80).Select(number =>
            product.PostAsync($"/api/registrations/{id}/progress", new { note = $"Call {number}." }, Keys.AlpenIt)));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
    }
}
