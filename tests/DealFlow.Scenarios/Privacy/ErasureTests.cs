using System.Net;
using System.Text;
using System.Text.Json;
using DealFlow.Scenarios.Hosting;
using NodaTime;

namespace DealFlow.Scenarios.Privacy;

/// <summary>Contacts are erased: everywhere, at the wish of the manufacturer or when the program's time has passed.</summary>
public sealed class ErasureTests
{
    // Whatever anybody writes about the contact has one of these in it.
    private static readonly string[] Personal = ["Eva Brandt", "e.brandt@", "+49 89 77001122", "Quendel"];

    [Fact]
    public async Task Contact_ErasedAtEachStage_NothingIsLeftInTheDataFolder()
    {
        await using var product = await Product.StartAsync();
        var id = await product.RegisterAsync(Keys.AlpenIt, Draft());
        await product.DecideAsync(await product.TokenAsync(People.Anna), "requestInformation", question: "Who is Quendel?");
        await product.PostAsync($"/api/registrations/{id}/answer", new { text = "Quendel is the head of IT." }, Keys.AlpenIt);
        await EraseAsync(product, id);

        await product.DecideAsync(await NewTokenAsync(product), "approve", reason: "Quendel is well known.");
        await product.PostAsync($"/api/registrations/{id}/progress", new { note = "Quendel wants a demo.", helpWanted = true }, Keys.AlpenIt);
        await product.AdvanceAsync(Duration.FromDays(23)); // quoted in a daily mail
        Assert.Contains(await product.MailsAsync(), mail => mail.Id.StartsWith("daily/", StringComparison.Ordinal) && mail.Text.Contains("Quendel", StringComparison.Ordinal));
        await EraseAsync(product, id);

        await product.PostAsync($"/api/registrations/{id}/extension", new { reason = "Quendel is on leave." }, Keys.AlpenIt);
        await product.DecideAsync(await product.TokenAsync(People.Anna), "refuse", "Quendel comes back in time.");
        await product.PostAsync(
            $"/api/registrations/{id}/close",
            new { outcome = "won", signedOn = "2026-03-24", orderNumber = "PO-1", netAmount = new { amount = "38400.00", currency = "EUR" } }, Keys.AlpenIt);
        await product.DecideAsync(await product.TokenAsync(People.Anna), "dispute", "Quendel ordered less.");
        await product.PostAsync($"/api/registrations/{id}/close", new { outcome = "lost", reason = "price", comment = "Quendel chose others." }, Keys.AlpenIt);
        await EraseAsync(product, id);
    }

    [Fact]
    public async Task Contact_OfADealThatWasEndedWithAReason_IsErasedWithTheReason()
    {
        await using var product = await Product.StartAsync();
        var rejected = await product.RegisterAsync(Keys.AlpenIt, Draft());
        await product.DecideAsync(await product.TokenAsync(People.Anna), "reject", "Quendel buys elsewhere.");
        var withdrawn = await product.RegisterAsync(Keys.AlpenIt, Draft());
        await product.PostAsync($"/api/registrations/{withdrawn}/withdraw", new { reason = "Quendel has left." }, Keys.AlpenIt);
        var revoked = await product.ApprovedAsync(Keys.AlpenIt, Draft());
        await product.PostAsync($"/api/registrations/{revoked}/revoke", new { reason = "Quendel buys directly." }, Keys.Contoso);

        Assert.Equal("erased", (await SendAsync(product, rejected)).Json.GetProperty("timeline").EnumerateArray().Single(line => line.GetProperty("what").GetString() == "rejected").GetProperty("text").GetString());
        await SendAsync(product, withdrawn);
        await EraseAsync(product, revoked);
    }

    [Fact]
    public async Task Contact_Erased_MailsStayWithoutTheirTextAndNewOnesGoOn()
    {
        await using var product = await Product.StartAsync();
        var id = await product.RegisterAsync(Keys.AlpenIt, Draft());
        var before = await product.MailsAsync();
        await EraseAsync(product, id);

        var after = await product.MailsAsync();
        Assert.Equal(before.Select(mail => (mail.Id, mail.To, mail.SentAt)), after.Select(mail => (mail.Id, mail.To, mail.SentAt)));
        Assert.All(after, mail => Assert.Equal(("(erased)", "(erased)", 0), (mail.Subject, mail.Text, mail.Links.Count)));
        Assert.Equal(HttpStatusCode.OK, (await product.DecideAsync(await NewTokenAsync(product), "approve")).Status);
        Assert.Contains("8 %", (await product.MailsToAsync(People.AlpenIt))[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contact_ErasedTwice_SaysTheSameAndChangesNothing()
    {
        await using var product = await Product.StartAsync();
        var id = await product.RegisterAsync(Keys.AlpenIt, Draft());
        await product.SettleAsync();
        var first = await SendAsync(product, id);
        var second = await SendAsync(product, id);
        Assert.Equal(first.Text, second.Text);
    }

    [Fact]
    public async Task Contact_ErasedByOthers_IsRefused()
    {
        await using var product = await Product.StartAsync();
        var id = await product.RegisterAsync(Keys.AlpenIt, Draft());
        await product.SettleAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(product, id, null)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(product, id, Keys.AlpenIt)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(product, id, Keys.Fabrikam)).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await product.SendAsync(HttpMethod.Delete, $"/api/registrations/{id}/contact", Keys.Contoso, null, ("If-Match", "\"1\""))).Status);
        Assert.Equal("Eva Brandt", (await product.ReadAsync(id, Keys.AlpenIt)).GetProperty("contact").GetProperty("name").GetString());
    }

    [Fact]
    public async Task Registration_RepeatedAfterItsContactWasErased_IsStillTheSame()
    {
        await using var product = await Product.StartAsync();
        var first = await product.PostAsync("/api/registrations", Draft(), Keys.AlpenIt, ("Idempotency-Key", "k-1"));
        var id = first.Json.GetProperty("id").GetString()!;
        await EraseAsync(product, id);

        var again = await product.PostAsync("/api/registrations", Draft(), Keys.AlpenIt, ("Idempotency-Key", "k-1"));

        Assert.Equal((HttpStatusCode.Accepted, id), (again.Status, again.Json.GetProperty("id").GetString()));
        Assert.Equal(JsonValueKind.Null, again.Json.GetProperty("contact").ValueKind);
        await HasNothingLeftAsync(product);
    }

    [Fact]
    public async Task Contacts_AfterTheProgramsMonths_AreErasedByTheClock()
    {
        await using var product = await Product.StartAsync();
        var won = await product.ApprovedAsync(Keys.AlpenIt, Draft());
        await product.PostAsync(
            $"/api/registrations/{won}/close",
            new { outcome = "won", signedOn = "2026-03-02", orderNumber = "PO-1", netAmount = new { amount = "38400.00", currency = "EUR" } }, Keys.Contoso);
        var expired = await product.ApprovedAsync(Keys.AlpenIt, Drafts.Customer(2).With(draft => draft["notes"] = "Quendel decides."));
        await product.AdvanceToAsync(2028, 3, 1);
        Assert.NotEqual(JsonValueKind.Null, (await product.ReadAsync(won, Keys.AlpenIt)).GetProperty("contact").ValueKind);
        Assert.Equal("2028-03-01T23:00:00Z", (await product.GetAsync("/local/clock.json")).Json.GetProperty("next").GetString());

        await product.AdvanceToAsync(2028, 3, 2);
        Assert.Equal(JsonValueKind.Null, (await product.ReadAsync(won, Keys.AlpenIt)).GetProperty("contact").ValueKind);
        Assert.Equal("Quendel decides.", (await product.ReadAsync(expired, Keys.AlpenIt)).GetProperty("notes").GetString());

        await product.AdvanceToAsync(2028, 12, 31);
        var last = (await product.ReadAsync(expired, Keys.AlpenIt)).GetProperty("timeline").EnumerateArray().Last();
        Assert.Equal(
            ("2028-06-07T22:00:00Z", "rule:contact-retention", "contactErased"),
            (last.GetProperty("at").GetString(), last.GetProperty("by").GetString(), last.GetProperty("what").GetString()));
        await HasNothingLeftAsync(product);
    }

    [Fact]
    public async Task Contacts_AfterALongOutage_AreErasedAtTheStart()
    {
        await using var product = await Product.StartAsync();
        var id = await product.RegisterAsync(Keys.AlpenIt, Draft());
        await product.PostAsync($"/api/registrations/{id}/withdraw", new { reason = "Quendel has left." }, Keys.AlpenIt);
        await product.SettleAsync();
        await product.StopAsync();
        await product.StartAgainAsync(Product.Monday, Duration.FromDays(800));
        Assert.Equal("contactErased", (await product.ReadAsync(id, Keys.AlpenIt)).GetProperty("timeline").EnumerateArray().Last().GetProperty("what").GetString());
        await HasNothingLeftAsync(product);
    }

    [Fact]
    public async Task IdempotencyMark_ThirtyDaysOld_IsDeleted()
    {
        await using var product = await Product.StartAsync();
        await product.PostAsync("/api/registrations", Draft(), Keys.AlpenIt, ("Idempotency-Key", "mark-that-goes"));
        Assert.True(await IsInTheFolderAsync(product, "mark-that-goes"));
        await product.AdvanceAsync(Duration.FromDays(30));
        await product.StopAsync();
        Assert.False(await IsInTheFolderAsync(product, "mark-that-goes"));
    }

    private static System.Text.Json.Nodes.JsonObject Draft() => Drafts.Mueller().With(draft =>
    {
        draft["contact"]!["phone"] = "+49 89 77001122";
        draft["activity"] = "Two meetings with Quendel.";
        draft["notes"] = "Quendel decides alone.";
        draft["partnerReference"] = "Quendel 1";
    });

    private static Task<Answer> SendAsync(Product product, string id, string? key = Keys.Contoso) => product.SendAsync(HttpMethod.Delete, $"/api/registrations/{id}/contact", key);

    private static async Task EraseAsync(Product product, string id)
    {
        await product.SettleAsync();
        var erased = await SendAsync(product, id);
        Assert.True(erased.Status is HttpStatusCode.OK, erased.Text);
        foreach (var member in new[] { "contact", "activity", "notes", "partnerReference" })
            Assert.Equal(JsonValueKind.Null, erased.Json.GetProperty(member).ValueKind);
        Assert.Equal("Müller Maschinenbau GmbH & Co. KG", erased.Json.GetProperty("customer").GetProperty("name").GetString());
        var last = erased.Json.GetProperty("timeline").EnumerateArray().Last();
        Assert.Equal(("contactErased", "system:contoso"), (last.GetProperty("what").GetString(), last.GetProperty("by").GetString()));
        await HasNothingLeftAsync(product);
    }

    /// <summary>The mails so far are erased: the next reminder repeats the link.</summary>
    private static async Task<string> NewTokenAsync(Product product)
    {
        await product.AdvanceAsync(Duration.FromDays(2));
        return await product.TokenAsync(People.Anna);
    }

    private static async Task HasNothingLeftAsync(Product product)
    {
        foreach (var text in Personal)
            Assert.False(await IsInTheFolderAsync(product, text), $"'{text}' is still in the data folder.");
    }

    /// <summary>Looks at the bytes of every file, while the product runs: free pages and the log too.</summary>
    private static async Task<bool> IsInTheFolderAsync(Product product, string text)
    {
        foreach (var path in Directory.EnumerateFiles(product.DataFolder, "*", SearchOption.AllDirectories).Where(path => new FileInfo(path).Length > 0))
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes);
            if (bytes.GetBuffer().AsSpan(0, (int)bytes.Length).IndexOf(Encoding.UTF8.GetBytes(text)) >= 0)
                return true;
        }

        return false;
    }
}
