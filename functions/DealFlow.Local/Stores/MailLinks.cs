using System.Text.RegularExpressions;

namespace DealFlow.Local.Stores;

/// <summary>Finds the addresses in the text of a mail.</summary>
internal static partial class MailLinks
{
    private const string EndsSentences = ".,;:!?'\u2019\u201c\u201d\u00bb\u2026]}";

    /// <summary>The http and https addresses in order, each once, without the punctuation of the sentence around them.</summary>
    public static IReadOnlyList<string> In(string text) => [.. Address().Matches(text).Select(match => WithoutPunctuation(match.Value)).Distinct()];

    /// <summary>A closing bracket belongs to an address that has an opening one.</summary>
    private static string WithoutPunctuation(string address)
    {
        while (address.TrimEnd([.. EndsSentences]) is var trimmed)
        {
            if (trimmed.EndsWith(')') && trimmed.Count('(') < trimmed.Count(')'))
                trimmed = trimmed[..^1];
            if (trimmed.Length == address.Length)
                break;
            address = trimmed;
        }

        return address;
    }

    private static int Count(this string text, char character) => text.AsSpan().Count(character);

    [GeneratedRegex("""https?://[^\s<>"]+""")]
    private static partial Regex Address();
}
