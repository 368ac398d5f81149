using System.Text.Json;
using DealFlow.Scenarios.Hosting;

namespace DealFlow.Scenarios.Crashes;

/// <summary>All registrations, mails and events of Contoso, once nothing is left to do.</summary>
internal sealed class Aftermath
{
    private readonly Dictionary<string, JsonElement> _deals;
    private readonly IReadOnlyList<Mail> _mails;
    private readonly List<string> _events;

    private Aftermath(Dictionary<string, JsonElement> deals, IReadOnlyList<Mail> mails, List<string> events) => (_deals, _mails, _events) = (deals, mails, events);

    public static async Task<Aftermath> ReadAsync(ProductClient product)
    {
        await product.SettleAsync();
        var deals = new Dictionary<string, JsonElement>();
        string? cursor = null;
        do
        {
            var page = (await product.GetAsync($"/api/registrations?limit=50{(cursor is null ? "" : $"&cursor={cursor}")}", Keys.Contoso)).Json;
            Assert.True(page.TryGetProperty("items", out _), page.GetRawText());
            foreach (var item in page.GetProperty("items").EnumerateArray())
                Assert.True(deals.TryAdd(item.GetProperty("id").GetString()!, item));
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);

        return new Aftermath(deals, await product.MailsAsync(), [.. (await product.EventsAsync()).Select(item => item.GetProperty("id").GetString()!)]);
    }

    /// <summary>Every registration with its facts and every step is there, and no registration that nobody knows of.</summary>
    public void HoldsAllThatWasAcknowledged(IReadOnlyList<BusyPartner> partners)
    {
        Assert.Equal(partners.SelectMany(partner => partner.Deals).Select(deal => deal.Id).Order(StringComparer.Ordinal), _deals.Keys.Order(StringComparer.Ordinal));
        foreach (var acknowledged in partners.SelectMany(partner => partner.Deals))
        {
            var deal = _deals[acknowledged.Id];
            foreach (var fact in new[] { "partner", "sequence", "receivedAt", "customer", "contact", "products", "estimatedValue", "expectedCloseOn", "activity", "programVersion" })
                Assert.Equal(acknowledged.Answer.GetProperty(fact).GetRawText(), deal.GetProperty(fact).GetRawText());
            AssertInOrder(acknowledged.Steps, [.. WordsOf(deal)]);
        }

        Assert.Equal(_deals.Count, _deals.Values.Select(deal => deal.GetProperty("sequence").GetInt64()).Distinct().Count());
    }

    /// <summary>What each deal's timeline calls for was mailed and told to finance; nothing twice.</summary>
    public void HasDoneEverythingOnce()
    {
        Assert.Equal(_mails.Count, _mails.Select(mail => mail.Id).Distinct().Count());
        Assert.Equal(_events.Count, _events.Distinct().Count());
        foreach (var (id, deal) in _deals)
        {
            string[] once = ["received", "asked", "movedUp", "approved", "rejected", "withdrawn", "winReported", "winConfirmed"];
            Assert.All(once, what => Assert.InRange(CountOf(deal, what), 0, 1));
            Assert.InRange(CountOf(deal, "checked"), 0, 1 + CountOf(deal, "movedUp"));
            Assert.NotEqual("received", deal.GetProperty("status").GetString());
            var mails = _mails.Where(mail => mail.Id.StartsWith(id + "/", StringComparison.Ordinal)).ToList();
            Assert.Single(mails, mail => mail.Links.Any(link => link.Contains("/receipt?t=", StringComparison.Ordinal)));
            Assert.InRange(mails.Count(mail => mail.DecideLink is not null), RequestsThatLasted(deal), CountOf(deal, "asked") + CountOf(deal, "winReported"));
            Assert.Equal(CountOf(deal, "approved"), mails.Count(mail => mail.IsReward));
            Assert.Equal(deal.GetProperty("status").GetString() == "pendingDecision" ? 1 : CountOf(deal, "asked"), CountOf(deal, "asked"));

            string[] told = [.. CountOf(deal, "approved") == 1 ? [$"{id}/1/approved"] : Array.Empty<string>(), .. CountOf(deal, "winConfirmed") == 1 ? [$"{id}/2/closed"] : Array.Empty<string>()];
            Assert.Equal(told, _events.Where(name => name.StartsWith(id + "/", StringComparison.Ordinal)));
        }
    }

    /// <summary>Of those who want the contested customer one holds it, the first that came, and the others wait in the order of their requests.</summary>
    public void HasOneHolderAndAQueueInOrder()
    {
        var live = _deals.Values.Where(deal => deal.GetProperty("customer").GetProperty("domain").GetString() == BusyPartner.ContestedDomain && deal.GetProperty("closedAt").ValueKind is JsonValueKind.Null)
            .OrderBy(deal => deal.GetProperty("sequence").GetInt64()).ToList();
        Assert.NotEmpty(live);
        Assert.NotEqual("queued", live[0].GetProperty("status").GetString());
        Assert.All(live.Skip(1), deal => Assert.Equal("queued", deal.GetProperty("status").GetString()));
        Assert.Equal(Enumerable.Range(1, live.Count - 1), live.Skip(1).Select(deal => deal.GetProperty("queuePosition").GetInt32()));
    }

    /// <summary>Whatever was protected before has had its first follow-up, and a line in one daily mail to the partner.</summary>
    public void HasFollowedUpOnce(Aftermath before)
    {
        Assert.Contains(before._deals.Values, IsProtected);
        foreach (var (id, deal) in before._deals)
            Assert.Equal(IsProtected(deal) ? 1 : 0, CountOf(_deals[id], "followedUp"));
        var partners = before._deals.Values.Where(IsProtected).ToLookup(deal => deal.GetProperty("partner").GetString()!);
        foreach (var partner in partners)
            foreach (var deal in partner)
                Assert.Single(
                    _mails, mail => mail.Id.StartsWith("daily/", StringComparison.Ordinal) && mail.Text.Contains(deal.GetProperty("id").GetString()!, StringComparison.Ordinal)
                        && !mail.To.Contains("@contoso.example", StringComparison.Ordinal));
    }

    /// <summary>Between the acknowledged steps there may be others: of the clock, and those whose answer was lost.</summary>
    private static void AssertInOrder(IEnumerable<string> steps, List<string> timeline)
    {
        var after = 0;
        foreach (var step in steps)
        {
            after = timeline.IndexOf(step, after) + 1;
            Assert.True(after > 0, $"{step} is missing in: {string.Join(' ', timeline)}");
        }
    }

    /// <summary>All that were made, but for one that the partner withdrew: that one needs no mail any longer.</summary>
    private static int RequestsThatLasted(JsonElement deal) =>
        CountOf(deal, "asked") + CountOf(deal, "winReported") - (CountOf(deal, "approved") == 0 ? CountOf(deal, "withdrawn") : 0);

    private static bool IsProtected(JsonElement deal) => deal.GetProperty("status").GetString() == "approved";

    private static IEnumerable<string> WordsOf(JsonElement deal) =>
        deal.GetProperty("timeline").EnumerateArray().Select(entry => entry.GetProperty("what").GetString()!);

    private static int CountOf(JsonElement deal, string what) => WordsOf(deal).Count(word => word == what);
}
