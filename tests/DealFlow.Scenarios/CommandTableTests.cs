using System.Net;
using System.Text.Json;
using DealFlow.Scenarios.Hosting;

namespace DealFlow.Scenarios;

/// <summary>
/// Every command in every status, as it is given over HTTP: allowed with its effect, or refused and nothing changed. By mailed links where an approver
/// decides: one that is spent is 410, and one that was never mailed there is not.
/// </summary>
public sealed class CommandTableTests
{
    private const string Partner = People.AlpenIt;
    private const string Observers = "ops@contoso.example";
    private const string Closed = "dealflow.deal.closed.v1";

    // Command, status, where it leads, what the timeline says, and who gets a mail or what event finance gets.
    private static readonly (string Command, string In, string To, string What, string[] Told)[] Allowed =
    [
        ("answer", "needsInformation", "pendingDecision", "answered asked", [People.Anna]),
        .. InApproved("progress", "approved", "progress"),
        .. InApproved("help", "approved", "progress helpWanted", People.Anna),
        ("extension", "approved", "approved", "extensionRequested", [People.Anna]),
        ("withdraw", "received", "withdrawn", "withdrawn", [Partner]),
        ("withdraw", "pendingDecision", "withdrawn", "withdrawn", [Partner, People.Anna]),
        ("withdraw", "needsInformation", "withdrawn", "withdrawn", [Partner, People.Anna]),
        ("withdraw", "queued", "withdrawn", "withdrawn", [Partner]),
        .. InApproved("withdraw", "withdrawn", "withdrawn", Partner, People.Anna),
        ("approve", "pendingDecision", "approved", "approved", [Partner, Observers, "dealflow.deal.approved.v1"]),
        ("reject", "pendingDecision", "rejected", "rejected", [Partner]),
        ("requestInformation", "pendingDecision", "needsInformation", "informationRequested", [Partner]),
        ("grant", "extending", "approved", "extensionGranted", [Partner]),
        ("refuse", "extending", "approved", "extensionRefused", [Partner]),
        .. InApproved("reportWin", "wonReported", "winReported", People.Anna),
        .. InApproved("closeWon", "closedWon", "winConfirmed", Partner, Observers, Closed),
        ("confirm", "wonReported", "closedWon", "winConfirmed", [Partner, Observers, Closed]),
        ("dispute", "wonReported", "approved", "winDisputed", [Partner]),
        .. InApproved("reportLoss", "closedLost", "lost", Partner, People.Anna),
        ("reportLoss", "wonReported", "closedLost", "lost", [Partner, People.Anna]),
        .. InApproved("closeLost", "closedLost", "lost", Partner, People.Anna),
        ("closeLost", "wonReported", "closedLost", "lost", [Partner, People.Anna]),
        .. InApproved("revoke", "revoked", "revoked", Partner),
        ("invoice", "closedWon", "closedWon", "invoiced", ["dealflow.deal.invoiced.v1"]),
    ];

    // By key: who gives it, with what.
    private static readonly Dictionary<string, (string Key, string Path, object Body)> ByKey = new()
    {
        ["answer"] = (Keys.AlpenIt, "answer", new { text = "The one in Augsburg." }),
        ["progress"] = (Keys.AlpenIt, "progress", new { note = "Offer sent." }),
        ["help"] = (Keys.AlpenIt, "progress", new { note = "Stuck.", helpWanted = true }),
        ["extension"] = (Keys.AlpenIt, "extension", new { reason = "More time." }),
        ["withdraw"] = (Keys.AlpenIt, "withdraw", new { reason = "No budget." }),
        ["reportWin"] = (Keys.AlpenIt, "close", DealsInStatus.Won),
        ["reportLoss"] = (Keys.AlpenIt, "close", DealsInStatus.Lost),
        ["closeWon"] = (Keys.Contoso, "close", DealsInStatus.Won),
        ["closeLost"] = (Keys.Contoso, "close", DealsInStatus.Lost),
        ["revoke"] = (Keys.Contoso, "revoke", new { reason = "Wrong customer." }),
        ["invoice"] = (Keys.Contoso, "invoices", new
        {
            number = "R-1",
            invoicedOn = "2026-03-02",
            lines = new[] { new { product = "firewall", net = new { amount = "9000.00", currency = "EUR" } } },
        }),
    };

    private static readonly string[] ByLink = ["approve", "reject", "requestInformation", "grant", "refuse", "confirm", "dispute"];

    public static TheoryData<string> EveryStatus() => new(DealsInStatus.All);

    [Theory]
    [MemberData(nameof(EveryStatus))]
    public async Task Command_InEveryStatus_HasItsEffectOrChangesNothing(string status)
    {
        await using var product = await Product.StartAsync();
        var allowed = Allowed.Where(row => row.In == status).ToList();
        var ids = await DealsInStatus.DriveAsync(product, status, allowed.Count + 1);
        await RefusesAllOthersAsync(product, ids[^1], [.. allowed.Select(row => row.Command)]);
        foreach (var (row, id) in allowed.Zip(ids))
            await HasItsEffectAsync(product, id, row);
    }

    [Fact]
    public void Table_Commands_AreAllThatThereAre() =>
        Assert.Equal(ByKey.Keys.Concat(ByLink).Order(StringComparer.Ordinal), Allowed.Select(row => row.Command).Distinct().Order(StringComparer.Ordinal));

    private static async Task HasItsEffectAsync(Product product, string id, (string Command, string In, string To, string What, string[] Told) row)
    {
        var before = await product.ReadAsync(id, Keys.Contoso);
        var (mails, events) = ((await product.MailsAsync()).Count, (await product.EventsAsync()).Count);
        var answer = ByKey.TryGetValue(row.Command, out var call)
            ? await product.PostAsync($"/api/registrations/{id}/{call.Path}", call.Body, call.Key)
            : await product.DecideAsync((await product.TokensAsync(People.Anna, id))[^1], row.Command, "Because.", "Which site?");

        Assert.True(answer.Status is HttpStatusCode.OK, $"{row.Command}: {answer.Text}");
        Assert.Equal(row.To, answer.Json.GetProperty("status").GetString());
        if (row.In == "received")
            await product.AdvanceAsync(NodaTime.Duration.FromHours(1)); // the check that cannot be completed comes to its end first
        var after = await product.ReadAsync(id, Keys.Contoso);
        Assert.Equal(row.To, after.GetProperty("status").GetString());
        var seen = before.GetProperty("timeline").GetArrayLength();
        Assert.Equal(row.What, string.Join(' ', after.GetProperty("timeline").EnumerateArray().Skip(seen).Select(entry => entry.GetProperty("what").GetString())));
        Assert.Equal(after.GetProperty("timeline").GetArrayLength(), after.GetProperty("revision").GetInt32());
        var told = (await product.MailsAsync()).Skip(mails).Where(mail => mail.Headers["References"].Contains(id, StringComparison.Ordinal)).Select(mail => mail.To)
            .Concat((await product.EventsAsync()).Skip(events).Select(item => item.GetProperty("type").GetString()!));
        Assert.Equal(row.Told.Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
    }

    private static async Task RefusesAllOthersAsync(Product product, string id, string[] allowed)
    {
        var before = (await product.ReadAsync(id, Keys.Contoso)).GetRawText();
        var (mails, events) = ((await product.MailsAsync()).Count, (await product.EventsAsync()).Count);
        var status = JsonSerializer.Deserialize<JsonElement>(before).GetProperty("status").GetString();
        foreach (var (command, call) in ByKey.Where(entry => !allowed.Contains(entry.Key)))
        {
            var refused = await product.PostAsync($"/api/registrations/{id}/{call.Path}", call.Body, call.Key);
            Assert.True(refused.Status is HttpStatusCode.Conflict, $"{command}: {refused.Text}");
            Assert.Equal(status, refused.Json.GetProperty("registrationStatus").GetString());
        }

        foreach (var token in await product.TokensAsync(People.Anna, id))
            foreach (var decision in ByLink.Where(decision => !allowed.Contains(decision)))
                Assert.True(
                    (await product.DecideAsync(token, decision, "Because.", "Which site?")).Status is HttpStatusCode.Gone or HttpStatusCode.UnprocessableEntity, decision);
        await RefusesTheOtherSideAsync(product, id);
        Assert.Equal(before, (await product.ReadAsync(id, Keys.Contoso)).GetRawText());
        Assert.Equal((mails, events), ((await product.MailsAsync()).Count, (await product.EventsAsync()).Count));
    }

    /// <summary>What only the other side may do, and what is another partner's, whatever the status.</summary>
    private static async Task RefusesTheOtherSideAsync(Product product, string id)
    {
        foreach (var (command, call) in ByKey.Where(entry => entry.Value.Path != "close"))
        {
            var other = call.Key == Keys.AlpenIt ? Keys.Contoso : Keys.AlpenIt;
            Assert.Equal((command, HttpStatusCode.Forbidden), (command, (await product.PostAsync($"/api/registrations/{id}/{call.Path}", call.Body, other)).Status));
            var stranger = call.Key == Keys.AlpenIt ? Keys.Rheinwerk : Keys.Fabrikam;
            Assert.Equal((command, HttpStatusCode.NotFound), (command, (await product.PostAsync($"/api/registrations/{id}/{call.Path}", call.Body, stranger)).Status));
        }
    }

    /// <summary>Approved is one status, with an extension pending and in the grace too.</summary>
    private static IEnumerable<(string Command, string In, string To, string What, string[] Told)> InApproved(
        string command, string to, string what, params string[] told) =>
        new[] { "approved", "extending", "grace" }.Select(status => (command, status, to, what, told));
}
