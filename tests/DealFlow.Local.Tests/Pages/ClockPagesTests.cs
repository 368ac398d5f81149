using System.Text;
using DealFlow.Local.Clock;
using DealFlow.Local.Pages;
using DealFlow.Web.Endpoints;
using DealFlow.Web.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace DealFlow.Local.Tests.Pages;

public sealed class ClockPagesTests
{
    private const string Json = "application/json";
    private const string Form = "application/x-www-form-urlencoded";

    private readonly StandingClock _clock = new();

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

        Assert.Equal((303, "/local/clock"), (status, location));
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

    /// <summary>The status, the location or else the content type, and the body.</summary>
    private async Task<(int Status, string? Where, string Body)> MoveAsync(string sent, string type)
    {
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        var context = new DefaultHttpContext { RequestServices = services };
        context.Request.Method = "POST";
        context.Request.ContentType = type;
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(sent));
        context.Response.Body = new MemoryStream();
        var result = await new ClockPages(_clock, new PageRenderer()).MoveAsync(context, Caller.Unknown);
        await result.ExecuteAsync(context);
        var body = Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray());
        var location = context.Response.Headers.Location.ToString();
        return (context.Response.StatusCode, location.Length > 0 ? location : context.Response.ContentType, body);
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
