using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DealFlow.Scenarios.Hosting;
using NodaTime;
using NodaTime.Text;

namespace DealFlow.Scenarios.Operation;

/// <summary><c>programs check</c> and <c>programs preview</c>.</summary>
public sealed partial class ProgramsCommandTests : IDisposable
{
    private static readonly string Programs = Path.Combine(AppContext.BaseDirectory, "programs");
    private static readonly string Contoso = Path.Combine(Programs, "contoso-network.json");
    private static readonly string SampleDeal = Path.Combine(Programs, "sample", "deal.json");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Check_OfTheSample_FindsNothing()
    {
        var ended = await HostProcess.RunAsync("programs", "check", Contoso, "--collateral", Path.Combine(Programs, "collateral"));
        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        Assert.StartsWith("contoso-network of Contoso can be used", ended.Output.TrimStart(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_OfAFileWithMistakes_NamesEachWithItsPath()
    {
        var path = Write("own.json", File.ReadAllText(Contoso).Replace("\"days\": 90", "\"days\": -90", StringComparison.Ordinal).Replace("\"to\": \"bruno\"", "\"to\": \"nobody\"", StringComparison.Ordinal));
        var ended = await HostProcess.RunAsync("programs", "check", path);
        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("own.json: terms.protection.days:", ended.Error, StringComparison.Ordinal);
        Assert.Contains("own.json: people.approvers[0].delegates[0].to:", ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("can be used", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_OfAFileWithGaps_WarnsOfThem()
    {
        var program = JsonNode.Parse(File.ReadAllText(Contoso))!;
        program["calendar"]!["holidays"] = new JsonObject();
        var path = Write("own.json", program.ToJsonString());
        Directory.CreateDirectory(Path.Combine(_folder.Path, "collateral", "contoso-network", "router", "de"));

        var gaps = await HostProcess.RunAsync("programs", "check", path);
        Assert.Equal(0, gaps.ExitCode);
        Assert.Contains("Warning: own.json: calendar.holidays.", gaps.Output, StringComparison.Ordinal);

        var wrong = await HostProcess.RunAsync("programs", "check", path, "--collateral", Path.Combine(_folder.Path, "collateral"));
        Assert.Equal(1, wrong.ExitCode);
        Assert.Contains("router is no product of the program", wrong.Error, StringComparison.Ordinal);
        Assert.Contains("has no file.", wrong.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_OfADealWithMistakes_NamesThemAll()
    {
        var deal = JsonNode.Parse(File.ReadAllText(SampleDeal))!;
        deal["products"] = new JsonArray("router");
        deal["extra"] = 1;
        deal.AsObject().Remove("activity");
        var ended = await HostProcess.RunAsync("programs", "preview", Contoso, "--deal", Write("deal.json", deal.ToJsonString()), "--tier", "platinum");
        Assert.Equal(1, ended.ExitCode);
        Assert.All(["deal.json: activity:", "deal.json: extra:", "deal.json: products[0]:", "deal.json: tier:"], path => Assert.Contains(path, ended.Error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Preview_WhereARuleApproves_ShowsOneCourse()
    {
        var deal = JsonNode.Parse(File.ReadAllText(SampleDeal))!;
        deal["estimatedValue"]!["amount"] = "5000.00";
        var ended = await HostProcess.RunAsync("programs", "preview", Contoso, "--deal", Write("deal.json", deal.ToJsonString()), "--at", "2026-03-02T10:00");
        Assert.Contains("By the rule gold-small: Approved, protected through 2026-05-31.", ended.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("When it is approved at once", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_WhenNobodyAnswers_IsWhatTheProductDoes()
    {
        var (course, _) = await PreviewAsync();
        await using var product = await Product.StartAsync();
        await RegisterAsync(product);
        await product.AdvanceAsync(course[^1].At - Product.Monday);
        Assert.Equal(course, await SentAsync(product));
        Assert.Contains(course, line => line.To == People.Clara);
    }

    [Fact]
    public async Task Preview_WhenApproved_IsWhatTheProductDoes()
    {
        var (_, course) = await PreviewAsync();
        await using var product = await Product.StartAsync();
        await RegisterAsync(product);
        await product.DecideAsync(await product.TokenAsync(People.Anna), "approve");
        await product.AdvanceAsync(Duration.FromDays(150));
        Assert.Equal(course, await SentAsync(product));
        Assert.Equal("2026-06-08T00:00", LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Format(course[^1].At.InZone(Berlin).LocalDateTime));
    }

    private static DateTimeZone Berlin => DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static async Task RegisterAsync(Product product)
    {
        var answer = await product.PostAsync("/api/registrations", JsonNode.Parse(File.ReadAllText(SampleDeal))!, Keys.AlpenIt);
        Assert.True(answer.Status is HttpStatusCode.Accepted, answer.Text);
        await product.SettleAsync();
    }

    /// <summary>When mails go to whom, in both courses.</summary>
    private static async Task<(IReadOnlyList<(Instant At, string To)> Unanswered, IReadOnlyList<(Instant At, string To)> Approved)> PreviewAsync()
    {
        var ended = await HostProcess.RunAsync("programs", "preview", Contoso, "--deal", SampleDeal, "--at", "2026-03-02T10:00");
        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        var sections = ended.Output.Split("When it is approved at once");
        return (MailsIn(sections[0]), MailsIn(sections[1]));
    }

    private static IReadOnlyList<(Instant At, string To)> MailsIn(string section) => Ordered(MailLine().Matches(section).Select(line => (
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm").Parse(line.Groups["at"].Value).Value.InZoneStrictly(Berlin).ToInstant(),
        line.Groups["to"].Value.Trim() switch
        {
            "partner" => People.AlpenIt,
            "Anna Keller" => People.Anna,
            "Bruno Lang" => People.Bruno,
            "Clara Voss" => People.Clara,
            var address => address,
        })).Distinct()); // a daily mail is one mail, whatever stands in it

    private static async Task<IReadOnlyList<(Instant At, string To)>> SentAsync(Product product) => Ordered(
        (await product.MailsAsync()).Select(mail => (InstantPattern.ExtendedIso.Parse(mail.SentAt).Value, mail.To)).Distinct());

    private static IReadOnlyList<(Instant At, string To)> Ordered(IEnumerable<(Instant At, string To)> lines) =>
        [.. lines.OrderBy(line => line.At).ThenBy(line => line.To, StringComparer.Ordinal)];

    [GeneratedRegex(@"^  \w{3} (?<at>[\d-]{10} [\d:]{5})  (daily )?mail {2,8}(?<to>.+?)  ", RegexOptions.Multiline)]
    private static partial Regex MailLine();
}
