using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DealFlow.Domain.Registrations;
using DealFlow.Web.Endpoints;
using DealFlow.Web.Views;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Registrations;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace DealFlow.Web.Api;

/// <summary>Registering, reading and listing.</summary>
internal sealed class RegistrationsApi(Registering registering, RegistrationReader reader, IRegistrationStore store, IClock clock)
{
    private static readonly SearchValues<char> CursorCharacters = SearchValues.Create("0123456789.");

    public async Task<IResult> CreateAsync(HttpContext context, Caller caller)
    {
        var key = IdempotencyKey(context);
        var shape = new ShapeErrors();
        var (draft, json) = await RequestBody.ReadAsync(context, shape, RegistrationJson.Read);
        shape.ThrowWith(shape.Any ? await registering.JudgeAsync(draft, caller.Partner!, caller.Reach, context.RequestAborted) : new Dictionary<string, string[]>());
        var mark = key is null ? ((string, string)?)null : (key, HashOf(json));
        return await registering.RegisterAsync(draft, caller.Partner!, caller.Reach, mark, context.RequestAborted) switch
        {
            RegisterResult.Invalid invalid => Problem.Invalid(invalid.Errors),
            RegisterResult.Judged judged => await AnswerAsync(judged.Result, caller, context.RequestAborted),
            var other => throw new InvalidOperationException(other.GetType().Name),
        };
    }

    public async Task<IResult> ReadAsync(HttpContext context, Caller caller)
    {
        var deal = await reader.FindAsync(context, caller);
        return await reader.AnswerAsync(deal, caller, context.RequestAborted);
    }

    public async Task<IResult> ListAsync(HttpContext context, Caller caller)
    {
        var query = QueryOf(context, caller);
        var page = await store.ListAsync(query, context.RequestAborted);
        var places = await store.QueuePositionsAsync(
            [.. page.Items.Where(deal => deal.Status is RegistrationStatus.Queued).Select(deal => deal.Id)], context.RequestAborted);
        return new JsonAnswer(new RegistrationList(
            [.. page.Items.Select(deal => reader.View(deal, places.TryGetValue(deal.Id, out var place) ? place : null, caller))], page.Next));
    }

    private async Task<IResult> AnswerAsync(AddResult result, Caller caller, CancellationToken cancellation) => result switch
    {
        AddResult.Added added => await AcceptedAsync(added.Stored.Registration, caller, cancellation),
        AddResult.Repeated repeated => await AcceptedAsync(repeated.Stored.Registration, caller, cancellation),
        AddResult.KeyTaken => Problem.Conflict("This Idempotency-Key was used for another request. Use a new one for a new registration."),
        AddResult.TooManyNewCustomers many => Problem.TooMany(
            "You have registered as many new customers today as this program allows. Go on tomorrow; customers that you have registered before can be registered again.",
            many.Until - clock.GetCurrentInstant()),
        AddResult.TooManyOpen => Problem.Conflict("You have as many open registrations as this program allows. Close or withdraw some first."),
        AddResult.AlreadyYours own => AlreadyYours((await store.FindAsync(own.Id, cancellation))!.Registration),
        _ => throw new InvalidOperationException(result.GetType().Name),
    };

    private static Problem AlreadyYours(Registration own) => Problem.Conflict(
        $"You have registered this customer already for {string.Join(", ", own.Lead.Products)}, as {own.Id}. Other product lines can be registered "
        + "without it.",
        own);

    private async Task<IResult> AcceptedAsync(Registration deal, Caller caller, CancellationToken cancellation) =>
        await reader.AnswerAsync(deal, caller, cancellation, StatusCodes.Status202Accepted, $"/api/registrations/{deal.Id}");

    private static RegistrationQuery QueryOf(HttpContext context, Caller caller)
    {
        var errors = new Dictionary<string, string[]>();
        var query = context.Request.Query;
        string? Text(string name) => query.TryGetValue(name, out var values) && values.ToString() is { Length: > 0 } text ? text : null;

        RegistrationStatus? status = null;
        if (Text("status") is { } word)
        {
            if (Enum.GetValues<RegistrationStatus>().Where(value => Words.Of(value) == word).Select(value => (RegistrationStatus?)value).FirstOrDefault() is { } known)
                status = known;
            else
                errors["status"] = [$"Is one of {string.Join(", ", Enum.GetValues<RegistrationStatus>().Select(Words.Of))}."];
        }

        var limit = Paging.Limit(context, errors);
        if (Text("q") is { } search && (search.Length > 200 || !TextRules.IsClean(search, lineBreaks: false)))
            errors["q"] = ["Must have 200 characters at most, none of them control or text-direction characters."];
        if (Text("cursor") is { } cursor && (cursor.Length > 200 || cursor.AsSpan().ContainsAnyExcept(CursorCharacters)))
            errors["cursor"] = ["Send the 'next' of the page before, as it is."];
        if (errors.Count > 0)
            throw new ProblemException(Problem.Invalid(errors));
        return new RegistrationQuery(caller.Partner ?? Text("partner"), caller.Manufacturer, Text("program"), status, Text("q"), Text("cursor"), limit)
        {
            OfManufacturers = caller.Reach.Only,
        };
    }

    private static string? IdempotencyKey(HttpContext context)
    {
        if (!context.Request.Headers.TryGetValue("Idempotency-Key", out var values) || values.ToString() is not { Length: > 0 } key)
            return null;
        if (key.Length > 255 || key.Any(character => character is < '!' or > '~'))
            throw new ProblemException(Problem.Invalid("Idempotency-Key", "The header has 255 printable ASCII characters at most."));
        return key;
    }

    private static string HashOf(JsonElement json) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalJson.Of(json))));
}

/// <summary>A page of registrations, newest first; <paramref name="Next"/> is null at the end.</summary>
public sealed record RegistrationList(IReadOnlyList<RegistrationView> Items, string? Next);
