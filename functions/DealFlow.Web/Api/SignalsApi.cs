using System.Globalization;
using System.Text.Json;
using DealFlow.Domain.Registrations;
using DealFlow.Web.Endpoints;
using DealFlow.Workflow.Signals;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace DealFlow.Web.Api;

/// <summary>Marketing signals: sent by the manufacturer, read by the partner of an approved deal.</summary>
internal sealed class SignalsApi(SignalIntake intake, SignalReader signals, RegistrationReader reader)
{
    private const int LongestCursor = 60;
    private static readonly long Latest = Instant.MaxValue.ToUnixTimeTicks();

    /// <summary>One signal is right or the request is wrong; of several the right ones are taken, and the others reported.</summary>
    public async Task<IResult> SendAsync(HttpContext context, Caller caller)
    {
        var json = await RequestBody.ReadJsonAsync(context);
        var (taken, rejected) = (new List<TakenSignal>(), new List<RejectedSignal>());
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                taken.Add(ReadOne(json, caller));
                break;
            case JsonValueKind.Array:
                foreach (var (index, element) in json.EnumerateArray().Index())
                    if (Read(element, caller, out var problem) is { } signal)
                        taken.Add(signal);
                    else
                        rejected.Add(new RejectedSignal(index, problem));
                break;
            default:
                throw new ProblemException(Problem.BadRequest("The body must be a JSON object, or a list of them."));
        }

        var added = await intake.TakeAsync(taken, context.RequestAborted);
        return new JsonAnswer(new SignalReport(added, taken.Count - added, rejected), StatusCodes.Status202Accepted);
    }

    public async Task<IResult> ListAsync(HttpContext context, Caller caller)
    {
        var errors = new Dictionary<string, string[]>();
        var limit = Paging.Limit(context, errors);
        SignalCursor? after = null;
        if (context.Request.Query["cursor"].ToString() is { Length: > 0 } text && (after = CursorOf(text)) is null)
            errors["cursor"] = ["Send the 'next' of the page before, as it is."];
        if (errors.Count > 0)
            throw new ProblemException(Problem.Invalid(errors));
        var deal = await reader.FindAsync(context, caller);
        if (deal.Status is not (RegistrationStatus.Approved or RegistrationStatus.WonReported))
            return Problem.Conflict($"Signals are there for approved deals; this one is {Words.Of(deal.Status)}.", deal);
        var page = await signals.PageAsync(deal, after, limit, context.RequestAborted);
        return new JsonAnswer(new SignalList(
            [.. page.Items.Select(signal => new SignalView(signal.Kind, signal.Title, signal.Url, signal.OccurredAt))], TextOf(page.Next)));
    }

    private TakenSignal ReadOne(JsonElement json, Caller caller)
    {
        var (shape, values) = (new ShapeErrors(), new Dictionary<string, string[]>());
        var draft = JsonFields.Read(json, "", shape, DraftOf);
        var signal = intake.Read(caller.Manufacturer!, draft, (path, text) => values.TryAdd(path, [text]));
        shape.ThrowWith(values);
        return signal!;
    }

    private TakenSignal? Read(JsonElement element, Caller caller, out string problem)
    {
        problem = "Is no object.";
        if (element.ValueKind is not JsonValueKind.Object)
            return null;
        var shape = new ShapeErrors();
        var draft = JsonFields.Read(element, "", shape, DraftOf);
        var problems = shape.All.Select(error => $"{error.Key}: {error.Value[0]}").ToList();
        var signal = intake.Read(caller.Manufacturer!, draft, (path, text) =>
        {
            if (!shape.All.ContainsKey(path))
                problems.Add($"{path}: {text}");
        });
        problem = string.Join(' ', problems);
        return problems.Count == 0 ? signal : null;
    }

    private static SignalDraft DraftOf(JsonFields body) => new(
        body.Text("program"),
        body.Object("customer", customer => new SignalCustomerDraft(
            customer.Text("name"), customer.Text("domain"), customer.Text("country"), customer.Text("vatId"))),
        body.Text("kind"), body.Text("title"), body.Text("url"), body.Text("occurredAt"), body.Text("consentBasis"));

    private static string? TextOf(SignalCursor? cursor) =>
        cursor is null ? null : string.Create(CultureInfo.InvariantCulture, $"{cursor.OccurredAt.ToUnixTimeTicks()}.{cursor.Id}");

    private static SignalCursor? CursorOf(string text) =>
        text.Length <= LongestCursor && text.Split('.') is [var time, var id] && id.All(char.IsAsciiHexDigitLower)
        && long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= Latest
            ? new SignalCursor(Instant.FromUnixTimeTicks(ticks), id)
            : null;
}

/// <summary>What became of signals: new ones, those that were known already, and those that were wrong.</summary>
public sealed record SignalReport(int Accepted, int Known, IReadOnlyList<RejectedSignal> Rejected);

/// <summary>A signal that was not taken, and why. The index counts from 0.</summary>
public sealed record RejectedSignal(int Index, string Error);

/// <summary>A signal as the partner sees it.</summary>
public sealed record SignalView(SignalKind Kind, string Title, string? Url, Instant OccurredAt);

/// <summary>A page of signals, newest first; <paramref name="Next"/> is null at the end.</summary>
public sealed record SignalList(IReadOnlyList<SignalView> Items, string? Next);
