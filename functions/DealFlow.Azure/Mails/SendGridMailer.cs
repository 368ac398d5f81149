using System.Net;
using System.Text;
using DealFlow.Workflow;
using DealFlow.Workflow.Mails;
using NodaTime;
using SendGrid;
using SendGrid.Helpers.Mail;

namespace DealFlow.Azure.Mails;

/// <summary>
/// Sends by SendGrid: no tracking of any kind, so that links stay as they are. 429 and 5xx are tried again a few times; what is still not taken, and every
/// other 4xx, is the caller's to try later and to show on the timeline.
/// </summary>
public sealed class SendGridMailer(ISendGridClient client, ISentMails sent, DealFlowSettings settings, IClock clock, SendGridRetries retries) : IMailer
{
    /// <summary>The argument that brings the mail's id back with the events on it.</summary>
    public const string MailArgument = "dealflow_mail";

    /// <summary>The argument that brings back the registrations that a mail quotes.</summary>
    public const string DealsArgument = "dealflow_deals";

    private const int MostDealsNamed = 50;
    private readonly SendingOnce _once = new(sent, clock);

    /// <summary>A client that does not try again by itself.</summary>
    /// <param name="host">Another address than SendGrid's, such as that of its region for Europe; null for the usual one.</param>
    public static ISendGridClient CreateClient(HttpClient http, string apiKey, string? host = null)
    {
        var options = new SendGridClientOptions { ApiKey = apiKey };
        if (host is not null)
            options.Host = host;
        return new SendGridClient(http, options);
    }

    /// <inheritdoc/>
    public Task SendAsync(OutgoingMail mail, CancellationToken cancellation) =>
        _once.SendAsync(mail.Id, () => HandOverAsync(MessageOf(mail), cancellation), cancellation);

    private async Task HandOverAsync(SendGridMessage message, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var answer = await client.SendEmailAsync(message, cancellation);
            if (answer.IsSuccessStatusCode)
                return;
            var isPassing = answer.StatusCode is HttpStatusCode.TooManyRequests || (int)answer.StatusCode >= 500;
            if (!isPassing || attempt == retries.Attempts)
                throw new MailNotTakenException(((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture));
            await Task.Delay(retries.PauseAfter(attempt, answer.Headers?.RetryAfter?.Delta), retries.Time, cancellation);
        }
    }

    private SendGridMessage MessageOf(OutgoingMail mail)
    {
        var message = new SendGridMessage
        {
            From = new EmailAddress(settings.MailFrom, mail.FromName),
            Subject = mail.Content.Subject,
            PlainTextContent = mail.Content.Text,
            HtmlContent = mail.Content.Html,
        };
        message.AddTo(new EmailAddress(mail.ToAddress, mail.ToName));
        message.AddGlobalHeaders(MailHeaders.Of(mail, settings.MailFrom).ToDictionary());
        message.AddCategory("dealflow");
        message.AddGlobalCustomArg(MailArgument, mail.Id);
        if (mail.Quotes.Count > 0)
            message.AddGlobalCustomArg(DealsArgument, string.Join(' ', mail.Quotes.Select(quote => quote.Deal.Value).Distinct().Take(MostDealsNamed)));
        message.SetClickTracking(false, false);
        message.SetOpenTracking(false);
        message.SetSubscriptionTracking(false);
        message.SetGoogleAnalytics(false);
        if (mail.Content.Calendar is { } calendar)
            message.AddAttachment(calendar.Name, Convert.ToBase64String(Encoding.UTF8.GetBytes(calendar.Content)), calendar.ContentType.Split(';')[0]);
        return message;
    }
}

/// <summary>How often, and after which pauses, a mail is offered again at once.</summary>
public sealed record SendGridRetries(int Attempts, TimeSpan First, TimeSpan Longest)
{
    /// <summary>Three times within some seconds: after that the workflow's own, longer pauses come.</summary>
    public static SendGridRetries Usual { get; } = new(3, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));

    /// <summary>The time that passes between attempts.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    internal TimeSpan PauseAfter(int attempt, TimeSpan? asked) => Smaller(asked ?? (First * Math.Pow(3, attempt - 1)), Longest);

    private static TimeSpan Smaller(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
