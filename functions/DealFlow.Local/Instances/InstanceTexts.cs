using System.Resources;
using DealFlow.Web.Pages;
using DealFlow.Web.Reading;

namespace DealFlow.Local.Instances;

/// <summary>The sentences about instances, in both languages, beside those of all pages.</summary>
internal static class InstanceTexts
{
    private static readonly ReaderTexts English = ReaderTexts.OfPages("en").With(new ResourceManager("DealFlow.Local.Instances.InstanceTexts", typeof(InstanceTexts).Assembly));
    private static readonly ReaderTexts German = ReaderTexts.OfPages("de").With(new ResourceManager("DealFlow.Local.Instances.InstanceTexts.de", typeof(InstanceTexts).Assembly));

    /// <summary>In a language; English for any other than German.</summary>
    public static ReaderTexts Of(string? language) => language is "de" ? German : English;

    /// <summary>As the browser wishes.</summary>
    public static ReaderTexts Of(HttpContext context) => Of(PageReader.Of(context).Texts.Language);
}
