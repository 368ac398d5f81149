using DealFlow.Scenarios.Hosting;
using NodaTime;

namespace DealFlow.Scenarios.Versions;

/// <summary>The lives of deals that are recorded, and how each is lived: the deals whose orchestrations are kept are given back.</summary>
internal static class GoldenLives
{
    public static IReadOnlyDictionary<string, Func<Product, Task<IReadOnlyList<string>>>> All { get; } = new Dictionary<string, Func<Product, Task<IReadOnlyList<string>>>>
    {
        ["pending"] = InStatus("pendingDecision"),
        ["rejected"] = InStatus("rejected"),
        ["incomplete"] = InStatus("incomplete"),
        ["withdrawn"] = InStatus("withdrawn"),
        ["won"] = InStatus("closedWon"),
        ["won-reported"] = InStatus("wonReported"),
        ["lost"] = InStatus("closedLost"),
        ["expired"] = InStatus("expired"),
        ["revoked"] = InStatus("revoked"),
        ["queued"] = InStatus("queued"),
        ["extending"] = InStatus("extending"),
        ["answered"] = AnsweredAsync,
        ["extended"] = ExtendedAsync,
        ["disputed"] = DisputedAsync,
        ["moved-up"] = MovedUpAsync,
        ["holder-won"] = HolderWonAsync,
        ["split"] = SplitAsync,
        ["check-failed"] = CheckFailedAsync,
        ["mail-away"] = MailAwayAsync,
        ["told-anew"] = ToldAnewAsync,
    };

    private static Func<Product, Task<IReadOnlyList<string>>> InStatus(string status) => product => DealsInStatus.DriveAsync(product, status, 1);

    private static async Task<IReadOnlyList<string>> AnsweredAsync(Product product)
    {
        var id = (await DealsInStatus.DriveAsync(product, "needsInformation", 1))[0];
        await DoAsync(product, id, "answer", new { text = "Augsburg." });
        await product.DecideAsync((await product.TokensAsync(People.Anna, id))[^1], "approve");
        return [id];
    }

    private static async Task<IReadOnlyList<string>> ExtendedAsync(Product product)
    {
        var id = (await DealsInStatus.DriveAsync(product, "extending", 1))[0];
        await product.DecideAsync((await product.TokensAsync(People.Anna, id))[^1], "grant");
        await product.AdvanceToAsync(2026, 9, 30);
        return [id];
    }

    private static async Task<IReadOnlyList<string>> DisputedAsync(Product product)
    {
        var id = (await DealsInStatus.DriveAsync(product, "wonReported", 1))[0];
        await product.DecideAsync((await product.TokensAsync(People.Anna, id))[^1], "dispute", "No such order.");
        return [id];
    }

    private static async Task<IReadOnlyList<string>> MovedUpAsync(Product product)
    {
        var (holder, waiting) = await HolderAndWaitingAsync(product);
        await DoAsync(product, holder, "withdraw", new { reason = "No budget." });
        return [holder, waiting];
    }

    private static async Task<IReadOnlyList<string>> HolderWonAsync(Product product)
    {
        var (holder, waiting) = await HolderAndWaitingAsync(product);
        await product.DecideAsync((await product.TokensAsync(People.Anna, holder))[^1], "approve");
        await DoAsync(product, holder, "close", DealsInStatus.Won, Keys.Contoso);
        return [waiting];
    }

    private static async Task<IReadOnlyList<string>> SplitAsync(Product product)
    {
        await product.RegisterAsync(Keys.AlpenIt);
        var id = await product.RegisterAsync(Keys.Nordlicht, SplitTests.Of("firewall", "storage"));
        return [id, .. SplitTests.SplitInto(await product.ReadAsync(id, Keys.Nordlicht))];
    }

    private static async Task<IReadOnlyList<string>> CheckFailedAsync(Product product)
    {
        await product.BreakConflictCheckAsync();
        var id = await product.RegisterAsync(Keys.AlpenIt);
        await product.AdvanceAsync(Duration.FromHours(1));
        return [id];
    }

    private static async Task<IReadOnlyList<string>> MailAwayAsync(Product product)
    {
        await product.BreakMailAsync();
        var id = await product.RegisterAsync(Keys.AlpenIt);
        await product.AdvanceAsync(Duration.FromHours(3));
        await product.BreakMailAsync(mend: true);
        await product.AdvanceAsync(Duration.FromHours(3));
        return [id];
    }

    private static async Task<IReadOnlyList<string>> ToldAnewAsync(Product product)
    {
        var id = (await DealsInStatus.DriveAsync(product, "approved", 1))[0];
        for (var note = 0; note < 210; note++)
        {
            await DoAsync(product, id, "progress", new { note = "Goes on.", helpWanted = false });
            await product.SettleAsync();
        }
        return [id];
    }

    private static async Task<(string Holder, string Waiting)> HolderAndWaitingAsync(Product product)
    {
        var holder = await product.RegisterAsync(Keys.AlpenIt);
        await product.SettleAsync();
        return (holder, await product.RegisterAsync(Keys.Nordlicht));
    }

    private static async Task DoAsync(Product product, string id, string command, object body, string key = Keys.AlpenIt)
    {
        var answer = await product.PostAsync($"/api/registrations/{id}/{command}", body, key);
        Assert.True((int)answer.Status == 200, answer.Text);
    }
}
