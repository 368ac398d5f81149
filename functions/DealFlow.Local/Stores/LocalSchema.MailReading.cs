namespace DealFlow.Local.Stores;

internal static partial class LocalSchema
{
    public static IReadOnlyList<string> MailReading { get; } =
    [
        // When the mail was opened in the mailbox; null: it is unread.
        "ALTER TABLE mails ADD COLUMN read_at INTEGER",
        "CREATE INDEX mails_by_recipient ON mails (to_address, number)",
        "CREATE INDEX mails_by_thread ON mails (headers ->> 'References', number)",
    ];
}
