using System.Text.Json;
using DealFlow.Embedded;
using DealFlow.Workflow;
using DealFlow.Workflow.Mails;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace DealFlow.Local.Stores;

/// <summary>Where all mail of the local host goes: nothing leaves the machine, and a person reads it in the browser.</summary>
public sealed class Mailbox(CommitQueue commits, IClock clock, DealFlowSettings settings) : IMailer
{
    private const string Select =
        "SELECT number, id, to_address, to_name, from_address, from_name, subject, html, text, sent_at, headers, calendar FROM mails ";

    /// <summary>How many mails there are.</summary>
    public int Count => commits.Read(connection => (int)(long)connection.Scalar("SELECT count(*) FROM mails")!);

    /// <inheritdoc/>
    public Task SendAsync(OutgoingMail mail, CancellationToken cancellation)
    {
        var headers = JsonSerializer.Serialize(MailHeaders.Of(mail, settings.MailFrom), DealFlowJson.Options);
        var calendar = mail.Content.Calendar is { } file ? JsonSerializer.Serialize(file, DealFlowJson.Options) : null;
        var sentAt = Sql.Ticks(clock.GetCurrentInstant());
        return commits.CommitAsync(
            connection =>
            {
                if (mail.Quotes.Any(quoted => ErasedMails.ErasedAt(connection, quoted.Deal) != quoted.ErasedAt))
                    throw new ContactErasedException();
                connection.Execute(
                    """
                    INSERT OR IGNORE INTO mails (id, to_address, to_name, from_address, from_name, subject, html, text, sent_at, headers, calendar)
                    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                    """, mail.Id, mail.ToAddress, mail.ToName, settings.MailFrom, mail.FromName, mail.Content.Subject, mail.Content.Html,
                    mail.Content.Text, sentAt, headers, calendar);
                if (mail.DailyItems.Count > 0)
                    SqliteDailyMailStore.Done(connection, mail.DailyItems);
            }, cancellation);
    }

    /// <summary>Mails, newest first. <paramref name="before"/>: the number of the last one of the page before.</summary>
    public IReadOnlyList<StoredMail> List(long? before = null, int limit = 200) => commits.Read(connection => connection.Rows(
        Select + "WHERE number < $1 ORDER BY number DESC LIMIT $2", Read, before ?? long.MaxValue, limit));

    /// <summary>A mail by its id, or null.</summary>
    public StoredMail? Find(string id) => commits.Read(connection => connection.FirstRow(Select + "WHERE id = $1", Read, id));

    /// <summary>A mail by its number, or null.</summary>
    public StoredMail? Find(long number) => commits.Read(connection => connection.FirstRow(Select + "WHERE number = $1", Read, number));

    private static StoredMail Read(SqliteDataReader row) => new(
        row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6), row.GetString(7),
        row.GetString(8), row.Time(9)!.Value, JsonSerializer.Deserialize<Dictionary<string, string>>(row.GetString(10), DealFlowJson.Options)!,
        MailLinks.In(row.GetString(8)))
    {
        Number = row.GetInt64(0),
        Calendar = row.IsDBNull(11) ? null : JsonSerializer.Deserialize<MailAttachment>(row.GetString(11), DealFlowJson.Options),
    };
}

/// <summary>A mail that was sent.</summary>
/// <param name="Id">The effect's key; it may contain slashes.</param>
/// <param name="Headers">Those beyond sender, recipient and subject, by name.</param>
/// <param name="Links">The http and https addresses of the text, in order, each once.</param>
public sealed record StoredMail(
    string Id, string To, string ToName, string From, string FromName, string Subject, string Html, string Text, Instant SentAt,
    IReadOnlyDictionary<string, string> Headers, IReadOnlyList<string> Links)
{
    /// <summary>Counts mails in the order in which they were sent; fit for an address.</summary>
    public required long Number { get; init; }

    /// <summary>The calendar file that came with it, or null.</summary>
    public MailAttachment? Calendar { get; init; }
}
