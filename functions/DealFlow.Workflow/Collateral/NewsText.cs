using System.Text;
using DealFlow.Workflow.Registrations;
using NodaTime;
using NodaTime.Text;

namespace DealFlow.Workflow.Collateral;

/// <summary>
/// Reads a news file, wherever it is kept: <c>2026-02-10-name.txt</c>, plain text in UTF-8, whose first line is the title.
/// </summary>
public static class NewsText
{
    /// <summary>A larger file is not read.</summary>
    public const int MostBytes = 8 * 1024;

    /// <summary>Of a folder so many files are read, the newest.</summary>
    public const int MostFiles = 50;

    private const int LongestTitle = 150;
    private const int LongestText = 2000;
    private const int DateLength = 10;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The day that a file's name begins with; null: it is no name of a news file.</summary>
    public static LocalDate? DayOf(string name) =>
        Path.GetExtension(name) == ".txt" && name.Length > DateLength && LocalDatePattern.Iso.Parse(name[..DateLength]) is { Success: true, Value: var day } ? day : null;

    /// <summary>The news of a file, or what is wrong with it.</summary>
    public static (NewsItem? Item, string? Problem) Read(string name, byte[] bytes, string product, string language)
    {
        if (DayOf(name) is not { } day)
            return (null, "its name is not like 2026-02-10-name.txt");
        if (bytes.Length > MostBytes)
            return (null, $"it has more than {MostBytes} bytes");
        string text;
        try
        {
            text = Strict.GetString(bytes).TrimStart('\uFEFF').ReplaceLineEndings("\n").Trim();
        }
        catch (ArgumentException)
        {
            return (null, "it is not UTF-8");
        }

        var (title, body) = text.Split('\n', 2) is [var first, var rest] ? (first.Trim(), rest.Trim()) : (text, "");
        if (title.Length is 0 or > LongestTitle || body.Length > LongestText || !TextRules.IsClean(text, lineBreaks: true))
            return (null, $"it must begin with a title of {LongestTitle} characters at most, have {LongestText} characters of text at most, and no control characters");
        return (new NewsItem(product, language, day, title, body), null);
    }
}
