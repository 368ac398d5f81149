using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using DealFlow.Scenarios.Hosting;

namespace DealFlow.Scenarios.Crashes;

/// <summary>
/// A partner, together with the approver of its deals, that registers, withdraws, decides and closes, one request after another, and remembers
/// every answer. A registration without an answer is sent again, under its idempotency key.
/// </summary>
internal sealed class BusyPartner(string key, string mail, int number, Random random)
{
    /// <summary>The domain of the customer that all of them want.</summary>
    public const string ContestedDomain = "begehrt.example";

    private readonly List<Acknowledged> _deals = [];
    private int _customers;
    private (string Mark, JsonObject Draft)? _unanswered;

    public string Key => key;

    public string Mail => mail;

    /// <summary>What was acknowledged, in the order of the answers.</summary>
    public IReadOnlyList<Acknowledged> Deals => _deals;

    /// <summary>One step; true when a change was acknowledged.</summary>
    public async Task<bool> StepAsync(ProductClient product)
    {
        if (_unanswered is not null || _deals.Count < 4 || random.Next(3) == 0)
            return await RegisterAsync(product);
        var deal = _deals[random.Next(_deals.Count)];
        var now = (await product.GetAsync($"/api/registrations/{deal.Id}", key)).Json;
        return (now.GetProperty("status").GetString(), random.Next(10)) switch
        {
            ("pendingDecision", 0) or ("queued", < 3) or ("approved", 1) => await CommandAsync(product, deal, "withdraw", "withdrawn", new { reason = "No project." }),
            ("pendingDecision", 1) => await DecideAsync(product, deal, "reject", "rejected"),
            ("pendingDecision", _) => await DecideAsync(product, deal, "approve", "approved"),
            ("approved", < 4) => await CommandAsync(product, deal, "progress", "progress", new { note = "Going on.", expectedCloseOn = (string?)null, helpWanted = false }),
            ("approved", _) when !deal.IsContested => await CommandAsync(product, deal, "close", "winReported", await WonAsync(product)),
            ("wonReported", _) => await DecideAsync(product, deal, "confirm", "winConfirmed"),
            _ => false,
        };
    }

    /// <summary>Sends again what was not answered, until all that may be stored is known.</summary>
    public async Task CatchUpAsync(ProductClient product)
    {
        while (_unanswered is not null)
            await RegisterAsync(product);
    }

    /// <summary>One deal more, which is approved: whatever was decided before, something is protected now.</summary>
    public async Task ProtectOneAsync(ProductClient product)
    {
        while (!await RegisterAsync(product) || _deals[^1].IsContested)
            ;
        await product.SettleAsync();
        Assert.True(await DecideAsync(product, _deals[^1], "approve", "approved"));
    }

    private async Task<bool> RegisterAsync(ProductClient product)
    {
        var (mark, draft) = _unanswered ??= ($"{key}-{++_customers}", NextDraft());
        var answer = await product.PostAsync("/api/registrations", draft, key, ("Idempotency-Key", mark));
        _unanswered = null;
        if (answer.Status is HttpStatusCode.Conflict && Acknowledged.Contested(draft))
            return false;
        Assert.True(answer.Status is HttpStatusCode.Accepted, answer.Text);
        _deals.Add(new Acknowledged(draft, answer.Json));
        return true;
    }

    private JsonObject NextDraft() => random.Next(5) == 0 || _customers == 2
        ? Drafts.Of("Begehrt Anlagenbau AG", ContestedDomain, null).Soon()
        : Drafts.Customer((number * 1000) + _customers).Soon();

    private async Task<bool> CommandAsync(ProductClient product, Acknowledged deal, string command, string what, object body)
    {
        var answer = await product.PostAsync($"/api/registrations/{deal.Id}/{command}", body, key);
        Assert.True(answer.Status is HttpStatusCode.OK, answer.Text);
        deal.Steps.Add(what);
        return true;
    }

    /// <summary>By the link of the newest mail about the deal, if it has come.</summary>
    private static async Task<bool> DecideAsync(ProductClient product, Acknowledged deal, string decision, string what)
    {
        var mails = (await product.GetAsync("/local/mailbox.json")).Json.Deserialize<List<Mail>>(JsonSerializerOptions.Web)!.Where(deal.IsAbout).ToList();
        var asked = mails.LastOrDefault(sent => sent.DecideLink is not null);
        if (asked is null || (decision == "confirm" && mails.IndexOf(asked) < mails.FindIndex(sent => sent.IsReward)))
            return false;
        var answer = await product.DecideAsync(asked.DecideToken, decision, "For a reason.");
        Assert.True(answer.Status is HttpStatusCode.OK, answer.Text);
        deal.Steps.Add(what);
        return true;
    }

    private static async Task<object> WonAsync(ProductClient product) => new
    {
        outcome = "won",
        signedOn = (await product.NowAsync()).InUtc().Date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture),
        orderNumber = "PO-1",
        netAmount = new { amount = "38400.00", currency = "EUR" },
    };
}

/// <summary>A registration that was accepted, with all that was acknowledged since.</summary>
internal sealed record Acknowledged(JsonObject Draft, JsonElement Answer)
{
    public string Id { get; } = Answer.GetProperty("id").GetString()!;

    public bool IsContested => Contested(Draft);

    /// <summary>The words of the timeline, in order.</summary>
    public List<string> Steps { get; } = ["received"];

    public bool IsAbout(Mail mail) => mail.Id.StartsWith(Id + "/", StringComparison.Ordinal);

    public static bool Contested(JsonObject draft) => (string?)draft["customer"]!["domain"] == BusyPartner.ContestedDomain;
}
