using System.Globalization;
using System.Text.Json;
using DealFlow.Local.Clock;
using DealFlow.Web.Endpoints;
using DealFlow.Web.Pages;
using DealFlow.Workflow;
using NodaTime;

namespace DealFlow.Local.Pages;

/// <summary>The clock of the local host: shown to people, and moved by their buttons or by JSON.</summary>
internal sealed class ClockPages(IClockDriver clock, ClockSteps steps, PageRenderer pages)
{
    private const int MostDays = 3660;

    public Task<IResult> ShowAsync(HttpContext context, Caller caller) =>
        PageAsync(null, StatusCodes.Status200OK, steps.Read(context.Request.Query));

    public async Task<IResult> JsonAsync(HttpContext context, Caller caller) =>
        Results.Json(new { now = clock.Now, next = await clock.NextAsync(context.RequestAborted) }, DealFlowJson.Options);

    /// <summary>JSON is taken under any media type, because <c>curl -d</c> calls everything a form.</summary>
    public async Task<IResult> MoveAsync(HttpContext context, Caller caller)
    {
        // A browser says where a request comes from; pages of others may not move the clock.
        if (context.Request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none"))
            return new Problem(StatusCodes.Status403Forbidden, "role", "Not from here", "The clock is moved by its own page, or by a program, not by pages of others.");
        context.Request.EnableBuffering();
        var first = new byte[1];
        var isJson = await context.Request.Body.ReadAsync(first, context.RequestAborted) == 1 && first[0] == '{';
        context.Request.Body.Position = 0;
        return FormBody.IsForm(context) && !isJson ? await MoveByFormAsync(context) : await MoveByJsonAsync(context);
    }

    private async Task<IResult> MoveByFormAsync(HttpContext context)
    {
        var form = await FormBody.ReadAsync(context);
        var advance = form.Text("next") is null ? Parse(form.Text("advance")) : await ToNextAsync(context.RequestAborted);
        if (advance is not { } step)
            return await PageAsync(Wanted, StatusCodes.Status422UnprocessableEntity);
        var before = steps.Marks(clock.Now);
        var move = await clock.AdvanceAsync(step, context.RequestAborted);
        context.Response.Headers.Location = "/local/clock" + ClockSteps.Query(before, move.Fired);
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    private async Task<IResult> MoveByJsonAsync(HttpContext context)
    {
        using var body = await ReadAsync(context);
        if (body is null)
            return new ForMachines(Problem.BadRequest("The body is not valid JSON."));
        if (Parse(AdvanceOf(body.RootElement)) is not { } step)
            return new ForMachines(Problem.Invalid("advance", Wanted));
        var move = await clock.AdvanceAsync(step, context.RequestAborted);
        return Results.Json(new { now = move.Now, fired = move.Fired }, DealFlowJson.Options);
    }

    private static string Wanted { get; } =
        $"Must be a time span such as 21.00:00:00 or 08:30:00, not negative, {MostDays.ToString(CultureInfo.InvariantCulture)} days at most.";

    /// <summary>How far it is to the next due time; nothing, where nothing waits.</summary>
    private async Task<Duration> ToNextAsync(CancellationToken cancellation) =>
        await clock.NextAsync(cancellation) is { } next && next > clock.Now ? next - clock.Now : Duration.Zero;

    private async Task<IResult> PageAsync(string? problem, int status, ClockStep? step = null) =>
        await pages.PageAsync<ClockPage>(new ClockView(clock.Now, await clock.NextAsync(CancellationToken.None), problem, step), status);

    private static Duration? Parse(string? text) =>
        TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var span) && span >= TimeSpan.Zero && span.TotalDays <= MostDays ? Duration.FromTimeSpan(span) : null;

    private static async Task<JsonDocument?> ReadAsync(HttpContext context)
    {
        try
        {
            return await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? AdvanceOf(JsonElement body) =>
        body.ValueKind is JsonValueKind.Object && body.TryGetProperty("advance", out var advance) && advance.ValueKind is JsonValueKind.String
            ? advance.GetString()
            : null;
}
