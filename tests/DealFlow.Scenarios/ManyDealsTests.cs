using System.Net;
using System.Text.Json;
using DealFlow.Scenarios.Hosting;
using NodaTime;
using NodaTime.Text;

namespace DealFlow.Scenarios;

/// <summary>The clock moved by more than a year in one step, with many deals open in every way.</summary>
public sealed class ManyDealsTests
{
    private const int Rounds = 5;

    /// <summary>How many of each kind are opened in a round: forty deals, because one that waits needs another one before it.</summary>
    private static readonly IReadOnlyList<(string Kind, int Count)> Round =
        [("left", 11), ("small", 8), ("extension", 6), ("silent", 8), ("question", 3), ("undecided", 1), ("won", 1), ("queued", 1)];

    [Fact]
    public async Task Clock_FourHundredDaysInOneStepWithTwoHundredDeals_EveryDealEndsRight()
    {
        await using var product = await Product.StartAsync();
        var rounds = new List<List<OpenDeal>>();
        for (var round = 0; round < Rounds; round++)
        {
            rounds.Add([]);
            foreach (var (kind, count) in Round)
                for (var number = 0; number < count; number++)
                    rounds[^1].Add(await RegisterAsync(product, kind, (round * 100) + rounds[^1].Count));
            await product.AdvanceAsync(Duration.FromMinutes(7));
        }

        var mails = await product.MailsAsync(); // once: there are many
        foreach (var round in rounds)
        {
            foreach (var deal in round)
                await OpenAsync(product, deal, mails);
            await product.AdvanceAsync(Duration.FromMinutes(7));
        }

        var deals = rounds.SelectMany(round => round).ToLookup(deal => deal.Kind, deal => deal.Id);
        Assert.Equal(200 - deals["queued"].Count(), deals.Sum(kind => kind.Count()));
        await product.AdvanceAsync(Duration.FromDays(400));

        await EndedAsync(product, deals["left"], "expired", followedUp: 4, expiryNoticed: 4, graceStarted: 1);
        await EndedAsync(product, deals["small"], "expired", followedUp: 4, expiryNoticed: 4, graceStarted: 1);
        await EndedAsync(product, deals["extension"], "expired", followedUp: 5, expiryNoticed: 4, graceStarted: 1); // five business days longer
        await EndedAsync(product, deals["silent"], "expired", followedUp: 4, expiryNoticed: 3, graceStarted: 1, Keys.Fabrikam);
        await EndedAsync(product, deals["question"], "incomplete", followedUp: 0, expiryNoticed: 0, graceStarted: 0);
        await EndedAsync(product, deals["undecided"], "pendingDecision", followedUp: 0, expiryNoticed: 0, graceStarted: 0);
        await EndedAsync(product, rounds.SelectMany(round => round).Select(deal => deal.Behind).OfType<string>(), "pendingDecision", followedUp: 0, expiryNoticed: 0, graceStarted: 0);
        await EndedAsync(product, deals["won"], "wonReported", followedUp: 0, expiryNoticed: 0, graceStarted: 0);
        await FiguresAsync(product);
    }

    /// <summary>Each approval was told to finance once, each series is one mail a person and day, and nobody got the same mail twice.</summary>
    private static async Task FiguresAsync(Product product)
    {
        var approved = (await product.EventsAsync()).Where(item => item.GetProperty("type").GetString() == "dealflow.deal.approved.v1").ToList();
        Assert.Equal(Rounds * (11 + 8 + 6 + 8 + 1 + 1), approved.Count); // left, silent, extension, won, small, and those that the queued ones wait behind
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
        Product product, IEnumerable<string> ids, string status, int followedUp, int expiryNoticed, int graceStarted, string key = Keys.Contoso)
    {
        foreach (var id in ids)
        {
            var deal = (await product.GetAsync($"/api/registrations/{id}", key)).Json;
            int Count(string what) => deal.GetProperty("timeline").EnumerateArray().Count(entry => entry.GetProperty("what").GetString() == what);
            Assert.Equal((status, followedUp, expiryNoticed, graceStarted), (deal.GetProperty("status").GetString(), Count("followedUp"), Count("expiryNoticed"), Count("graceStarted")));
            Assert.Equal(status is "expired" or "incomplete", deal.GetProperty("closedAt").ValueKind is JsonValueKind.String);
        }
    }

    private static System.Text.Json.Nodes.JsonObject DraftOf(int number) => Drafts.Of($"{NameOf(number)} GmbH", $"many-{number}.example", null);

    /// <summary>Names that have nothing in common, so that no deal waits for a person because of another's customer.</summary>
    private static string NameOf(int number)
    {
        var (drawn, name) = (unchecked((uint)number * 2654435761u), new System.Text.StringBuilder());
        for (var syllable = 0; syllable < 5; syllable++)
        {
            name.Append("bdfgklmnprstvz"[(int)(drawn >> 16) % 14]).Append("aeiou"[(int)(drawn >> 8) % 5]);
            drawn = unchecked((drawn * 1664525u) + 1013904223u);
        }

        return name.ToString();
    }

    private static async Task<OpenDeal> RegisterAsync(Product product, string kind, int number)
    {
        var draft = DraftOf(number);
        var partner = kind switch
        {
            "silent" => number % 2 == 0 ? Keys.Rheinwerk : Keys.Nordlicht,
            "small" => Keys.AlpenIt,
            _ => number % 3 == 0 ? Keys.AlpenIt : Keys.Nordlicht,
        };
        draft = kind == "silent" ? draft.ForFabrikam() : kind == "small" ? draft.With(_ => draft["estimatedValue"]!["amount"] = "5000.00") : draft;
        return new OpenDeal(kind, await product.RegisterAsync(partner, draft), partner, number);
    }

    /// <summary>Brings a deal to where the long step finds it.</summary>
    private static async Task OpenAsync(Product product, OpenDeal deal, IReadOnlyList<Mail> mails)
    {
        if (deal.Kind is "silent" or "small" or "undecided")
            return;
        var asked = mails.Last(mail => mail.To.Contains(People.Anna, StringComparison.Ordinal) && mail.Id.StartsWith(deal.Id + "/", StringComparison.Ordinal));
        var asks = deal.Kind == "question";
        await OkAsync(product.DecideAsync(asked.DecideToken, asks ? "requestInformation" : "approve", question: asks ? "And?" : null));
        if (deal.Kind == "extension")
            await OkAsync(product.PostAsync($"/api/registrations/{deal.Id}/extension", new { reason = "More time." }, deal.Partner));
        if (deal.Kind == "won")
            await OkAsync(product.PostAsync($"/api/registrations/{deal.Id}/close", DealsInStatus.Won, deal.Partner));
        if (deal.Kind == "queued")
            deal.Behind = await product.RegisterAsync(Keys.Rheinwerk, DraftOf(deal.Number));
    }

    private static async Task OkAsync(Task<Answer> answer) => Assert.True((await answer).Status is HttpStatusCode.OK, (await answer).Text);

    private sealed record OpenDeal(string Kind, string Id, string Partner, int Number)
    {
        /// <summary>Another partner's that waits behind it.</summary>
        public string? Behind { get; set; }
    }
}
