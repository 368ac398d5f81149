using DealFlow.Web.Reading;

namespace DealFlow.Web.Pages;

/// <summary>
/// Sentences that people of the manufacturer often write to a partner. They are chosen in the language of the one who writes, and sent in the language
/// of the deal. What is typed beside them follows them.
/// </summary>
internal static class Suggestions
{
    /// <summary>The field of a form that carries those that were chosen.</summary>
    public const string Field = "pick";

    private static readonly Dictionary<string, IReadOnlyList<string>> Names = new()
    {
        ["reject"] = ["own", "early", "fit", "facts"],
        ["requestInformation"] = ["decider", "budget", "competitor", "timing"],
        ["refuse"] = ["progress", "enough"],
        ["dispute"] = ["unknown", "amount", "number"],
    };

    /// <summary>The names of what is suggested for a decision.</summary>
    public static IReadOnlyList<string> For(string decision) => Names.GetValueOrDefault(decision) ?? [];

    /// <summary>A suggestion in a language.</summary>
    public static string Text(ReaderTexts texts, string decision, string name) => texts.Get($"Suggest_{decision}_{name}");

    /// <summary>What was chosen and what was typed, as it is sent; null where it is neither.</summary>
    /// <param name="language">Of the deal.</param>
    public static string? Compose(FormBody form, string decision, string? typed, string language)
    {
        var texts = ReaderTexts.OfPages(language);
        var chosen = Chosen(form).Where(For(decision).Contains).Select(name => Text(texts, decision, name));
        var sentences = typed is null ? chosen : chosen.Append(typed);
        return string.Join('\n', sentences) is { Length: > 0 } text ? text : null;
    }

    /// <summary>The names of what was chosen.</summary>
    public static IReadOnlyList<string> Chosen(FormBody form) => [.. form.Texts(Field).Distinct()];
}
