using System.Text;
using DealFlow.Local.Clock;
using DealFlow.Local.Pages;
using DealFlow.Local.Stores;
using DealFlow.Local.Tests.Stores;
using DealFlow.Web.Endpoints;
using DealFlow.Web.Pages;
using DealFlow.Workflow;
using DealFlow.Workflow.Events;
using DealFlow.Workflow.Mails;
using DealFlow.Workflow.Tests.Ports;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace DealFlow.Local.Tests.Pages;

public sealed class ClockPagesTests : IAsyncDisposable
{
    private const string Json = "application/json";
    private const string Form = "application/x-www-form-urlencoded";
    private const string Event =
        """
        {"id":"DR-1/1/approved","type":"dealflow.deal.approved.v1","subject":"DR-1","time":"2026-07-27T08:00:00Z",
         "data":{"customer":{"name":"Brauhaus Zirbel GmbH"},"partner":{"name":"Alpen IT"},"estimatedValue":{"amount":"50000.00","currency":"EUR"},"net":null}}
        """;

    private static readonly DealFlowSettings Settings = new("http://localhost:5080", "deals@dealflow.example");

    private readonly StandingClock _clock = new();
    private readonly TestDatabase _database = new();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Theory]
    [InlineData("21.00:00:00", 21 * 24 * 60)]
    [InlineData("08:30:00", 8 * 60 + 30)]
    [InlineData("00:00:00", 0)]
    [InlineData("3660.00:00:00", 3660 * 24 * 60)]
    public async Task Move_JsonSpan_AdvancesAndSaysWhereItStands(string advance, int minutes)
    {
        var (status, type, body) = await MoveAsync($$"""{"advance":"{{advance}}"}""", Json);

        Assert.Equal((200, "application/json; charset=utf-8"), (status, type));
        Assert.Equal(Duration.FromMinutes(minutes), _clock.Advanced);
        Assert.Equal("""{"now":"2026-07-27T08:00:00Z","fired":3}""", body);
    }

    [Theory]
    [InlineData("""{"advance":"-1.00:00:00"}""", 422)]
    [InlineData("""{"advance":"3660.00:00:01"}""", 422)]
    [InlineData("""{"advance":21}""", 422)]
    [InlineData("""{}""", 422)]
    [InlineData("""[]""", 422)]
    [InlineData("nonsense", 400)]
    [InlineData("", 400)]
    public async Task Move_JsonThatIsWrong_IsAProblemForMachines(string sent, int expected)
    {
        var (status, type, _) = await MoveAsync(sent, Json);

        Assert.Equal((expected, "application/problem+json"), (status, type));
        Assert.Null(_clock.Advanced);
    }

    [Theory]
    [InlineData("next=1", 90)]
    [InlineData("advance=1.00:00:00", 24 * 60)]
    public async Task Move_Button_AdvancesAndLeadsBack(string sent, int minutes)
    {
        var (status, location, _) = await MoveAsync(sent, Form);

        Assert.Equal((303, "/local/clock?from=2026-07-27T08%3A00%3A00Z&mails=0&events=0&fired=3"), (status, location));
        Assert.Equal(Duration.FromMinutes(minutes), _clock.Advanced);
    }

    [Fact]
    public async Task Move_FormThatIsWrong_IsThePageWithAnAlert()
    {
        var (status, _, body) = await MoveAsync("advance=long", Form);

        Assert.Equal(422, status);
        Assert.Contains("role=\"alert\"", body, StringComparison.Ordinal);
        Assert.Null(_clock.Advanced);
    }

    [Fact]
    public async Task Read_AfterAMove_NamesWhatWasSentSince()
    {
        var commits = await _database.OpenAsync();
        var (mailbox, feed) = (new Mailbox(commits, new PortClock(), Settings), new EventFeed(commits));
        var steps = new ClockSteps(mailbox, feed);
        await mailbox.SendAsync(Mail(1), CancellationToken.None);
        var query = ClockSteps.Query(steps.Marks(_clock.Now), 2);
        for (var number = 2; number <= 20; number++)
            await mailbox.SendAsync(Mail(number), CancellationToken.None);
        await feed.PublishAsync(new DealEvent("DR-1/1/approved", "t", "DR-1", Event), CancellationToken.None);

        var step = steps.Read(new QueryCollection(QueryHelpers.ParseQuery(query)))!;

        Assert.Equal((_clock.Now, 2), (step.From, step.Fired));
        Assert.Equal(Enumerable.Range(2, 15).Select(number => (long)number), step.Mails.Select(mail => mail.Number));
        Assert.Equal(("Approved, to accrue", "Brauhaus Zirbel GmbH", "€50,000.00"), (step.Events[0].Title, step.Events[0].Customer, step.Events[0].Estimated));
        Assert.Equal(4, step.More);
        Assert.Null(steps.Read(new QueryCollection()));
    }

    private static OutgoingMail Mail(int number) => new(
        $"DR-1/{number}", "Contoso", "Anna", "anna@contoso.example", null, new MailContent("Please decide", "<p>Decide</p>", "Decide"));

    /// <summary>The status, the location or else the content type, and the body.</summary>
    private async Task<(int Status, string? Where, string Body)> MoveAsync(string sent, string type)
    {
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        var context = new DefaultHttpContext { RequestServices = services };
        context.Request.Method = "POST";
        context.Request.ContentType = type;
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(sent));
        context.Response.Body = new MemoryStream();
        var result = await (await PagesAsync()).MoveAsync(context, Caller.Unknown);
        await result.ExecuteAsync(context);
        var body = Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray());
        var location = context.Response.Headers.Location.ToString();
        return (context.Response.StatusCode, location.Length > 0 ? location : context.Response.ContentType, body);
    }

    private async Task<ClockPages> PagesAsync()
    {
        var commits = await _database.OpenAsync();
        return new ClockPages(_clock, new ClockSteps(new Mailbox(commits, new PortClock(), Settings), new EventFeed(commits)), new PageRenderer());
    }

    private sealed class StandingClock : IClockDriver
    {
        public Duration? Advanced { get; private set; }

        public Instant Now { get; } = Instant.FromUtc(2026, 7, 27, 8, 0);

        public Task<Instant?> NextAsync(CancellationToken cancellation) => Task.FromResult<Instant?>(Now + Duration.FromMinutes(90));

        public Task RestAsync(CancellationToken cancellation) => Task.CompletedTask;

        public Task<ClockMove> AdvanceAsync(Duration advance, CancellationToken cancellation)
        {
            Advanced = advance;
            return Task.FromResult(new ClockMove(Now, 3));
        }
    }
}
