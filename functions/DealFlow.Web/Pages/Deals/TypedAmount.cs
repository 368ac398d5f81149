using System.Text.RegularExpressions;

namespace DealFlow.Web.Pages.Deals;

/// <summary>Reads an amount as people of a language write it, into the exact form of the API.</summary>
internal static partial class TypedAmount
{
    /// <summary><c>50.000,00</c> in German and <c>50,000.00</c> in English are <c>50000.00</c>; what is neither stays as it is, to be refused.</summary>
    public static string? Read(string? typed, string language)
    {
        if (typed is null)
            return null;
        var text = typed.Replace(" ", "", StringComparison.Ordinal).Replace("\u00A0", "", StringComparison.Ordinal);
        if (language == "de" && German().IsMatch(text))
            return text.Replace(".", "", StringComparison.Ordinal).Replace(',', '.');
        return language != "de" && English().IsMatch(text) ? text.Replace(",", "", StringComparison.Ordinal) : text;
    }

    [GeneratedRegex(@"^(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+(?=,))(?:,[0-9]+)?\z")]
    private static partial Regex German();

    [GeneratedRegex(@"^[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?\z")]
    private static partial Regex English();
}
