namespace DealFlow.Local.Stores;

internal static partial class LocalSchema
{
    /// <summary>Which mails were handed over to a mail service; those that stay on this machine are in the mailbox.</summary>
    public static IReadOnlyList<string> SentMails { get; } =
        ["CREATE TABLE sent_mails (id TEXT NOT NULL PRIMARY KEY, state TEXT NOT NULL, since INTEGER NOT NULL) WITHOUT ROWID"];
}
