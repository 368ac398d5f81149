using System.Text;

namespace DealFlow.Workflow.Mails;

/// <summary>The headers (RFC 5322, RFC 3834) that let a mail program show the mails of one deal as one thread, and robots keep still.</summary>
public static class MailHeaders
{
    /// <summary>The headers of a mail beyond sender, recipient and subject.</summary>
    /// <param name="mailFrom">The sender's address, whose domain the ids end in.</param>
    public static IReadOnlyDictionary<string, string> Of(OutgoingMail mail, string mailFrom)
    {
        var host = mailFrom[(mailFrom.LastIndexOf('@') + 1)..];
        var headers = new Dictionary<string, string>
        {
            ["Message-ID"] = $"<{Atom(mail.Id)}@{host}>",
            ["Auto-Submitted"] = "auto-generated",
            ["X-DealFlow-Mail"] = mail.Id,
        };
        if (mail.Thread is { } thread)
            headers["References"] = headers["In-Reply-To"] = $"<thread/{Atom(thread)}@{host}>";
        return headers;
    }

    /// <summary>The text with only characters that may stand in an id; others as percent and two digits for each byte.</summary>
    private static string Atom(string text)
    {
        var atom = new StringBuilder(text.Length);
        foreach (var unit in Encoding.UTF8.GetBytes(text))
            if (char.IsAsciiLetterOrDigit((char)unit) || unit is (byte)'-' or (byte)'_' or (byte)'/')
                atom.Append((char)unit);
            else
                atom.Append('%').Append(Convert.ToHexString([unit]));
        return atom.ToString();
    }
}
