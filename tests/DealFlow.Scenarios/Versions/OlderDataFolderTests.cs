using System.Net;
using DealFlow.Embedded;
using DealFlow.Local.Stores;
using DealFlow.Scenarios.Hosting;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace DealFlow.Scenarios.Versions;

/// <summary>A data folder that an older version wrote opens, and everything in it goes on. Each released version adds its file.</summary>
public sealed class OlderDataFolderTests : IDisposable
{
    private const string Won = "DR-5DX3-D0SQ";
    private const string Approved = "DR-QJYJ-RBA7";
    private const string Asked = "DR-KEJB-TM3X";
    private const string Rejected = "DR-W5HG-YMGJ";
    private const string Pending = "DR-RKG1-B7SD";
    private const string Queued = "DR-1HC4-BD7B";
    private const string WithIdempotencyKey = "DR-81E4-JBQE";
    private const string Extending = "DR-WK4E-GH2C";

    private readonly TemporaryFolder _programs = new();

    public void Dispose() => _programs.Dispose();

    [Fact]
    public async Task Start_OnAFolderOfVersion1_FindsEverythingAsItWas()
    {
        await using var product = await StartAsync();
        foreach (var (id, status) in new[]
        {
            (Won, "closedWon"), (Approved, "approved"), (Asked, "needsInformation"), (Rejected, "rejected"), (Pending, "pendingDecision"),
            (Queued, "queued"), (WithIdempotencyKey, "pendingDecision"), (Extending, "approved"),
        })
            Assert.Equal(status, await product.StatusAsync(id));

        Assert.Equal(28, (await product.MailsAsync()).Count);
        Assert.Equal(4, (await product.EventsAsync()).Count);
        Assert.Equal(1, (await product.ReadAsync(Queued, Keys.Nordlicht)).GetProperty("queuePosition").GetInt32());
        var repeated = await product.PostAsync("/api/registrations", Drafts.Customer(6).With(draft => draft["customer"]!["name"] = "Zirbel Je GmbH"), Keys.Nordlicht, ("Idempotency-Key", "k-1"));
        Assert.Equal((HttpStatusCode.Accepted, WithIdempotencyKey), (repeated.Status, repeated.Json.GetProperty("id").GetString()));
        await using var commits = CommitQueue.Open(Path.Combine(product.DataFolder, "dealflow.db"));
        Assert.Equal((long)LocalDatabase.Version, commits.Read(connection => connection.Scalar("SELECT version FROM schema_version")));
    }

    [Fact]
    public async Task Deals_OfVersion1_GoOn()
    {
        await using var product = await StartAsync();

        // Links of that time work, the queue moves, a question is answered, and a deal that was won is invoiced.
        Assert.Equal(HttpStatusCode.OK, (await product.DecideAsync(await product.TokenAsync(People.Anna, Extending), "grant")).Status);
        Assert.Equal(HttpStatusCode.OK, (await product.DecideAsync(await product.TokenAsync(People.Anna, WithIdempotencyKey), "approve")).Status);
        Assert.Equal(HttpStatusCode.OK, (await product.PostAsync($"/api/registrations/{Pending}/withdraw", new { reason = "Changed." }, Keys.AlpenIt)).Status);
        Assert.Equal("pendingDecision", await product.StatusAsync(Queued));
        Assert.Equal(HttpStatusCode.OK, (await product.PostAsync($"/api/registrations/{Asked}/answer", new { text = "Augsburg." }, Keys.AlpenIt)).Status);
        foreach (var id in new[] { Queued, Asked })
            Assert.Equal(HttpStatusCode.OK, (await product.DecideAsync(await product.TokenAsync(People.Anna, id), "reject", "Too small.")).Status);
        var invoice = new { number = "R-1", invoicedOn = "2026-03-03", lines = new[] { new { product = "firewall", net = new { amount = "38400.00", currency = "EUR" } } } };
        Assert.Equal(HttpStatusCode.OK, (await product.PostAsync($"/api/registrations/{Won}/invoices", invoice, Keys.Contoso)).Status);
        Assert.Equal($"{Won}/3/invoiced", (await product.EventsAsync())[^1].GetProperty("id").GetString());

        // Time goes on: follow-ups, the end, and in the end the contacts.
        await product.AdvanceAsync(Duration.FromDays(30));
        Assert.Contains(await product.MailsToAsync(People.AlpenIt), mail => mail.Id.StartsWith("daily/", StringComparison.Ordinal) && mail.Text.Contains(Approved, StringComparison.Ordinal));
        await product.AdvanceAsync(Duration.FromDays(800));
        Assert.Equal("expired", await product.StatusAsync(Approved));
        foreach (var id in new[] { Won, Rejected })
            Assert.Equal("contactErased", (await product.ReadAsync(id, Keys.AlpenIt)).GetProperty("timeline").EnumerateArray().Last().GetProperty("what").GetString());
    }

    private async Task<Product> StartAsync()
    {
        File.Copy(Path.Combine(AppContext.BaseDirectory, "programs", "contoso-network.json"), Path.Combine(_programs.Path, "contoso-network.json"));
        return await Product.StartAsync(programs: _programs.Path, prepare: folder => Rebuild("version-1.sql", folder));
    }

    private static void Rebuild(string resource, string folder)
    {
        using var script = new StreamReader(typeof(OlderDataFolderTests).Assembly.GetManifestResourceStream(resource)!);
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "dealflow.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = script.ReadToEnd();
        command.ExecuteNonQuery();
    }
}
