using System.Text;
using DealFlow.Local.Stores;
using DealFlow.Web.Endpoints;
using DealFlow.Web.Pages;
using DealFlow.Workflow;

namespace DealFlow.Local.Pages;

/// <summary>The mailbox as a mail program shows it: the list, and beside it the mail that is read. A mail that is opened is read from then on.</summary>
internal sealed class MailboxPages(Mailbox mailbox, PageRenderer pages)
{
    // A page stays below 30 KB with its style sheets.
    private const int MailsAtOnce = 8;
    private const int MailsOfAThread = 12;
    private const string PageWithFrame =
        "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    /// <summary>Nothing in a mail runs, loads or submits anything. A link in it opens a window of its own, as in a mail program.</summary>
    private const string MailBody = "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'";

    public Task<IResult> ListAsync(HttpContext context, Caller caller) => pages.PageAsync<MailboxPage>(ViewOf(context, null));

    public async Task<IResult> ShowAsync(HttpContext context, Caller caller)
    {
        if (Find(context) is not { } mail)
            return Problem.NotFound;
        if (!HttpMethods.IsHead(context.Request.Method))
            await mailbox.MarkReadAsync(mail.Number, context.RequestAborted);
        context.Response.Headers.ContentSecurityPolicy = PageWithFrame;
        var opened = new OpenMail(mail, mailbox.ThreadOf(mail, MailsOfAThread), context.Request.Query["view"] == "text");
        return await pages.PageAsync<MailboxPage>(ViewOf(context, opened));
    }

    /// <summary>The mail itself, at an address of its own.</summary>
    public Task<IResult> BodyAsync(HttpContext context, Caller caller)
    {
        if (Find(context) is not { } mail)
            return Task.FromResult<IResult>(Problem.NotFound);
        context.Response.Headers.ContentSecurityPolicy = MailBody;
        return Task.FromResult(Results.Content(mail.Html.Replace("<head>", "<head><base target=\"_blank\">", StringComparison.Ordinal), "text/html; charset=utf-8"));
    }

    public Task<IResult> CalendarAsync(HttpContext context, Caller caller) => Task.FromResult(
        Find(context)?.Calendar is { } file ? Results.File(Encoding.UTF8.GetBytes(file.Content), file.ContentType, file.Name) : Problem.NotFound);

    public Task<IResult> JsonAsync(HttpContext context, Caller caller)
    {
        var mails = new List<StoredMail>();
        for (var page = mailbox.List(); page.Count > 0; page = mailbox.List(page[^1].Number))
            mails.AddRange(page);
        mails.Reverse();
        return Task.FromResult(Results.Json(
            mails.Select(mail => new { mail.Id, mail.To, mail.From, mail.Subject, mail.Html, mail.Text, mail.SentAt, mail.Headers, mail.Links, mail.Calendar }),
            DealFlowJson.Options));
    }

    private MailboxView ViewOf(HttpContext context, OpenMail? opened)
    {
        var query = context.Request.Query;
        var (to, before) = (query["to"].ToString(), LocalPages.NumberOf(query["before"]));
        var mails = to.Length > 0 ? mailbox.ListTo(to, before, MailsAtOnce + 1) : mailbox.List(before, MailsAtOnce + 1);
        var shown = mails.Take(MailsAtOnce).ToList();
        return new MailboxView(shown, mailbox.Recipients(), new MailboxPlace(to, before), mails.Count > MailsAtOnce ? shown[^1].Number : null, opened);
    }

    private StoredMail? Find(HttpContext context) =>
        LocalPages.NumberOf(context.Request.RouteValues["number"] as string) is { } number ? mailbox.Find(number) : null;
}
