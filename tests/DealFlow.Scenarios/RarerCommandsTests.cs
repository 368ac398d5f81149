using System.Net;
using DealFlow.Scenarios.Hosting;
using NodaTime;

namespace DealFlow.Scenarios;

/// <summary>Questions, extensions, revoking and invoices over HTTP.</summary>
public sealed class RarerCommandsTests
{
    [Fact]
    public async Task Question_AnsweredByThePartner_ApproverIsAskedAgainWithANewLink()
    {
        await using var product = await Product.StartAsync();
        var id = await product.RegisterAsync(Keys.AlpenIt);
        var first = await product.TokenAsync(People.Anna);
        var asked = await product.DecideAsync(first, "requestInformation", question: "Which site?");
        Assert.Equal("needsInformation", asked.Json.GetProperty("status").GetString());
        Assert.Contains("Which site?", (await product.MailsToAsync(People.AlpenIt))[^1].Text, StringComparison.Ordinal);

        var answered = await product.PostAsync($"/api/registrations/{id}/answer", new { text = "The one in Augsburg." }, Keys.AlpenIt);
        Assert.Equal("pendingDecision", answered.Json.GetProperty("status").GetString());
        var second = await product.TokenAsync(People.Anna);
        Assert.NotEqual(first, second);
        Assert.Equal(HttpStatusCode.Gone, (await product.DecideAsync(first, "approve")).Status);
        Assert.Equal(HttpStatusCode.OK, (await product.DecideAsync(second, "approve")).Status);
    }

    [Fact]
    public async Task Question_NotAnswered_EndsAsIncompleteAndFreesTheHold()
    {
        await using var product = await Product.StartAsync();
        var id = await product.RegisterAsync(Keys.AlpenIt);
        var next = await product.RegisterAsync(Keys.Nordlicht);
        await product.DecideAsync(await product.TokenAsync(People.Anna), "requestInformation", question: "Which site?");
        await product.AdvanceAsync(Duration.FromDays(8));
        Assert.Equal("incomplete", await product.StatusAsync(id));
        Assert.Equal("pendingDecision", await product.StatusAsync(next));
    }

    [Fact]
    public async Task Extension_GrantedByLink_MovesTheEndAndTellsThePartner()
    {
        await using var product = await Product.StartAsync();
        var id = await product.ApprovedAsync();
        var asked = await product.PostAsync($"/api/registrations/{id}/extension", new { reason = "The budget comes in June." }, Keys.AlpenIt);
        Assert.Equal(HttpStatusCode.OK, asked.Status);
        Assert.Equal(HttpStatusCode.Conflict, (await product.PostAsync($"/api/registrations/{id}/extension", new { reason = "Again." }, Keys.AlpenIt)).Status);
        Assert.Equal(HttpStatusCode.OK, (await product.DecideAsync(await product.TokenAsync(People.Anna), "grant")).Status);
        Assert.Equal("2026-07-30T22:00:00Z", (await product.ReadAsync(id, Keys.AlpenIt)).GetProperty("protectedUntil").GetString());
        Assert.Contains("30. Juli 2026", (await product.MailsToAsync(People.AlpenIt))[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revoke_ByTheManufacturer_PartnerIsToldWhy()
    {
        await using var product = await Product.StartAsync();
        var id = await product.ApprovedAsync();
        Assert.Equal((HttpStatusCode)422, (await product.PostAsync($"/api/registrations/{id}/revoke", new { reason = (string?)null }, Keys.Contoso)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await product.PostAsync($"/api/registrations/{id}/revoke", new { reason = "x" }, Keys.AlpenIt)).Status);
        var revoked = await product.PostAsync($"/api/registrations/{id}/revoke", new { reason = "The customer buys directly." }, Keys.Contoso);
        Assert.Equal("revoked", revoked.Json.GetProperty("status").GetString());
        Assert.Contains("The customer buys directly.", (await product.MailsToAsync(People.AlpenIt))[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invoices_AfterTheWin_EachPaysItsPartAndTheyAddUp()
    {
        await using var product = await Product.StartAsync();
        var id = await product.ApprovedAsync();
        await product.PostAsync(
            $"/api/registrations/{id}/close",
            new { outcome = "won", signedOn = "2026-03-02", orderNumber = "PO-1", netAmount = new { amount = "38400.00", currency = "EUR" } }, Keys.Contoso);
        await product.AdvanceAsync(Duration.FromDays(400));
        foreach (var (number, net) in new[] { ("R-1", "10000.05"), ("R-2", "28399.95"), ("R-3", "-400.00") })
        {
            var invoiced = await product.PostAsync(
                $"/api/registrations/{id}/invoices",
                new { number, invoicedOn = "2027-04-01", lines = new[] { new { product = "firewall", net = new { amount = net, currency = "EUR" } } } }, Keys.Contoso);
            Assert.True(invoiced.Status is HttpStatusCode.OK, invoiced.Text);
        }

        var events = (await product.EventsAsync()).Where(item => item.GetProperty("type").GetString() == "dealflow.deal.invoiced.v1").ToList();
        Assert.Equal([$"{id}/3/invoiced", $"{id}/4/invoiced", $"{id}/5/invoiced"], events.Select(item => item.GetProperty("id").GetString()!).ToArray());
        Assert.Equal(
            ["800.00", "2272.00", "-32.00"],
            events.Select(item => item.GetProperty("data").GetProperty("commission").GetProperty("amount").GetProperty("amount").GetString()!).ToArray());
        Assert.Equal("3040.00", events[^1].GetProperty("data").GetProperty("totals").GetProperty("commission").GetProperty("amount").GetString());
    }
}
