using System.Collections;
using System.Globalization;
using System.Resources;

namespace DealFlow.Web.Pages;

/// <summary>
/// The sentences of pages in one language. Both languages lie in this assembly under names of their own: neither culture data nor the culture of
/// the thread plays a part.
/// </summary>
public sealed class PageTexts
{
    private static readonly PageTexts English = new("en", "DealFlow.Web.Pages.PageTexts");
    private static readonly PageTexts German = new("de", "DealFlow.Web.Pages.PageTexts.de");

    private readonly ResourceManager _resources;

    private PageTexts(string language, string resource)
    {
        Language = language;
        _resources = new ResourceManager(resource, typeof(PageTexts).Assembly);
    }

    /// <summary>Two letters.</summary>
    public string Language { get; }

    /// <summary>The texts for a reader of a language, as in <c>de</c> or <c>de-AT</c>; English for any other than German.</summary>
    public static PageTexts For(string? language) =>
        language is not null && language.Split('-', '_')[0].Equals("de", StringComparison.OrdinalIgnoreCase) ? German : English;

    /// <summary>The sentence of this name.</summary>
    /// <exception cref="InvalidOperationException">There is no such sentence.</exception>
    public string Get(string key, params ReadOnlySpan<string> values)
    {
        var text = Find(key) ?? throw new InvalidOperationException($"There is no page text '{key}' in '{Language}'.");
        return values.IsEmpty ? text : string.Format(CultureInfo.InvariantCulture, text, [.. values]);
    }

    /// <summary>The sentence of this name, or null.</summary>
    public string? Find(string key) => _resources.GetString(key, CultureInfo.InvariantCulture);

    /// <summary>A text of a program: in the reader's language, else in English, else in any.</summary>
    public string Pick(IReadOnlyDictionary<string, string> byLanguage, string otherwise) =>
        byLanguage.GetValueOrDefault(Language) ?? byLanguage.GetValueOrDefault("en") ?? byLanguage.Values.FirstOrDefault() ?? otherwise;

    /// <summary>The names of all sentences.</summary>
    internal IEnumerable<string> Keys() =>
        _resources.GetResourceSet(CultureInfo.InvariantCulture, true, false)!.Cast<DictionaryEntry>().Select(entry => (string)entry.Key);
}
