using System.Globalization;
using System.Resources;

namespace DealFlow.Web.Mails;

/// <summary>
/// The sentences of mails in one language. Both languages lie in this assembly under names of their own, so that no culture data is needed and
/// the culture of the thread plays no part.
/// </summary>
internal sealed class MailTexts
{
    /// <summary>The language of readers whose own one is not spoken here.</summary>
    public const string Fallback = "en";

    private static readonly Dictionary<string, MailTexts> All = new(StringComparer.Ordinal)
    {
        ["en"] = new("en", "DealFlow.Web.Mails.MailTexts"),
        ["de"] = new("de", "DealFlow.Web.Mails.MailTexts.de"),
    };

    private readonly ResourceManager _resources;

    private MailTexts(string language, string resource)
    {
        Language = language;
        _resources = new ResourceManager(resource, typeof(MailTexts).Assembly);
    }

    /// <summary>Two letters.</summary>
    public string Language { get; }

    /// <summary>The texts for a reader of <paramref name="language"/>, as in <c>de</c> or <c>de-AT</c>.</summary>
    public static MailTexts For(string language) =>
        All.GetValueOrDefault(language.Split('-', '_')[0].ToLowerInvariant()) ?? All[Fallback];

    /// <summary>The sentence of this name.</summary>
    /// <exception cref="InvalidOperationException">There is no such sentence.</exception>
    public string Get(string key, params ReadOnlySpan<string> values)
    {
        var text = Find(key) ?? throw new InvalidOperationException($"There is no mail text '{key}' in '{Language}'.");
        return values.IsEmpty ? text : string.Format(CultureInfo.InvariantCulture, text, [.. values]);
    }

    /// <summary>The sentence of this name, or null.</summary>
    public string? Find(string key) => _resources.GetString(key, CultureInfo.InvariantCulture);

    /// <summary>The sentence for one or for many; its first value is the number.</summary>
    public string Count(string key, int number, params ReadOnlySpan<string> values) =>
        Get(key + (number == 1 ? "_one" : "_many"), [number.ToString(CultureInfo.InvariantCulture), .. values]);

    /// <summary>A text of a program, by language: the reader's, else English, else any.</summary>
    public string Pick(IReadOnlyDictionary<string, string> byLanguage, string otherwise) =>
        byLanguage.GetValueOrDefault(Language) ?? byLanguage.GetValueOrDefault(Fallback) ?? byLanguage.Values.FirstOrDefault() ?? otherwise;

    /// <summary>The names of all sentences.</summary>
    public IEnumerable<string> Keys() => _resources.GetResourceSet(CultureInfo.InvariantCulture, true, false)!
        .Cast<System.Collections.DictionaryEntry>().Select(entry => (string)entry.Key);
}
