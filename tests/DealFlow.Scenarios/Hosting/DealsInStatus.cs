namespace DealFlow.Scenarios.Hosting;

/// <summary>
/// Deals of Alpen IT with Contoso, all driven into one status by what a partner, a person or the clock would do. <c>extending</c> and <c>grace</c>
/// are faces of <c>approved</c>.
/// </summary>
internal static class DealsInStatus
{
    public static readonly object Won = new { outcome = "won", signedOn = "2026-03-02", orderNumber = "PO-1", netAmount = new { amount = "9000.00", currency = "EUR" } };
    public static readonly object Lost = new { outcome = "lost", reason = "price", comment = (string?)null };

    public static IReadOnlyList<string> All { get; } =
    [
        "received", "pendingDecision", "needsInformation", "queued", "approved", "extending", "grace", "wonReported",
        "rejected", "incomplete", "withdrawn", "closedWon", "closedLost", "expired", "revoked",
    ];

    /// <summary>Drives so many deals there, and gives back their ids.</summary>
    public static async Task<IReadOnlyList<string>> DriveAsync(Product product, string status, int count)
    {
        if (status == "received")
            await product.BreakConflictCheckAsync();
        var ids = new List<string>();
        for (var number = 1; number <= count; number++)
        {
            if (status == "queued")
                await product.RegisterAsync(Keys.Nordlicht, Drafts.Customer(number));
            ids.Add(await product.RegisterAsync(Keys.AlpenIt, Drafts.Customer(number)));
        }

        await product.SettleAsync();
        if (status is not ("received" or "queued"))
            foreach (var id in ids)
                await DriveAsync(product, status, id);
        await PassTimeAsync(product, status);
        foreach (var id in ids)
            Assert.Equal(status is "extending" or "grace" ? "approved" : status, await product.StatusAsync(id));
        return ids;
    }

    private static async Task DriveAsync(Product product, string status, string id)
    {
        if (status is "pendingDecision")
            return;
        if (status is "withdrawn")
        {
            await DoAsync(product, id, "withdraw", Keys.AlpenIt, new { reason = "No budget." });
            return;
        }

        var token = (await product.TokensAsync(People.Anna, id))[^1];
        var decision = status switch
        {
            "needsInformation" or "incomplete" => "requestInformation",
            "rejected" => "reject",
            _ => "approve",
        };
        var decided = await product.DecideAsync(token, decision, "Because.", decision == "requestInformation" ? "Which site?" : null);
        Assert.True((int)decided.Status == 200, decided.Text);
        await (status switch
        {
            "extending" => DoAsync(product, id, "extension", Keys.AlpenIt, new { reason = "More time." }),
            "wonReported" => DoAsync(product, id, "close", Keys.AlpenIt, Won),
            "closedWon" => DoAsync(product, id, "close", Keys.Contoso, Won),
            "closedLost" => DoAsync(product, id, "close", Keys.AlpenIt, Lost),
            "revoked" => DoAsync(product, id, "revoke", Keys.Contoso, new { reason = "Wrong customer." }),
            _ => Task.CompletedTask,
        });
    }

    private static Task PassTimeAsync(Product product, string status) => status switch
    {
        "incomplete" => product.AdvanceToAsync(2026, 3, 10),
        "grace" => product.AdvanceToAsync(2026, 6, 2),
        "expired" => product.AdvanceToAsync(2026, 6, 9),
        _ => product.SettleAsync(),
    };

    private static async Task DoAsync(Product product, string id, string command, string key, object body)
    {
        var answer = await product.PostAsync($"/api/registrations/{id}/{command}", body, key);
        Assert.True((int)answer.Status == 200, answer.Text);
    }
}
