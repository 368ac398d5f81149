using System.Globalization;
using DealFlow.Workflow.Mails;
using DealFlow.Workflow.Signals;

namespace DealFlow.Web.Mails;

/// <summary>What a partner's mail passes on of the manufacturer's: signals of a customer, and news.</summary>
internal static class EnclosureSections
{
    private const int LongestAddress = 300;

    /// <summary>How many signals there are, then the newest, each with its page.</summary>
    public static IEnumerable<string> SignalLines(this MailDraft draft, SignalDigest digest)
    {
        var text = digest.Count == 1 ? "Signals_One" : digest.Count == digest.Newest.Count ? "Signals_All" : "Signals_Newest";
        yield return draft.Texts.Get(text, draft.Format.Number(digest.Count));
        foreach (var signal in digest.Newest)
        {
            var line = draft.Texts.Get(
                "Signal_Line", draft.Format.Day(signal.OccurredAt), draft.Texts.Get("Signal_" + signal.Kind), CleanText.Line(signal.Title));
            yield return CleanText.Address(signal.Url) is { Length: <= LongestAddress } address ? $"{line} {address}" : line;
        }
    }

    /// <summary>Each piece of news once, with the deals that it is for.</summary>
    public static void News(this MailDraft draft, IEnumerable<DealMail> mails)
    {
        var news = mails.SelectMany(mail => mail.News.Select(item => (Item: item, Mail: mail))).GroupBy(entry => entry.Item)
            .OrderByDescending(entry => entry.Key.PublishedOn).ThenBy(entry => entry.Key.Product, StringComparer.Ordinal);
        foreach (var entry in news)
        {
            var deals = string.Join(", ", entry.Select(found => string.Create(CultureInfo.InvariantCulture, $"{found.Mail.Customer()} ({found.Mail.Deal.Id})")));
            draft.Entry(
                $"{draft.Format.Day(entry.Key.PublishedOn)}, {draft.Product(entry.Key.Product)}: {entry.Key.Title}",
                [.. CleanText.Lines(entry.Key.Text).Split('\n').Where(line => line.Length > 0), draft.Texts.Get("News_For", deals)]);
        }
    }
}
