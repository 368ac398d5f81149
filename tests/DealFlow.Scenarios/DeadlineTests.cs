using System.Net;
using DealFlow.Scenarios.Hosting;
using NodaTime;

namespace DealFlow.Scenarios;

/// <summary>A deadline that has come has passed, although its timer has not fired yet; and questions and extensions to the minute.</summary>
public sealed class DeadlineTests
{
    [Fact]
    public async Task Answer_AfterItsDeadlineBeforeTheTimer_IsTooLate()
    {
        await using var product = await Product.StartAsync();
        var id = await product.RegisterAsync(Keys.AlpenIt);
        await product.DecideAsync(await product.TokenAsync(People.Anna), "requestInformation", question: "Which site?");
        await product.SettleAsync();
        product.Jump(Duration.FromDays(7));
        var late = await product.PostAsync($"/api/registrations/{id}/answer", new { text = "Augsburg." }, Keys.AlpenIt);
        Assert.Equal((HttpStatusCode.Conflict, "incomplete"), (late.Status, late.Json.GetProperty("registrationStatus").GetString()));
        Assert.Equal("incomplete", (await product.GetAsync($"/api/registrations/{id}", Keys.AlpenIt)).Json.GetProperty("status").GetString());
        Assert.Contains("Which site?", (await product.MailsToAsync(People.AlpenIt))[^1].Text, StringComparison.Ordinal); // told that it has ended
        Assert.Equal(3, (await product.MailsToAsync(People.AlpenIt)).Count);
    }

    [Fact]
    public async Task Answer_AMinuteBeforeItsDeadline_IsTaken()
    {
        await using var product = await Product.StartAsync();
        var id = await product.RegisterAsync(Keys.AlpenIt);
        await product.DecideAsync(await product.TokenAsync(People.Anna), "requestInformation", question: "Which site?");
        await product.SettleAsync();
        product.Jump(Duration.FromDays(7) - Duration.FromMinutes(1));
        var answered = await product.PostAsync($"/api/registrations/{id}/answer", new { text = "Augsburg." }, Keys.AlpenIt);
        Assert.Equal("pendingDecision", answered.Json.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Reject_AfterSilenceHasApproved_410WithTheRule()
    {
        await using var product = await Product.StartAsync();
        var id = await product.RegisterAsync(Keys.AlpenIt, Drafts.Customer(1).ForFabrikam());
        await product.SettleAsync();
        var token = (await product.TokensAsync(People.Dana, id))[0];
        await product.AdvanceAsync(Duration.FromDays(2));
        product.Jump(Duration.FromDays(1));
        var late = await product.DecideAsync(token, "reject", "No.");
        Assert.Equal(HttpStatusCode.Gone, late.Status);
        Assert.Contains("the rule silence", late.Text, StringComparison.Ordinal);
        Assert.Equal("approved", await product.StatusAsync(id, Keys.Fabrikam));
        Assert.Single(await product.MailsToAsync(People.AlpenIt), mail => mail.IsReward);
    }

    [Theory]
    [InlineData("progress")]
    [InlineData("extension")]
    [InlineData("withdraw")]
    [InlineData("close")]
    public async Task Command_AfterTheGraceBeforeTheTimer_FindsItExpired(string command)
    {
        await using var product = await Product.StartAsync();
        var id = await product.ApprovedAsync();
        product.Jump(Duration.FromDays(97) + Duration.FromHours(13)); // 2026-06-08 00:00 in Berlin
        object body = command switch
        {
            "progress" => new { note = "Soon." },
            "close" => new { outcome = "won", signedOn = "2026-05-30", orderNumber = "PO-1", netAmount = new { amount = "9000.00", currency = "EUR" } },
            _ => new { reason = "Because." },
        };
        var late = await product.PostAsync($"/api/registrations/{id}/{command}", body, Keys.AlpenIt);
        Assert.Equal((HttpStatusCode.Conflict, "expired"), (late.Status, late.Json.GetProperty("registrationStatus").GetString()));
        Assert.Equal("expired", await product.StatusAsync(id));
        Assert.Single(await product.EventsAsync());
    }

    [Fact]
    public async Task Extension_AfterTheEndBeforeTheTimer_IsRefused()
    {
        await using var product = await Product.StartAsync();
        var id = await product.ApprovedAsync();
        product.Jump(Duration.FromDays(90) + Duration.FromHours(13)); // 2026-06-01 00:00 in Berlin
        Assert.Equal(HttpStatusCode.Conflict, (await product.PostAsync($"/api/registrations/{id}/extension", new { reason = "More." }, Keys.AlpenIt)).Status);
    }

    [Fact]
    public async Task Question_LateOnAFridayBeforeAHoliday_FreezesToTheMinute()
    {
        // Friday, 22 May 2026, 09:00; Whit Monday is a holiday.
        await using var product = await Product.StartAsync(Instant.FromUtc(2026, 5, 22, 7, 0));
        var id = await product.RegisterAsync(Keys.AlpenIt);
        await product.AdvanceToAsync(2026, 5, 22, 23, 30);
        await product.DecideAsync(await product.TokenAsync(People.Anna), "requestInformation", question: "Which site?");
        var asked = await product.ReadAsync(id, Keys.AlpenIt);
        Assert.Equal("2026-06-01T21:30:00Z", asked.GetProperty("question").GetProperty("answerDueAt").GetString()); // 26, 27, 28, 29 May and 1 June
        Assert.Equal(System.Text.Json.JsonValueKind.Null, asked.GetProperty("decisionDueAt").ValueKind);

        // Nothing runs over the weekend and the holiday; 14.5 of 48 hours had run on Friday.
        await product.AdvanceToAsync(2026, 5, 26, 8);
        await product.PostAsync($"/api/registrations/{id}/answer", new { text = "Augsburg." }, Keys.AlpenIt);
        Assert.Equal("2026-05-27T15:30:00Z", (await product.ReadAsync(id, Keys.AlpenIt)).GetProperty("decisionDueAt").GetString());
    }

    [Fact]
    public async Task Question_OverAndOver_RoundsAndFrozenTimeAreCapped()
    {
        await using var product = await Product.StartAsync();
        var id = await product.RegisterAsync(Keys.AlpenIt);
        foreach (var (days, due) in new[] { (4, "2026-03-09T09:00:00Z"), (6, "2026-03-13T09:00:00Z"), (0, "2026-03-16T09:00:00Z") })
        {
            var token = (await product.TokensAsync(People.Anna, id))[^1];
            Assert.Equal(HttpStatusCode.OK, (await product.DecideAsync(token, "requestInformation", question: "And?")).Status);
            Assert.Equal(due, (await product.ReadAsync(id, Keys.AlpenIt)).GetProperty("question").GetProperty("answerDueAt").GetString());
            await product.AdvanceAsync(Duration.FromDays(days));
            await product.PostAsync($"/api/registrations/{id}/answer", new { text = "That." }, Keys.AlpenIt);
            await product.SettleAsync();
        }

        var fourth = await product.DecideAsync((await product.TokensAsync(People.Anna, id))[^1], "requestInformation", question: "And?");
        Assert.Equal(HttpStatusCode.Conflict, fourth.Status);
        Assert.Equal("pendingDecision", await product.StatusAsync(id));
    }

    [Fact]
    public async Task Extension_AskedTenMinutesBeforeTheEndGrantedTwoDaysLater_CountsFromTheOldEnd()
    {
        await using var product = await Product.StartAsync();
        var id = await product.ApprovedAsync();
        await product.AdvanceToAsync(2026, 5, 31, 23, 50);
        await ExtendAsync(product, id);
        await product.AdvanceToAsync(2026, 6, 2, 23, 50);
        Assert.DoesNotContain("graceStarted", (await product.ReadAsync(id, Keys.Contoso)).GetRawText(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await product.DecideAsync((await product.TokensAsync(People.Anna, id))[^1], "grant")).Status);
        Assert.Equal("2026-07-30T22:00:00Z", (await product.ReadAsync(id, Keys.AlpenIt)).GetProperty("protectedUntil").GetString());

        // Another one is not left; notices and follow-ups go by the new end.
        Assert.Equal(HttpStatusCode.Conflict, (await product.PostAsync($"/api/registrations/{id}/extension", new { reason = "More." }, Keys.AlpenIt)).Status);
        await product.AdvanceToAsync(2026, 8, 10);
        Assert.Equal(
            ["expiryNoticed 2026-06-30", "followedUp 2026-07-06", "expiryNoticed 2026-07-16", "expiryNoticed 2026-07-23", "followedUp 2026-07-27",
             "expiryNoticed 2026-07-29", "graceStarted 2026-07-30", "expired 2026-08-06"],
            await HappenedAsync(product, id, after: "2026-06-29"));
    }

    [Fact]
    public async Task Extension_RefusedAfterTheOldEnd_RefusalIsTheEnd()
    {
        await using var product = await Product.StartAsync();
        var id = await product.ApprovedAsync();
        await product.AdvanceToAsync(2026, 5, 29);
        await ExtendAsync(product, id);
        await product.AdvanceToAsync(2026, 6, 3, 15);
        await product.DecideAsync((await product.TokensAsync(People.Anna, id))[^1], "refuse", "No progress.");
        Assert.Equal("2026-06-03T13:00:00Z", (await product.ReadAsync(id, Keys.AlpenIt)).GetProperty("protectedUntil").GetString());
        Assert.Contains("No progress.", (await product.MailsToAsync(People.AlpenIt))[^2].Text + (await product.MailsToAsync(People.AlpenIt))[^1].Text, StringComparison.Ordinal);
        var won = await product.PostAsync(
            $"/api/registrations/{id}/close",
            new { outcome = "won", signedOn = "2026-06-03", orderNumber = "PO-1", netAmount = new { amount = "9000.00", currency = "EUR" } }, Keys.AlpenIt);
        Assert.Equal(HttpStatusCode.OK, won.Status);
    }

    [Fact]
    public async Task Extension_NobodyAnswers_ProtectsForTheDecisionDaysThenCountsAsRefused()
    {
        await using var product = await Product.StartAsync();
        var id = await product.ApprovedAsync();
        await product.AdvanceToAsync(2026, 5, 31, 23, 50);
        await ExtendAsync(product, id);
        var token = (await product.TokensAsync(People.Anna, id))[^1];
        await product.AdvanceToAsync(2026, 6, 8, 23, 59); // 4 June is a holiday, so five business days end with Monday
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await product.ReadAsync(id, Keys.AlpenIt)).GetProperty("extension").GetProperty("outcome").ValueKind);
        product.Jump(Duration.FromMinutes(1));
        Assert.Equal(HttpStatusCode.Gone, (await product.DecideAsync(token, "grant")).Status);
        var lapsed = await product.ReadAsync(id, Keys.AlpenIt);
        Assert.Equal("refused", lapsed.GetProperty("extension").GetProperty("outcome").GetString());
        Assert.Equal("2026-06-08T22:00:00Z", lapsed.GetProperty("protectedUntil").GetString());
        await product.AdvanceToAsync(2026, 6, 16, 0);
        Assert.Equal("expired", await product.StatusAsync(id));
    }

    [Theory]
    [InlineData("close", "closedLost")]
    [InlineData("withdraw", "withdrawn")]
    public async Task Extension_PendingAndTheDealEnds_LinkIsVoid(string command, string status)
    {
        await using var product = await Product.StartAsync();
        var id = await product.ApprovedAsync();
        await ExtendAsync(product, id);
        var token = (await product.TokensAsync(People.Anna, id))[^1];
        object body = command == "close" ? new { outcome = "lost", reason = "price" } : new { reason = "No budget." };
        Assert.Equal(HttpStatusCode.OK, (await product.PostAsync($"/api/registrations/{id}/{command}", body, Keys.AlpenIt)).Status);
        var gone = await product.DecideAsync(token, "grant");
        Assert.Equal((HttpStatusCode.Gone, status), (gone.Status, gone.Json.GetProperty("registrationStatus").GetString()));
        await product.AdvanceAsync(Duration.FromDays(120));
        Assert.Equal(status, await product.StatusAsync(id));
    }

    private static async Task ExtendAsync(Product product, string id)
    {
        var asked = await product.PostAsync($"/api/registrations/{id}/extension", new { reason = "The budget comes in June." }, Keys.AlpenIt);
        Assert.Equal(HttpStatusCode.OK, asked.Status);
        await product.SettleAsync();
    }

    private static async Task<string[]> HappenedAsync(Product product, string id, string after) =>
        [.. (await product.ReadAsync(id, Keys.Contoso)).GetProperty("timeline").EnumerateArray()
            .Select(entry => (What: entry.GetProperty("what").GetString(), On: entry.GetProperty("at").GetString()![..10]))
            .Where(entry => string.CompareOrdinal(entry.On, after) > 0).Select(entry => $"{entry.What} {entry.On}")];
}
