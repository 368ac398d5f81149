using System.Globalization;
using System.Text;
using System.Text.Json;
using DealFlow.Local.Clock;
using DealFlow.Local.Stores;
using DealFlow.Web.Endpoints;
using DealFlow.Web.Pages;
using DealFlow.Workflow;
using Endpoint = DealFlow.Web.Endpoints.Endpoint;

namespace DealFlow.Local.Pages;

/// <summary>The pages of the local host alone: where its mails and events arrive, and how its clock is moved.</summary>
public sealed class LocalPages(Mailbox mailbox, EventFeed feed, IClockDriver clock, PageRenderer pages)
{
    private const int MailsAtOnce = 200;
    private const string PageWithFrame =
        "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
    private const string MailBody = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'";

    private static readonly JsonSerializerOptions Indented = new(DealFlowJson.Options) { WriteIndented = true };

    private readonly ClockPages _clock = new(clock, pages);

    /// <summary>All of them.</summary>
    public IReadOnlyList<Endpoint> All =>
    [
        .. Look("/local/mailbox", AfterWork(MailsAsync)),
        .. Look("/local/mailbox/{number}", MailAsync),
        .. Look("/local/mailbox/{number}/body", MailBodyAsync),
        .. Look("/local/mailbox/{number}/calendar", CalendarAsync),
        .. Look("/local/mailbox.json", AfterWork(MailsJsonAsync)),
        .. Look("/local/events", AfterWork(EventsAsync)),
        .. Look("/local/events.json", AfterWork(EventsJsonAsync)),
        .. Look("/local/clock", _clock.ShowAsync),
        .. Look("/local/clock.json", _clock.JsonAsync),
        new Endpoint(HttpMethods.Post, "/local/clock", Access.Anyone, _clock.MoveAsync) { LargestBody = FormBody.MostBytes },
    ];

    private Task<IResult> MailsAsync(HttpContext context, Caller caller)
    {
        var mails = mailbox.List(NumberOf(context.Request.Query["before"]), MailsAtOnce);
        return pages.PageAsync<MailboxPage>(new MailboxView(mails, mails.Count == MailsAtOnce ? mails[^1].Number : null));
    }

    private async Task<IResult> MailAsync(HttpContext context, Caller caller)
    {
        if (MailOf(context) is not { } mail)
            return Problem.NotFound;
        context.Response.Headers.ContentSecurityPolicy = PageWithFrame;
        return await pages.PageAsync<MailPage>(new MailView(mail));
    }

    /// <summary>The mail itself. What it brings along cannot run, load or submit anything.</summary>
    private Task<IResult> MailBodyAsync(HttpContext context, Caller caller)
    {
        if (MailOf(context) is not { } mail)
            return Task.FromResult<IResult>(Problem.NotFound);
        context.Response.Headers.ContentSecurityPolicy = MailBody;
        return Task.FromResult(Results.Content(mail.Html, "text/html; charset=utf-8"));
    }

    private Task<IResult> CalendarAsync(HttpContext context, Caller caller) => Task.FromResult(
        MailOf(context)?.Calendar is { } file ? Results.File(Encoding.UTF8.GetBytes(file.Content), file.ContentType, file.Name) : Problem.NotFound);

    private Task<IResult> MailsJsonAsync(HttpContext context, Caller caller)
    {
        var mails = new List<StoredMail>();
        for (var page = mailbox.List(); page.Count > 0; page = mailbox.List(page[^1].Number))
            mails.AddRange(page);
        mails.Reverse();
        return Task.FromResult(Results.Json(
            mails.Select(mail => new { mail.Id, mail.To, mail.From, mail.Subject, mail.Html, mail.Text, mail.SentAt, mail.Headers, mail.Links, mail.Calendar }),
            DealFlowJson.Options));
    }

    private Task<IResult> EventsAsync(HttpContext context, Caller caller) =>
        pages.PageAsync<EventsPage>(new EventsView([.. feed.All().Reverse().Select(LineOf)]));

    private Task<IResult> EventsJsonAsync(HttpContext context, Caller caller) =>
        Task.FromResult(Results.Content($"[{string.Join(',', feed.All())}]", "application/json; charset=utf-8"));

    private StoredMail? MailOf(HttpContext context) => NumberOf(context.Request.RouteValues["number"] as string) is { } number ? mailbox.Find(number) : null;

    private static long? NumberOf(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static EventLine LineOf(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        return new EventLine(
            root.GetProperty("id").GetString()!, root.GetProperty("type").GetString()!, root.GetProperty("time").GetString()!,
            JsonSerializer.Serialize(root, Indented));
    }

    private Func<HttpContext, Caller, Task<IResult>> AfterWork(Func<HttpContext, Caller, Task<IResult>> handle) => async (context, caller) =>
    {
        await clock.RestAsync(context.RequestAborted);
        return await handle(context, caller);
    };

    private static Endpoint[] Look(string route, Func<HttpContext, Caller, Task<IResult>> handle) =>
        [new(HttpMethods.Get, route, Access.Anyone, handle), new(HttpMethods.Head, route, Access.Anyone, handle)];
}
