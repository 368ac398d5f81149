using System.Net;
using System.Text.Json;
using DealFlow.Scenarios.Hosting;
using NodaTime;
using NodaTime.Text;

namespace DealFlow.Scenarios;

/// <summary>The clock moved by more than a year in one step, with many deals open in every way.</summary>
public sealed class ManyDealsTests
{
    private const int Each = 3;

    [Fact]
    public async Task Clock_FourHundredDaysInOneStep_EveryDealEndsRight()
    {
        await using var product = await Product.StartAsync();
        var deals = new Dictionary<string, List<string>>();
        var number = 0;
        for (var round = 0; round < Each; round++)
        {
            foreach (var kind in new[] { "left", "undecided", "silent", "question", "extension", "won", "queued", "small" })
            {
                if (!deals.TryGetValue(kind, out var ids))
                    deals[kind] = ids = [];
                ids.Add(await OpenAsync(product, kind, ++number));
            }

            await product.AdvanceAsync(Duration.FromMinutes(7));
        }

        await product.AdvanceAsync(Duration.FromDays(400));

        await EndedAsync(product, deals["left"], "expired", followedUp: 4, expiryNoticed: 4, graceStarted: 1);
        await EndedAsync(product, deals["small"], "expired", followedUp: 4, expiryNoticed: 4, graceStarted: 1);
        await EndedAsync(product, deals["extension"], "expired", followedUp: 5, expiryNoticed: 4, graceStarted: 1); // five business days longer
        await EndedAsync(product, deals["silent"], "expired", followedUp: 4, expiryNoticed: 3, graceStarted: 1, Keys.Fabrikam);
        await EndedAsync(product, deals["question"], "incomplete", followedUp: 0, expiryNoticed: 0, graceStarted: 0);
        await EndedAsync(product, deals["undecided"], "pendingDecision", followedUp: 0, expiryNoticed: 0, graceStarted: 0);
        await EndedAsync(product, deals["queued"], "pendingDecision", followedUp: 0, expiryNoticed: 0, graceStarted: 0);
        await EndedAsync(product, deals["won"], "wonReported", followedUp: 0, expiryNoticed: 0, graceStarted: 0);
        await FiguresAsync(product);
    }

    /// <summary>Each approval was told to finance once, each series is one mail a person and day, and nobody got the same mail twice.</summary>
    private static async Task FiguresAsync(Product product)
    {
        var approved = (await product.EventsAsync()).Where(item => item.GetProperty("type").GetString() == "dealflow.deal.approved.v1").ToList();
        Assert.Equal(6 * Each, approved.Count); // left, silent, extension, won, small, and those that the queued ones wait behind
        Assert.Equal(approved.Count, approved.Select(item => item.GetProperty("id").GetString()).Distinct().Count());
        var mails = await product.MailsAsync();
        Assert.Equal(mails.Count, mails.Select(mail => mail.Id).Distinct().Count());
        Assert.Equal(mails.Select(mail => mail.SentAt).Order(StringComparer.Ordinal), mails.Select(mail => mail.SentAt));
        var daily = mails.Where(mail => mail.Id.StartsWith("daily/contoso", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(daily);
        Assert.All(daily.GroupBy(mail => (mail.To, mail.SentAt)), ofOneMorning => Assert.Single(ofOneMorning));
        Assert.All(daily, mail => Assert.False(DayOf(mail) is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday, mail.SentAt));
    }

    private static IsoDayOfWeek DayOf(Mail mail) =>
        InstantPattern.ExtendedIso.Parse(mail.SentAt).Value.InZone(DateTimeZoneProviders.Tzdb["Europe/Berlin"]).DayOfWeek;

    private static async Task EndedAsync(
        Product product, List<string> ids, string status, int followedUp, int expiryNoticed, int graceStarted, string key = Keys.Contoso)
    {
        Assert.Equal(Each, ids.Count);
        foreach (var id in ids)
        {
            var deal = (await product.GetAsync($"/api/registrations/{id}", key)).Json;
            int Count(string what) => deal.GetProperty("timeline").EnumerateArray().Count(entry => entry.GetProperty("what").GetString() == what);
            Assert.Equal((status, followedUp, expiryNoticed, graceStarted), (deal.GetProperty("status").GetString(), Count("followedUp"), Count("expiryNoticed"), Count("graceStarted")));
            Assert.Equal(status is "expired" or "incomplete", deal.GetProperty("closedAt").ValueKind is JsonValueKind.String);
        }
    }

    private static async Task<string> OpenAsync(Product product, string kind, int number)
    {
        var draft = Drafts.Customer(number);
        var partner = number % 2 == 0 ? Keys.AlpenIt : Keys.Nordlicht;
        if (kind == "silent")
            return await RegisteredAsync(product, number % 2 == 0 ? Keys.Rheinwerk : partner, draft.ForFabrikam());
        if (kind == "small")
            return await RegisteredAsync(product, Keys.AlpenIt, draft.With(_ => draft["estimatedValue"]!["amount"] = "5000.00"));
        var id = await RegisteredAsync(product, partner, draft);
        if (kind == "undecided")
            return id;
        await OkAsync(product.DecideAsync(
            (await product.TokensAsync(People.Anna, id))[^1], kind == "question" ? "requestInformation" : "approve", question: kind == "question" ? "And?" : null));
        if (kind == "extension")
            await OkAsync(product.PostAsync($"/api/registrations/{id}/extension", new { reason = "More time." }, partner));
        if (kind == "won")
            await OkAsync(product.PostAsync($"/api/registrations/{id}/close", DealsInStatus.Won, partner));
        return kind == "queued" ? await RegisteredAsync(product, Keys.Rheinwerk, Drafts.Customer(number)) : id;
    }

    private static async Task<string> RegisteredAsync(Product product, string partner, System.Text.Json.Nodes.JsonObject draft)
    {
        var id = await product.RegisterAsync(partner, draft);
        await product.SettleAsync();
        return id;
    }

    private static async Task OkAsync(Task<Answer> answer) => Assert.True((await answer).Status is HttpStatusCode.OK, (await answer).Text);
}
