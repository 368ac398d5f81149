using System.Globalization;
using DealFlow.Local.Stores;
using Microsoft.AspNetCore.WebUtilities;

namespace DealFlow.Local.Pages;

/// <summary>The mailbox.</summary>
/// <param name="Mails">A page of mails, newest first.</param>
/// <param name="Before">The number to go on from; null at the end.</param>
/// <param name="Opened">The mail that is read; null: none is.</param>
public sealed record MailboxView(
    IReadOnlyList<StoredMail> Mails, IReadOnlyList<MailRecipient> Recipients, MailboxPlace Place, long? Before, OpenMail? Opened)
{
    /// <summary>How many mails were not opened yet.</summary>
    public long Unread => Recipients.Sum(recipient => recipient.Unread);

    /// <summary>Whether a mail of the list stands for one that was not opened: the one that is being read counts as opened.</summary>
    public bool IsUnread(StoredMail mail) => !mail.IsRead && mail.Number != Opened?.Mail.Number;
}

/// <summary>A mail that is read.</summary>
/// <param name="Thread">The newest mails on its deal, oldest first.</param>
/// <param name="AsText">Whether its plain text is shown.</param>
public sealed record OpenMail(StoredMail Mail, IReadOnlyList<StoredMail> Thread, bool AsText);

/// <summary>Where somebody is in the list: whose mails are shown, and from which number on.</summary>
/// <param name="To">An address; empty: everybody's.</param>
public sealed record MailboxPlace(string To, long? Before)
{
    /// <summary>The address of the list here.</summary>
    public string List => Address("/local/mailbox", Before);

    /// <summary>The address of the list from a number on.</summary>
    public string From(long before) => Address("/local/mailbox", before);

    /// <summary>The address of a mail with the list left as it is.</summary>
    /// <param name="view">How it is shown; null: as HTML.</param>
    public string Of(StoredMail mail, string? view = null)
    {
        var address = Address(string.Create(CultureInfo.InvariantCulture, $"/local/mailbox/{mail.Number}"), Before);
        return view is null ? address : QueryHelpers.AddQueryString(address, "view", view);
    }

    private string Address(string path, long? before) => QueryHelpers.AddQueryString(path, new Dictionary<string, string?>
    {
        ["to"] = To.Length > 0 ? To : null,
        ["before"] = before?.ToString(CultureInfo.InvariantCulture),
    }.Where(pair => pair.Value is not null));
}

/// <summary>What a list shows of a mail's text: what comes after its heading and the greeting.</summary>
internal static class MailPreview
{
    private const int Most = 110;

    public static string Of(string text)
    {
        var paragraphs = text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(part => !part.EndsWith("==", StringComparison.Ordinal) && !part.EndsWith(','));
        var line = string.Join(' ', string.Join(' ', paragraphs).Split('\n', ' ').Take(40));
        return line.Length <= Most ? line : line[..line.LastIndexOf(' ', Most)] + " …";
    }
}
