using System.Net;
using System.Text;
using DealFlow.Embedded;
using DealFlow.Scenarios.Hosting;
using NodaTime;

namespace DealFlow.Scenarios.Privacy;

/// <summary>No log, trace or metric holds a secret or anything personal, at whatever level.</summary>
public sealed class LogTests
{
    [Fact]
    public async Task WholeStory_EverythingLogged_HoldsNoSecretAndNothingPersonal()
    {
        using var output = new CapturedOutput();
        var secrets = new HashSet<string>(StringComparer.Ordinal)
        {
            Keys.AlpenIt, Keys.Contoso, "wrong-key-4711", "idempotent-4711", "Eva Brandt", "e.brandt@", "+49 89 77001122", "Quendel", "Müller Maschinenbau",
            "mueller-maschinenbau", "DE136695976", "Anna Keller", "Bruno Lang", People.Anna, People.Bruno, People.Clara, People.AlpenIt,
            "nobody@nowhere.example", "CRM-4711",
        };
        await using (var product = await Product.StartAsync(logging: output.LogEverything))
        {
            await LiveAsync(product, secrets);
            await FailAsync(product, secrets);
        }

        var text = output.Text;
        Assert.Contains("POST /api/registrations answered 202", text, StringComparison.Ordinal); // it was listening
        Assert.Contains("failed with SqliteException", text, StringComparison.Ordinal);
        Assert.Contains("Microsoft.AspNetCore.Hosting.HttpRequestIn", text, StringComparison.Ordinal);
        Assert.Contains("http.server.request.duration", text, StringComparison.Ordinal);
        Assert.All(secrets, secret => Assert.False(
            text.Contains(secret, StringComparison.OrdinalIgnoreCase), $"'{secret}' is in: {text.Split('\n').FirstOrDefault(line => line.Contains(secret, StringComparison.OrdinalIgnoreCase))}"));
    }

    [Fact]
    public async Task Process_WithItsOwnConsole_PrintsNoTokenOfALink()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder.Path);
        var id = await host.RegisterAsync(Keys.AlpenIt, Drafts.Mueller().Soon());
        var token = await host.TokenAsync(People.Anna, id);
        await host.GetAsync($"/decide?t={token}");
        await host.DecideAsync(token, "approve");
        await host.SignalAsync("TERM");
        foreach (var secret in new[] { token, "Eva Brandt", "Müller Maschinenbau GmbH & Co. KG (", People.Anna })
            Assert.DoesNotContain(secret, host.Output, StringComparison.Ordinal);
    }

    /// <summary>A deal from the registration to its end, by API, links and pages.</summary>
    private static async Task LiveAsync(Product product, HashSet<string> secrets)
    {
        var registered = await product.PostAsync("/api/registrations", Draft(), Keys.AlpenIt, ("Idempotency-Key", "idempotent-4711"));
        var id = registered.Json.GetProperty("id").GetString()!;
        await product.DecideAsync(await product.TokenAsync(People.Anna), "requestInformation", question: "Who is Quendel?");
        await product.PostAsync($"/api/registrations/{id}/answer", new { text = "Quendel is the head of IT." }, Keys.AlpenIt);
        var token = await product.TokenAsync(People.Anna);
        await product.GetAsync($"/decide?t={token}");
        await product.PostFormAsync("/decide", ("t", token), ("decision", "approve"), ("reason", "Quendel is known."));
        await product.DecideAsync(token, "approve");
        await product.GetAsync($"/decide?t={token}&choice=approve");
        foreach (var link in (await product.MailsAsync()).SelectMany(mail => mail.Links).Distinct().ToList())
            await product.GetAsync(link);
        foreach (var file in (await product.GetAsync($"/api/registrations/{id}/collateral", Keys.AlpenIt)).Json.EnumerateArray())
        {
            secrets.Add(TokenIn(file.GetProperty("url").GetString()!));
            await product.GetAsync(file.GetProperty("url").GetString()!);
        }

        await product.PostAsync($"/api/registrations/{id}/progress", new { note = "Quendel wants a demo.", helpWanted = true }, Keys.AlpenIt);
        await product.AdvanceAsync(Duration.FromDays(22));
        await product.GetAsync("/api/registrations?q=M%C3%BCller%20Maschinenbau&partner=alpen-it", Keys.Contoso);
        await product.PostAsync(
            $"/api/registrations/{id}/close",
            new { outcome = "won", signedOn = "2026-03-10", orderNumber = "PO-1", netAmount = new { amount = "38400.00", currency = "EUR" } }, Keys.AlpenIt);
        await product.DecideAsync(await product.TokenAsync(People.Anna), "confirm");
        using var browser = product.Browser();
        await browser.SignInAsync(People.AlpenIt);
        secrets.Add(browser.Session);
        foreach (var mail in await product.MailsAsync())
            secrets.UnionWith(mail.Links.Where(link => link.Contains("t=", StringComparison.Ordinal)).Select(TokenIn));
        await product.SendAsync(HttpMethod.Delete, $"/api/registrations/{id}/contact", Keys.Contoso);
    }

    /// <summary>What goes wrong: bad requests, wrong keys and tokens, and a store that fails.</summary>
    private static async Task FailAsync(Product product, HashSet<string> secrets)
    {
        var token = secrets.First(secret => secret.Contains('.', StringComparison.Ordinal) && secret.Length > 80);
        await product.GetAsync($"/decide?t={token}x");
        await product.DecideAsync(token[..^1], "approve");
        await product.GetAsync($"/receipt?t={token}");
        await product.GetAsync($"/nowhere/{token}?t={token}");
        await product.SendAsync(HttpMethod.Get, "/api/registrations", "wrong-key-4711");
        await product.SendAsync(HttpMethod.Post, "/api/registrations", Keys.AlpenIt, new StringContent("{\"contact\":{\"name\":\"Eva Brandt\"", Encoding.UTF8, "application/json"));
        await product.PostAsync("/api/registrations", Draft().With(draft => draft["Quendel"] = "e.brandt@x.example"), Keys.AlpenIt);
        await product.PostFormAsync("/signin", ("mail", "nobody@nowhere.example"));
        var pending = await product.RegisterAsync(Keys.AlpenIt, Draft().With(draft => draft["products"] = new System.Text.Json.Nodes.JsonArray("storage")));
        await product.SettleAsync();

        await BreakAsync(product, "mails");
        Assert.Equal(HttpStatusCode.InternalServerError, (await product.GetAsync("/local/mailbox.json")).Status);
        await product.PostAsync($"/api/registrations/{pending}/withdraw", new { reason = "Quendel has left." }, Keys.AlpenIt);
        await product.AdvanceAsync(Duration.FromMinutes(1));
        await BreakAsync(product, "registrations");
        Assert.Equal(HttpStatusCode.InternalServerError, (await product.PostAsync("/api/registrations", Draft(), Keys.AlpenIt)).Status);
    }

    private static System.Text.Json.Nodes.JsonObject Draft() => Drafts.Mueller().With(draft =>
    {
        draft["contact"]!["phone"] = "+49 89 77001122";
        draft["notes"] = "Quendel decides alone.";
    });

    private static string TokenIn(string link) => link.Split("t=")[1].Split('&')[0];

    private static async Task BreakAsync(Product product, string table)
    {
        await using var commits = CommitQueue.Open(Path.Combine(product.DataFolder, "dealflow.db"));
        await commits.CommitAsync(connection => connection.Execute($"ALTER TABLE {table} RENAME TO {table}_away"), CancellationToken.None);
    }
}
