using System.Collections;
using System.Globalization;
using System.Resources;
using DealFlow.Domain.Conflicts;

namespace DealFlow.Web.Reading;

/// <summary>
/// The sentences of mails or of pages in one language. Both languages lie in this assembly under names of their own: neither culture data nor the
/// culture of the thread plays a part.
/// </summary>
public sealed class ReaderTexts
{
    private const string German = "de";
    private const string English = "en";

    private static readonly ReaderTexts EnglishMails = new(English, "DealFlow.Web.Mails.MailTexts");
    private static readonly ReaderTexts GermanMails = new(German, "DealFlow.Web.Mails.MailTexts.de");
    private static readonly ReaderTexts EnglishPages =
        new(English, "DealFlow.Web.Pages.PageTexts", "DealFlow.Web.Pages.Deals.PartnerTexts", "DealFlow.Web.Pages.Inbox.InboxTexts");

    private static readonly ReaderTexts GermanPages =
        new(German, "DealFlow.Web.Pages.PageTexts.de", "DealFlow.Web.Pages.Deals.PartnerTexts.de", "DealFlow.Web.Pages.Inbox.InboxTexts.de");

    private readonly ResourceManager[] _resources;

    private ReaderTexts(string language, params string[] resources)
        : this(language, [.. resources.Select(resource => new ResourceManager(resource, typeof(ReaderTexts).Assembly))])
    {
    }

    private ReaderTexts(string language, ResourceManager[] resources) => (Language, _resources) = (language, resources);

    /// <summary>Two letters.</summary>
    public string Language { get; }

    /// <summary>The texts of mails for a reader of a language, as in <c>de</c> or <c>de-AT</c>; English for any other than German.</summary>
    public static ReaderTexts OfMails(string? language) => IsGerman(language) ? GermanMails : EnglishMails;

    /// <summary>The texts of pages for a reader of a language, as in <c>de</c> or <c>de-AT</c>; English for any other than German.</summary>
    public static ReaderTexts OfPages(string? language) => IsGerman(language) ? GermanPages : EnglishPages;

    /// <summary>These, and more in the same language.</summary>
    public ReaderTexts With(ResourceManager more) => new(Language, [.. _resources, more]);

    /// <summary>The sentence of this name.</summary>
    /// <exception cref="InvalidOperationException">There is no such sentence.</exception>
    public string Get(string key, params ReadOnlySpan<string> values)
    {
        var text = Find(key) ?? throw new InvalidOperationException($"There is no text '{key}' in '{Language}'.");
        return values.IsEmpty ? text : string.Format(CultureInfo.InvariantCulture, text, [.. values]);
    }

    /// <summary>The sentence of this name, or null.</summary>
    public string? Find(string key)
    {
        foreach (var resource in _resources)
            if (resource.GetString(key, CultureInfo.InvariantCulture) is { } text)
                return text;
        return null;
    }

    /// <summary>Why two customers match or not; in English if the rule is newer than the texts.</summary>
    public string Reason(MatchReason reason) => Find("Reason_" + reason.Rule) is null ? reason.Text : Get("Reason_" + reason.Rule, [.. reason.Words]);

    /// <summary>The sentence for one or for many; its first value is the number.</summary>
    public string Count(string key, int number, params ReadOnlySpan<string> values) =>
        Get(key + (number == 1 ? "_one" : "_many"), [number.ToString(CultureInfo.InvariantCulture), .. values]);

    /// <summary>A text of a program: in the reader's language, else in English, else in any.</summary>
    public string Pick(IReadOnlyDictionary<string, string> byLanguage, string otherwise) =>
        byLanguage.GetValueOrDefault(Language) ?? byLanguage.GetValueOrDefault(English) ?? byLanguage.Values.FirstOrDefault() ?? otherwise;

    /// <summary>The names of all sentences.</summary>
    internal IEnumerable<string> Keys() =>
        _resources.SelectMany(resource => resource.GetResourceSet(CultureInfo.InvariantCulture, true, false)!.Cast<DictionaryEntry>()).Select(entry => (string)entry.Key);

    private static bool IsGerman(string? language) => language is not null && language.Split('-', '_')[0].Equals(German, StringComparison.OrdinalIgnoreCase);
}
