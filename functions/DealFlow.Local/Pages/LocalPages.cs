using System.Globalization;
using DealFlow.Local.Clock;
using DealFlow.Local.Stores;
using DealFlow.Web.Endpoints;
using DealFlow.Web.Pages;
using Endpoint = DealFlow.Web.Endpoints.Endpoint;

namespace DealFlow.Local.Pages;

/// <summary>The pages of the local host alone: where its mails and events arrive, and how its clock is moved.</summary>
public sealed class LocalPages(Mailbox mailbox, EventFeed feed, IClockDriver clock, PageRenderer pages)
{
    private static readonly string StyleSheet = ReadStyleSheet();

    private readonly MailboxPages _mailbox = new(mailbox, pages);
    private readonly EventPages _events = new(feed, pages);
    private readonly ClockPages _clock = new(clock, new ClockSteps(mailbox, feed), pages);

    /// <summary>All of them.</summary>
    public IReadOnlyList<Endpoint> All =>
    [
        .. Look("/local/mailbox", AfterWork(_mailbox.ListAsync)),
        .. Look("/local/mailbox/{number}", _mailbox.ShowAsync),
        .. Look("/local/mailbox/{number}/body", _mailbox.BodyAsync),
        .. Look("/local/mailbox/{number}/calendar", _mailbox.CalendarAsync),
        .. Look("/local/mailbox.json", AfterWork(_mailbox.JsonAsync)),
        .. Look("/local/events", AfterWork(_events.ListAsync)),
        .. Look("/local/events/{number}", _events.ShowAsync),
        .. Look("/local/events.json", AfterWork(_events.JsonAsync)),
        .. Look("/local/clock", _clock.ShowAsync),
        .. Look("/local/clock.json", _clock.JsonAsync),
        new Endpoint(HttpMethods.Post, "/local/clock", Access.Anyone, _clock.MoveAsync) { LargestBody = FormBody.MostBytes },
        .. Look("/local/style.css", StyleAsync),
    ];

    /// <summary>A number as addresses of local pages name it; null: it is none.</summary>
    internal static long? NumberOf(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Task<IResult> StyleAsync(HttpContext context, Caller caller)
    {
        context.Response.Headers.CacheControl = "public, max-age=3600";
        return Task.FromResult(Results.Content(StyleSheet, "text/css; charset=utf-8"));
    }

    private Func<HttpContext, Caller, Task<IResult>> AfterWork(Func<HttpContext, Caller, Task<IResult>> handle) => async (context, caller) =>
    {
        await clock.RestAsync(context.RequestAborted);
        return await handle(context, caller);
    };

    private static Endpoint[] Look(string route, Func<HttpContext, Caller, Task<IResult>> handle) =>
        [new(HttpMethods.Get, route, Access.Anyone, handle), new(HttpMethods.Head, route, Access.Anyone, handle)];

    private static string ReadStyleSheet()
    {
        using var reader = new StreamReader(typeof(LocalPages).Assembly.GetManifestResourceStream("local.css")!);
        return reader.ReadToEnd();
    }
}
