namespace DealFlow.Local.Stores;

internal static partial class LocalSchema
{
    public static IReadOnlyList<string> MailCalendars { get; } =
    [
        // The calendar file that came with the mail, as JSON; null: none.
        "ALTER TABLE mails ADD COLUMN calendar TEXT",
    ];
}
