using System.Net;
using DealFlow.Embedded;
using DealFlow.Scenarios.Hosting;

namespace DealFlow.Scenarios.Operation;

/// <summary>The operator's pages on the engine's instances.</summary>
public sealed class InstancePagesTests
{
    [Fact]
    public async Task List_ManyInstances_IsPagedAndFilteredByState()
    {
        await using var product = await Product.StartAsync();
        for (var number = 1; number <= 51; number++)
            await product.RegisterAsync(Keys.AlpenIt, Drafts.Customer(number));
        await product.SettleAsync();
        using var browser = product.Browser();

        await browser.OpenAsync("/local/instances");
        Assert.Equal("Orchestrations", browser.Title);
        var first = Ids(browser);
        Assert.Equal(50, first.Count);
        await browser.OpenAsync(browser.Page.QuerySelectorAll("main a")[^1].GetAttribute("href")!);
        Assert.Single(Ids(browser).Except(first));
        await browser.OpenAsync("/local/instances?state=parked");
        Assert.Contains("There is no instance in this state.", browser.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync("/local/instances?state=asleep")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync("/local/instances/DR-0000-0000")).Status);
    }

    [Fact]
    public async Task Show_WaitingDeal_TellsInTheReadersLanguageWhatItWaitsFor()
    {
        await using var product = await Product.StartAsync();
        var id = await product.RegisterAsync(Keys.AlpenIt);
        await product.SettleAsync();
        using var english = product.Browser();
        using var german = product.Browser("de");

        await english.OpenAsync($"/local/instances/{id}");
        Assert.Contains("The event changed, until 2026-03-0", english.Text, StringComparison.Ordinal);
        Assert.Contains("the activity CheckConflicts has ended", english.Text, StringComparison.Ordinal);
        await german.OpenAsync($"/local/instances/{id}");
        Assert.Contains("Das Ereignis changed, längstens bis 2026-03-0", german.Text, StringComparison.Ordinal);
        Assert.Contains("pendingDecision", german.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Terminate_AndBeginAnew_AskForConfirmationAndOurOwnForm()
    {
        await using var product = await Product.StartAsync();
        var id = await product.RegisterAsync(Keys.AlpenIt);
        await product.SettleAsync();
        using var browser = product.Browser();
        var path = $"/local/instances/{id}";

        await (await browser.OpenAsync(path)).PressAsync("Terminate");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.Contains("tick the box", browser.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync($"{path}/terminate", ("confirm", "yes"))).Status);
        var token = (await browser.OpenAsync(path)).Page.QuerySelector("input[name=csrf]")!.GetAttribute("value")!;
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync($"{path}/retry", ("csrf", token), ("confirm", "yes"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.PostAsync($"{path}/explode", ("csrf", token), ("confirm", "yes"))).Status);

        await (await browser.OpenAsync(path)).PressAsync("Terminate", ("confirm", "yes"));
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Contains("terminated", browser.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await browser.PostAsync($"{path}/terminate", ("csrf", token), ("confirm", "yes"))).Status);

        var mails = (await product.MailsAsync()).Count;
        await (await browser.OpenAsync(path)).PressAsync("Begin anew", ("confirm", "yes"));
        await product.SettleAsync();
        Assert.Equal(mails, (await product.MailsAsync()).Count);
        Assert.Equal(HttpStatusCode.OK, (await product.DecideAsync(await product.TokenAsync(People.Anna), "approve")).Status);
        Assert.Equal("approved", await product.StatusAsync(id));
        Assert.Contains("stands at", (await browser.OpenAsync(path)).Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("approved", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parked_CodeDisagrees_ShowsBothSidesAndResumesAfterTheFix()
    {
        await using var product = await Product.StartAsync();
        var id = await product.RegisterAsync(Keys.AlpenIt);
        await product.SettleAsync();
        await RewriteAsync(product, "CheckConflicts", "AskTheOracle");
        await product.PostAsync($"/api/registrations/{id}/withdraw", new { reason = "Changed." }, Keys.AlpenIt);
        await product.SettleAsync();
        using var browser = product.Browser();

        await browser.OpenAsync($"/local/instances/{id}");
        Assert.Contains("activity 'AskTheOracle'", browser.Text, StringComparison.Ordinal);
        Assert.Contains("activity 'CheckConflicts'", browser.Text, StringComparison.Ordinal);
        Assert.Contains("The event changed has come", browser.Text, StringComparison.Ordinal);
        await RewriteAsync(product, "AskTheOracle", "CheckConflicts");
        using var again = product.Browser();
        await (await again.OpenAsync($"/local/instances/{id}")).PressAsync("Resume", ("confirm", "yes"));
        await product.SettleAsync();
        Assert.Contains("completed", (await again.OpenAsync($"/local/instances/{id}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_IdWithMarkup_IsEscaped()
    {
        await using var product = await Product.StartAsync();
        await product.RegisterAsync(Keys.AlpenIt);
        await product.SettleAsync();
        await ChangeAsync(product, "UPDATE engine_instances SET id = '<b>&?x', status = '<i>y'");
        using var browser = product.Browser();

        await browser.OpenAsync("/local/instances");
        Assert.Empty(browser.Page.QuerySelectorAll("main b, main i"));
        await browser.OpenAsync(browser.Page.QuerySelector("td a")!.GetAttribute("href")!);
        Assert.Equal((HttpStatusCode.OK, "<b>&?x"), (browser.Status, browser.Title));
        Assert.Empty(browser.Page.QuerySelectorAll("main b, main i"));
    }

    private static List<string> Ids(Browser browser) => [.. browser.Page.QuerySelectorAll("td a").Select(link => link.TextContent)];

    /// <summary>Another program ran there: what it recorded is not what this one does.</summary>
    private static Task RewriteAsync(Product product, string from, string to) => ChangeAsync(product, $"UPDATE engine_history SET entries = replace(entries, '{from}', '{to}')");

    private static async Task ChangeAsync(Product product, string sql)
    {
        await product.StopAsync();
        await using (var commits = CommitQueue.Open(Path.Combine(product.DataFolder, "dealflow.db")))
            await commits.CommitAsync(connection => { connection.Execute(sql); }, CancellationToken.None);
        await product.StartAgainAsync(Product.Monday);
    }
}
