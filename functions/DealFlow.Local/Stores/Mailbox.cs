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
        "SELECT number, id, to_address, to_name, from_address, from_name, subject, html, text, sent_at, headers, calendar, read_at FROM mails ";

    internal const string OfRecipientSql = Select + "WHERE to_address = $1 AND number < $2 ORDER BY number DESC LIMIT $3";
    internal const string ThreadSql = Select + "WHERE headers ->> 'References' = $1 ORDER BY number DESC LIMIT $2";

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

    /// <summary>Mails to one address, newest first, as <see cref="List"/> gives them.</summary>
    public IReadOnlyList<StoredMail> ListTo(string address, long? before, int limit) => commits.Read(connection => connection.Rows(
        OfRecipientSql, Read, address, before ?? long.MaxValue, limit));

    /// <summary>The newest mails on the same deal as this one, oldest first; it alone where it belongs to no thread.</summary>
    public IReadOnlyList<StoredMail> ThreadOf(StoredMail mail, int limit) => mail.Headers.TryGetValue("References", out var thread)
        ? [.. Enumerable.Reverse(commits.Read(connection => connection.Rows(ThreadSql, Read, thread, limit)))]
        : [mail];

    /// <summary>Everybody who got mail, by name.</summary>
    public IReadOnlyList<MailRecipient> Recipients() => commits.Read(connection => connection.Rows(
        "SELECT to_address, max(to_name), count(*), sum(read_at IS NULL) FROM mails GROUP BY to_address ORDER BY max(to_name), to_address",
        row => new MailRecipient(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3))));

    /// <summary>Notes that a mail was opened; the first time counts.</summary>
    public Task MarkReadAsync(long number, CancellationToken cancellation)
    {
        var readAt = Sql.Ticks(clock.GetCurrentInstant());
        return commits.CommitAsync(
            connection =>
            {
                connection.Execute("UPDATE mails SET read_at = $1 WHERE number = $2 AND read_at IS NULL", readAt, number);
            }, cancellation);
    }

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
        IsRead = !row.IsDBNull(12),
    };
}

/// <summary>Somebody who got mail: how many, and how many of them were not opened yet.</summary>
public sealed record MailRecipient(string Address, string Name, long Mails, long Unread);

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

    /// <summary>Whether it was opened in the mailbox.</summary>
    public bool IsRead { get; init; }
}
