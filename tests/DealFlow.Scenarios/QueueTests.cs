using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using DealFlow.Scenarios.Hosting;
using NodaTime;
using static DealFlow.Scenarios.SplitTests;

namespace DealFlow.Scenarios;

/// <summary>Who waits for a customer, moves up, and is told.</summary>
public sealed class QueueTests
{
    private const string Fourth = "key-of-fourth";

    [Theory]
    [InlineData("rejected")]
    [InlineData("incomplete")]
    [InlineData("withdrawn")]
    [InlineData("closedLost")]
    [InlineData("expired")]
    [InlineData("revoked")]
    public async Task HolderEnds_InAnyWayThatFreesTheHold_FirstMovesUpWithAClockOfItsOwn(string ending)
    {
        await using var product = await Product.StartAsync();
        var holder = await product.RegisterAsync(Keys.AlpenIt);
        var waiting = await product.RegisterAsync(Keys.Nordlicht);
        Assert.Equal("queued", await product.StatusAsync(waiting));

        await EndAsync(product, holder, ending);

        Assert.Equal(ending, await product.StatusAsync(holder));
        var moved = await product.ReadAsync(waiting, Keys.Nordlicht);
        Assert.Equal("pendingDecision", Text(moved, "status"));
        Assert.Equal(JsonValueKind.Null, moved.GetProperty("queuePosition").ValueKind);
        Assert.Contains("movedUp", Happened(moved));
        Assert.Contains(waiting, (await product.MailsToAsync(People.Nordlicht)).Last(mail => mail.Subject.StartsWith("Sie sind an der Reihe", StringComparison.Ordinal)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HolderWithdraws_WhileThreeWait_FirstMovesUpAndTheOthersAreToldInOneDailyMail()
    {
        await using var product = await StartWithFourAsync();
        var holder = await product.RegisterAsync(Keys.AlpenIt);
        string[] waiting = [await product.RegisterAsync(Keys.Nordlicht), await product.RegisterAsync(Keys.Rheinwerk), await product.RegisterAsync(Fourth)];
        await AssertPlacesAsync(product, waiting, 1, 2, 3);
        var before = (await product.MailsToAsync("deals@fourth.example")).Count;

        await WithdrawAsync(product, holder, Keys.AlpenIt);

        Assert.Equal("pendingDecision", await product.StatusAsync(waiting[0]));
        await AssertPlacesAsync(product, waiting[1..], 1, 2);
        Assert.Equal("queueMoved", Happened(await product.ReadAsync(waiting[2], Fourth))[^1]);
        Assert.Equal(before, (await product.MailsToAsync("deals@fourth.example")).Count);

        // Until the morning one more leaves the line: the mail states the place of then, once.
        await WithdrawAsync(product, waiting[0], Keys.Nordlicht);
        await product.AdvanceToAsync(2026, 3, 3, 9);
        var told = (await product.MailsToAsync("deals@fourth.example")).Skip(before).ToList();
        Assert.Contains("place 1 in line", Assert.Single(told).Text, StringComparison.Ordinal);
        Assert.Equal("2026-03-03T07:00:00Z", told[0].SentAt);
    }

    [Fact]
    public async Task FirstOfTheQueueWithdraws_OthersComeCloserAndTheHolderStays()
    {
        await using var product = await StartWithFourAsync();
        var holder = await product.RegisterAsync(Keys.AlpenIt);
        string[] waiting = [await product.RegisterAsync(Keys.Nordlicht), await product.RegisterAsync(Keys.Rheinwerk), await product.RegisterAsync(Fourth)];

        await WithdrawAsync(product, waiting[0], Keys.Nordlicht);

        await AssertPlacesAsync(product, waiting[1..], 1, 2);
        Assert.Equal("pendingDecision", await product.StatusAsync(holder));
    }

    [Fact]
    public async Task QueueOfTwoLines_PlacesCountThoseOfTheSameLineOnly()
    {
        await using var product = await StartWithFourAsync();
        var holder = await product.RegisterAsync(Keys.AlpenIt, Of("firewall", "storage"));
        string[] waiting =
        [
            await product.RegisterAsync(Keys.Nordlicht, Of("firewall")), await product.RegisterAsync(Keys.Rheinwerk, Of("storage")),
            await product.RegisterAsync(Fourth, Of("firewall", "storage")),
        ];
        await AssertPlacesAsync(product, waiting, 1, 1, 3);

        // The holder ends: each line has a first of its own, and the one that waits for both now waits for two.
        await WithdrawAsync(product, holder, Keys.AlpenIt);
        Assert.Equal("pendingDecision", await product.StatusAsync(waiting[0]));
        Assert.Equal("pendingDecision", await product.StatusAsync(waiting[1]));
        var rest = await product.ReadAsync(waiting[2], Fourth);
        var child = Assert.Single(SplitInto(rest));
        await AssertPlacesAsync(product, [waiting[2], child], 1, 1);
        var told = (await product.MailsToAsync("deals@fourth.example"))[^1];
        Assert.StartsWith("Split into parts", told.Subject, StringComparison.Ordinal);
        Assert.Contains(child, told.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("movedUp", Happened(rest));

        await WithdrawAsync(product, waiting[1], Keys.Rheinwerk);
        Assert.Equal("pendingDecision", await product.StatusAsync(child));
        Assert.Equal("queued", await product.StatusAsync(waiting[2]));
    }

    [Fact]
    public async Task QueueOfTwoLines_OneComesFree_ThatPartMovesUpAndTheOtherWaitsOn()
    {
        await using var product = await Product.StartAsync();
        var holder = await product.RegisterAsync(Keys.AlpenIt, Of("firewall", "storage"));
        var storage = await product.RegisterAsync(Keys.Nordlicht, Of("storage"));
        var both = await product.RegisterAsync(Keys.Rheinwerk, Of("firewall", "storage"));
        Assert.Equal("queued", await product.StatusAsync(both));

        await WithdrawAsync(product, holder, Keys.AlpenIt);

        Assert.Equal("pendingDecision", await product.StatusAsync(storage));
        var rest = await product.ReadAsync(both, Keys.Rheinwerk);
        Assert.Equal("pendingDecision", Text(rest, "status"));
        Assert.Equal("queued", await product.StatusAsync(Assert.Single(SplitInto(rest))));
        var told = (await product.MailsToAsync(People.Rheinwerk))[^1];
        Assert.StartsWith("Split into parts", told.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HolderOfSeveralLinesIsSplit_WhoWaitsBehindItWaitsBehindTheRightPart()
    {
        await using var product = await StartWithFourAsync();

        // The last one shares the domain with the second but nothing with the first: only the second stands before it.
        var first = await product.RegisterAsync(Keys.AlpenIt, Drafts.Of("Zirbel Bau GmbH", "zirbel-bau.example", "DE136695976").With(Only("storage")));
        var second = await product.RegisterAsync(Keys.Nordlicht, Drafts.Of("Zirbel Bau GmbH", "zirbel.example", "DE136695976").With(Only("firewall", "storage")));
        var third = await product.RegisterAsync(Keys.Rheinwerk, Drafts.Of("Zirbel Bau GmbH", "zirbel.example", null).With(Only("storage")));
        var part = Assert.Single(SplitInto(await product.ReadAsync(second, Keys.Nordlicht)));

        Assert.Equal("queued", await product.StatusAsync(third));
        await WithdrawAsync(product, second, Keys.Nordlicht);
        Assert.Equal("queued", await product.StatusAsync(third));
        await WithdrawAsync(product, first, Keys.AlpenIt);
        Assert.Equal("pendingDecision", await product.StatusAsync(part));
        Assert.Equal("queued", await product.StatusAsync(third));
        await WithdrawAsync(product, part, Keys.Nordlicht);
        Assert.Equal("pendingDecision", await product.StatusAsync(third));
    }

    [Fact]
    public async Task FreshRegistration_WhileTheHolderEnds_ComesAfterThoseThatWaited()
    {
        await using var product = await Product.StartAsync();
        var holder = await product.RegisterAsync(Keys.AlpenIt);
        var waiting = await product.RegisterAsync(Keys.Nordlicht);
        await product.SettleAsync();

        var ending = product.PostAsync($"/api/registrations/{holder}/withdraw", new { reason = "No budget." }, Keys.AlpenIt);
        var fresh = await product.RegisterAsync(Keys.Rheinwerk);
        Assert.Equal(HttpStatusCode.OK, (await ending).Status);

        Assert.Equal("pendingDecision", await product.StatusAsync(waiting));
        Assert.Equal("queued", await product.StatusAsync(fresh));
        await AssertPlacesAsync(product, [fresh], 1);
    }

    [Fact]
    public async Task Protection_FromRegistration_CountsFromTheMoveUp()
    {
        using var program = new OwnProgram(json => json["terms"]!["protection"]!["from"] = "registration");
        await using var product = await program.StartAsync();
        var holder = await product.RegisterAsync(Keys.AlpenIt);
        var waiting = await product.RegisterAsync(Keys.Nordlicht);
        await product.AdvanceToAsync(2026, 3, 16);
        await WithdrawAsync(product, holder, Keys.AlpenIt);
        await product.AdvanceAsync(Duration.FromHours(20));

        await ApproveAsync(product, waiting);

        Assert.Equal("2026-03-16T11:00:00Z", Text(await product.ReadAsync(waiting, Keys.Nordlicht), "protectedFrom"));
    }

    [Fact]
    public async Task Win_WithinTheLookBack_GoesToAPersonAndAfterwardsIsFree()
    {
        await using var product = await Product.StartAsync();
        var won = await product.ApprovedAsync(Keys.Nordlicht);
        await CloseWonAsync(product, won, "firewall", "9000.00", "2026-03-02");
        await product.AdvanceToAsync(2027, 3, 2, 9, 59);

        JsonObject Small() => Of("firewall").With(draft =>
        {
            draft["estimatedValue"]!["amount"] = "5000.00";
            draft["expectedCloseOn"] = "2027-09-01";
        });
        var early = await product.RegisterAsync(Keys.AlpenIt, Small());
        var seen = await product.ReadAsync(early, Keys.Contoso);
        Assert.Equal("pendingDecision", Text(seen, "status"));
        Assert.Equal(won, Text(Assert.Single(seen.GetProperty("conflict").GetProperty("candidates").EnumerateArray()), "id"));
        await WithdrawAsync(product, early, Keys.AlpenIt);

        await product.AdvanceAsync(Duration.FromMinutes(2));
        Assert.Equal("approved", await product.StatusAsync(await product.RegisterAsync(Keys.AlpenIt, Small())));
    }

    [Fact]
    public async Task ProgramRemoved_WhileOneWaits_MovesUpUnderItsOwnTerms()
    {
        using var program = new OwnProgram(_ => { });
        await using var product = await program.StartAsync();
        var holder = await product.RegisterAsync(Keys.AlpenIt);
        var waiting = await product.RegisterAsync(Keys.Nordlicht, Of("firewall", "storage"));
        var child = Assert.Single(SplitInto(await product.ReadAsync(waiting, Keys.Nordlicht)));
        var now = await product.NowAsync();
        await product.StopAsync();
        program.Remove();
        await product.StartAgainAsync(now, programs: program.Folder);

        await WithdrawAsync(product, holder, Keys.AlpenIt);

        Assert.Equal("pendingDecision", await product.StatusAsync(child, Keys.Nordlicht));
        await ApproveAsync(product, child);
    }

    private static Action<JsonObject> Only(params string[] products) => draft => draft["products"] = new JsonArray([.. products.Select(item => (JsonNode)item)]);

    private static async Task<Product> StartWithFourAsync()
    {
        var product = await Product.StartAsync();
        await OwnProgram.JoinAsync(product, "fourth", Fourth, "deals@fourth.example", "silver");
        return product;
    }

    private static async Task AssertPlacesAsync(Product product, string[] ids, params int[] places)
    {
        foreach (var (id, place) in ids.Zip(places))
            Assert.Equal(place, (await product.ReadAsync(id, Keys.Contoso)).GetProperty("queuePosition").GetInt32());
    }

    private static async Task EndAsync(Product product, string id, string ending)
    {
        if (ending is "closedLost" or "expired" or "revoked")
            await ApproveAsync(product, id);
        switch (ending)
        {
            case "rejected":
                await product.DecideAsync(await TokenOfAsync(product, id), "reject", "Sold directly.");
                break;
            case "incomplete":
                await product.DecideAsync(await TokenOfAsync(product, id), "requestInformation", question: "Which site?");
                await product.AdvanceAsync(Duration.FromDays(8));
                break;
            case "withdrawn":
                await WithdrawAsync(product, id, Keys.AlpenIt);
                break;
            case "closedLost":
                await product.PostAsync($"/api/registrations/{id}/close", new { outcome = "lost", reason = "price" }, Keys.AlpenIt);
                break;
            case "revoked":
                await product.PostAsync($"/api/registrations/{id}/revoke", new { reason = "Wrong customer." }, Keys.Contoso);
                break;
            default:
                await product.AdvanceAsync(Duration.FromDays(98));
                break;
        }
    }
}
