using System.Net;
using DealFlow.Scenarios.Hosting;
using NodaTime;

namespace DealFlow.Scenarios;

/// <summary>Protection, follow-up, notices, grace and expiry, through outages and clock changes.</summary>
public sealed class ProtectionTests
{
    private static object Won(string signedOn) =>
        new { outcome = "won", signedOn, orderNumber = "PO-9", netAmount = new { amount = "38400.00", currency = "EUR" } };

    [Fact]
    public async Task Protection_AcrossTheEndOfSummerTime_EndsAtTheEndOfALocalDay()
    {
        await using var product = await Product.StartAsync(Instant.FromUtc(2026, 7, 27, 8, 0));
        var id = await product.ApprovedAsync();
        Assert.Equal("2026-10-25T23:00:00Z", (await product.ReadAsync(id, Keys.AlpenIt)).GetProperty("protectedUntil").GetString());
        await product.AdvanceToAsync(2026, 10, 25, 23, 59);
        Assert.DoesNotContain("graceStarted", (await product.ReadAsync(id, Keys.Contoso)).GetRawText(), StringComparison.Ordinal);
        await product.AdvanceAsync(Duration.FromMinutes(1));
        Assert.Contains("graceStarted", (await product.ReadAsync(id, Keys.Contoso)).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NothingHappens_RemindersNoticesGraceExpiry_InOrder()
    {
        await using var product = await Product.StartAsync();
        var id = await product.ApprovedAsync();
        var start = (await product.MailsToAsync(People.AlpenIt)).Count;
        var moved = await product.AdvanceAsync(Duration.FromDays(120));
        Assert.True(moved.GetProperty("fired").GetInt32() >= 10);

        var deal = await product.ReadAsync(id, Keys.Contoso);
        Assert.Equal("expired", deal.GetProperty("status").GetString());
        var days = deal.GetProperty("timeline").EnumerateArray()
            .Where(entry => entry.GetProperty("what").GetString() is "followedUp" or "expiryNoticed" or "graceStarted" or "expired")
            .Select(entry => $"{entry.GetProperty("what").GetString()} {entry.GetProperty("at").GetString()![..10]}").ToArray();
        Assert.Equal(
            [
                "followedUp 2026-03-23", "followedUp 2026-04-13", "expiryNoticed 2026-05-01", "followedUp 2026-05-04", "expiryNoticed 2026-05-17",
                "expiryNoticed 2026-05-24", "followedUp 2026-05-25", "expiryNoticed 2026-05-30", "graceStarted 2026-05-31", "expired 2026-06-07",
            ], days);
        var mails = (await product.MailsToAsync(People.AlpenIt)).Skip(start).ToList();
        Assert.Equal(mails.Select(mail => mail.SentAt).Order(StringComparer.Ordinal), mails.Select(mail => mail.SentAt));
        Assert.Equal(10, mails.Count);
        Assert.Equal(HttpStatusCode.Conflict, (await product.PostAsync($"/api/registrations/{id}/close", Won("2026-05-31"), Keys.AlpenIt)).Status);
    }

    [Fact]
    public async Task Win_SignedInTimeReportedInTheGrace_IsTaken()
    {
        await using var product = await Product.StartAsync();
        var id = await product.ApprovedAsync();
        await product.AdvanceToAsync(2026, 6, 5);
        var late = await product.PostAsync($"/api/registrations/{id}/close", Won("2026-06-01"), Keys.AlpenIt);
        Assert.Equal((HttpStatusCode)422, late.Status);
        Assert.Equal(["signedOn"], late.Errors);
        Assert.Equal(HttpStatusCode.OK, (await product.PostAsync($"/api/registrations/{id}/close", Won("2026-05-31"), Keys.AlpenIt)).Status);
        await product.AdvanceToAsync(2026, 7, 1);
        Assert.Equal("wonReported", await product.StatusAsync(id));
        await product.DecideAsync(await product.TokenAsync(People.Anna), "confirm");
        Assert.Equal("protected", (await product.EventsAsync())[^1].GetProperty("data").GetProperty("protection").GetProperty("atSignature").GetString());
    }

    [Fact]
    public async Task Close_AndExpiryAtOnce_OneOfThemWins()
    {
        await using var product = await Product.StartAsync();
        var id = await product.ApprovedAsync();
        await product.AdvanceToAsync(2026, 6, 7, 23, 59);
        var (advance, close) = (product.AdvanceAsync(Duration.FromMinutes(2)), product.PostAsync($"/api/registrations/{id}/close", Won("2026-05-30"), Keys.AlpenIt));
        await Task.WhenAll(advance, close);
        var status = await product.StatusAsync(id);
        Assert.Equal((await close).Status is HttpStatusCode.OK ? "wonReported" : "expired", status);
        var entries = (await product.ReadAsync(id, Keys.Contoso)).GetProperty("timeline").EnumerateArray()
            .Count(entry => entry.GetProperty("what").GetString() is "expired" or "winReported");
        Assert.Equal(1, entries);
    }

    [Fact]
    public async Task HostDown_ForThreeWeeks_EachSeriesIsSentOnce()
    {
        await using var product = await Product.StartAsync();
        var protectedDeal = await product.ApprovedAsync();
        var pending = await product.RegisterAsync(Keys.Nordlicht, Drafts.Customer(1));
        await product.SettleAsync();
        var before = (await product.MailsAsync()).Count;
        await product.StopAsync();

        await product.StartAgainAsync(Product.Monday, Duration.FromDays(64));
        await product.AdvanceAsync(Duration.FromDays(1));
        var mails = (await product.MailsAsync()).Skip(before).ToList();

        // Three follow-ups and a notice were missed, and the question to Anna went round everybody.
        Assert.Single(mails, mail => mail.To.Contains(People.AlpenIt, StringComparison.Ordinal) && mail.Id.StartsWith("daily/", StringComparison.Ordinal));
        Assert.Single(mails, mail => mail.To.Contains(People.Anna, StringComparison.Ordinal) && mail.Id.StartsWith("daily/", StringComparison.Ordinal));
        Assert.Single(mails, mail => mail.To.Contains(People.AlpenIt, StringComparison.Ordinal) && mail.Subject.Contains("31. Mai", StringComparison.Ordinal));
        var timeline = (await product.ReadAsync(protectedDeal, Keys.Contoso)).GetProperty("timeline").EnumerateArray().ToList();
        Assert.Single(timeline, entry => entry.GetProperty("what").GetString() == "followedUp");
        Assert.Single(timeline, entry => entry.GetProperty("what").GetString() == "expiryNoticed");
        Assert.Equal("pendingDecision", await product.StatusAsync(pending));
        Assert.Equal("2026-05-31T22:00:00Z", (await product.ReadAsync(protectedDeal, Keys.AlpenIt)).GetProperty("protectedUntil").GetString());
    }

    [Fact]
    public async Task Restart_InTheMiddle_GoesOnWhereItWas()
    {
        await using var product = await Product.StartAsync();
        var id = await product.RegisterAsync(Keys.AlpenIt);
        var token = await product.TokenAsync(People.Anna);
        await product.AdvanceAsync(Duration.FromDays(1));
        var now = await product.NowAsync();
        await product.StopAsync();
        await product.StartAgainAsync(Product.Monday);
        Assert.Equal(now, await product.NowAsync());
        Assert.Equal(HttpStatusCode.OK, (await product.DecideAsync(token, "approve")).Status);
        await product.AdvanceAsync(Duration.FromDays(21));
        Assert.Contains("followedUp", (await product.ReadAsync(id, Keys.Contoso)).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Program_Removed_StillServesItsOpenDeals()
    {
        var programs = Directory.CreateTempSubdirectory("dealflow-programs-").FullName;
        foreach (var file in Directory.GetFiles(Local.Hosting.LocalOptions.SampleFolder, "*.json"))
            File.Copy(file, Path.Combine(programs, Path.GetFileName(file)));
        await using var product = await Product.StartAsync(programs: programs);
        await product.AddKeyAsync("contoso", new(Workflow.Keys.KeyOwnerKind.Manufacturer, "contoso"));
        await product.AddKeyAsync("alpen-it", new(Workflow.Keys.KeyOwnerKind.Partner, "alpen-it"));
        await product.SendAsync(HttpMethod.Put, "/api/partners/alpen-it", "contoso", System.Net.Http.Json.JsonContent.Create(new
        {
            name = "Alpen IT",
            tier = "silver",
            language = "de",
            mail = People.AlpenIt,
            people = Array.Empty<string>(),
            vendorNumber = "V-1",
            programs = new[] { "contoso-network" },
        }));
        var id = await product.RegisterAsync("alpen-it");
        await product.SettleAsync();
        var now = await product.NowAsync();
        await product.StopAsync();
        File.Delete(Directory.GetFiles(programs, "contoso*.json")[0]);

        await product.StartAgainAsync(now, programs: programs);
        Assert.Equal(HttpStatusCode.OK, (await product.GetAsync("/api/registrations", "alpen-it")).Status);
        Assert.Equal(HttpStatusCode.OK, (await product.DecideAsync(await product.TokenAsync(People.Anna), "approve")).Status);
        Assert.Equal("approved", await product.StatusAsync(id, "alpen-it"));
        Directory.Delete(programs, recursive: true);
    }
}
