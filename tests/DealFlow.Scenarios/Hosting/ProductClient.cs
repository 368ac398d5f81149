using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;

namespace DealFlow.Scenarios.Hosting;

/// <summary>A running product, driven over HTTP.</summary>
internal abstract class ProductClient
{
    public const string PublicAddress = "http://dealflow.test";

    protected const string PublicUrl = PublicAddress;

    /// <summary>Requests to the product where it runs now.</summary>
    protected abstract HttpClient Http { get; }

    /// <summary>Where it listens.</summary>
    public Uri Address => Http.BaseAddress!;

    /// <summary>A request as a partner, a manufacturer's system, or anybody (null).</summary>
    public async Task<Answer> SendAsync(HttpMethod method, string path, string? key = null, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path.Replace(PublicUrl, "", StringComparison.Ordinal)) { Content = content };
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Http.SendAsync(request);
        return new Answer(response.StatusCode, await response.Content.ReadAsByteArrayAsync(), response.Headers.ETag?.Tag, response.Headers.Location?.OriginalString)
        {
            RetryAfter = response.Headers.RetryAfter?.Delta,
        };
    }

    public Task<Answer> GetAsync(string path, string? key = null) => SendAsync(HttpMethod.Get, path, key);

    public Task<Answer> PostAsync(string path, object body, string? key = null, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, key, JsonContent.Create(body), headers);

    public Task<Answer> PostFormAsync(string path, params (string Name, string Value)[] fields) => SendAsync(
        HttpMethod.Post, path, null, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    /// <summary>Registers, and gives back the registration's id.</summary>
    public async Task<string> RegisterAsync(string key, JsonObject? draft = null)
    {
        var answer = await PostAsync("/api/registrations", draft ?? Drafts.Mueller(), key);
        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        return answer.Json.GetProperty("id").GetString()!;
    }

    /// <summary>A registration as its partner or the manufacturer sees it, once nothing is left to do.</summary>
    public async Task<JsonElement> ReadAsync(string id, string key)
    {
        await SettleAsync();
        var answer = await GetAsync($"/api/registrations/{id}", key);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return answer.Json;
    }

    public async Task<string> StatusAsync(string id, string key = Keys.Contoso) => (await ReadAsync(id, key)).GetProperty("status").GetString()!;

    /// <summary>Waits until everything due now is done: the barrier that replaces sleeping.</summary>
    public Task SettleAsync() => AdvanceAsync(Duration.Zero);

    public async Task<JsonElement> AdvanceAsync(Duration by)
    {
        var answer = await PostAsync("/local/clock", new { advance = by.ToTimeSpan().ToString("c") });
        Assert.True(answer.Status is HttpStatusCode.OK, answer.Text);
        return answer.Json;
    }

    /// <summary>Moves the clock to a time of day in Berlin, or elsewhere.</summary>
    public async Task AdvanceToAsync(int year, int month, int day, int hour = 12, int minute = 0, string zone = "Europe/Berlin")
    {
        var target = new LocalDateTime(year, month, day, hour, minute).InZoneStrictly(DateTimeZoneProviders.Tzdb[zone]).ToInstant();
        await AdvanceAsync(target - await NowAsync());
    }

    public async Task<Instant> NowAsync() =>
        InstantPattern.ExtendedIso.Parse((await GetAsync("/local/clock.json")).Json.GetProperty("now").GetString()!).Value;

    /// <summary>All mails so far, oldest first.</summary>
    public async Task<IReadOnlyList<Mail>> MailsAsync()
    {
        await SettleAsync();
        return (await GetAsync("/local/mailbox.json")).Json.Deserialize<List<Mail>>(JsonSerializerOptions.Web)!;
    }

    public async Task<IReadOnlyList<Mail>> MailsToAsync(string address) => [.. (await MailsAsync()).Where(mail => mail.To.Contains(address, StringComparison.Ordinal))];

    /// <summary>The events that finance has got, oldest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> EventsAsync()
    {
        await SettleAsync();
        return [.. (await GetAsync("/local/events.json")).Json.EnumerateArray()];
    }

    /// <summary>The newest decision token that was mailed to somebody, for a registration.</summary>
    public async Task<string> TokenAsync(string address, string? about = null)
    {
        var mail = (await MailsToAsync(address)).Last(mail => mail.DecideLink is not null && (about is null || mail.Text.Contains(about, StringComparison.Ordinal)));
        return mail.DecideToken;
    }

    /// <summary>The tokens that were mailed to somebody for one registration, oldest first.</summary>
    public async Task<IReadOnlyList<string>> TokensAsync(string address, string id) =>
        [.. (await MailsToAsync(address)).Where(mail => mail.DecideLink is not null && mail.Headers.GetValueOrDefault("References", "").Contains(id, StringComparison.Ordinal))
            .Select(mail => mail.DecideToken).Distinct()];

    /// <summary>Makes or changes a membership.</summary>
    public async Task PutPartnerAsync(string partner, string key, string program, string mail, params string[] people)
    {
        var answer = await SendAsync(HttpMethod.Put, $"/api/partners/{partner}", key, JsonContent.Create(new
        {
            name = partner,
            tier = program == "fabrikam-storage" ? "standard" : "gold",
            language = "de",
            mail,
            people,
            vendorNumber = (string?)null,
            programs = new[] { program },
        }));
        Assert.True((int)answer.Status < 300, answer.Text);
    }

    public Task<Answer> DecideAsync(string token, string decision, string? reason = null, string? question = null) =>
        PostAsync("/api/decisions", new { token, decision, reason, question });

    /// <summary>Registers for Alpen IT, approves as Anna, and gives back the id.</summary>
    public async Task<string> ApprovedAsync(string key = Keys.AlpenIt, JsonObject? draft = null)
    {
        var id = await RegisterAsync(key, draft);
        var decided = await DecideAsync(await TokenAsync(People.Anna), "approve");
        Assert.True(decided.Status is HttpStatusCode.OK, decided.Text);
        Assert.Equal("approved", await StatusAsync(id));
        return id;
    }

    /// <summary>A browser of its own, with nobody signed in.</summary>
    public Browser Browser(string language = "en") => new(this, Http.BaseAddress!, language);

    protected static HttpClient ClientFor(string address) => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        BaseAddress = new Uri(address),
        Timeout = Timeout.InfiniteTimeSpan, // a year in one step takes as long as the machine needs
    };
}

/// <summary>An answer of the product.</summary>
internal sealed record Answer(HttpStatusCode Status, byte[] Body, string? ETag, string? Location)
{
    public TimeSpan? RetryAfter { get; init; }

    public string Text => System.Text.Encoding.UTF8.GetString(Body);

    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Body);

    public string[] Errors => [.. Json.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal)];
}

/// <summary>A mail as the local mailbox shows it.</summary>
internal sealed record Mail(string Id, string To, string From, string Subject, string Html, string Text, string SentAt, Dictionary<string, string> Headers, List<string> Links)
{
    /// <summary>The mail of an approval, with the way to the material.</summary>
    public bool IsReward => Links.Exists(link => link.Contains("/collateral?t=", StringComparison.Ordinal));

    public string DecideToken => DecideLink!.Split("t=")[1].Split('&')[0];

    public string? DecideLink => Links.FirstOrDefault(link => link.Contains("/decide?t=", StringComparison.Ordinal));
}
