using System.Collections.Concurrent;
using System.Text;
using DealFlow.Domain.Programs;
using DealFlow.Workflow.Collateral;
using DealFlow.Workflow.Registrations;
using NodaTime;
using NodaTime.Text;

namespace DealFlow.Local.Files;

/// <summary>
/// News in the folder of the sales material: <c>program/product/language/news/2026-02-10-name.txt</c>, plain text in UTF-8, whose first line is the
/// title. Of a folder the newest 50 are read. A file that is not so is left out, and named once in the log.
/// </summary>
internal sealed class FolderNews(string folder, ILogger<FolderNews> logger) : INews
{
    private const int MostBytes = 8 * 1024;
    private const int MostFiles = 50;
    private const int LongestTitle = 150;
    private const int LongestText = 2000;
    private const int DateLength = 10;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly ConcurrentDictionary<string, bool> _told = new(StringComparer.Ordinal);

    public Task<IReadOnlyList<NewsItem>> ListAsync(DealProgram program, CancellationToken cancellation)
    {
        IReadOnlyList<NewsItem> items =
        [
            .. from product in program.Terms.Products
               from language in program.Terms.Languages
               from file in FilesIn(new DirectoryInfo(Path.Combine(folder, program.Id, product.Id, language, "news")))
               let item = Read(file, product.Id, language)
               where item is not null
               select item,
        ];
        return Task.FromResult(items);
    }

    private static IEnumerable<FileInfo> FilesIn(DirectoryInfo directory) => directory.Exists
        ? directory.EnumerateFiles().Where(file => file.Name[0] != '.').OrderByDescending(file => file.Name, StringComparer.Ordinal).Take(MostFiles)
        : [];

    private NewsItem? Read(FileInfo file, string product, string language)
    {
        var (item, problem) = Judge(file, product, language);
        if (problem is not null && _told.TryAdd(file.FullName, true))
            Log.NewsLeftOut(logger, Path.GetRelativePath(folder, file.FullName), problem);
        return item;
    }

    private static (NewsItem? Item, string? Problem) Judge(FileInfo file, string product, string language)
    {
        if (file.Extension != ".txt" || file.Name.Length <= DateLength
            || LocalDatePattern.Iso.Parse(file.Name[..DateLength]) is not { Success: true, Value: var day })
            return (null, "its name is not like 2026-02-10-name.txt");
        if (file.Length > MostBytes)
            return (null, $"it has more than {MostBytes} bytes");
        string text;
        try
        {
            text = Strict.GetString(File.ReadAllBytes(file.FullName)).TrimStart('\uFEFF').ReplaceLineEndings("\n").Trim();
        }
        catch (Exception e) when (e is ArgumentException or IOException or UnauthorizedAccessException)
        {
            return (null, e is ArgumentException ? "it is not UTF-8" : "it cannot be read");
        }

        var (title, body) = text.Split('\n', 2) is [var first, var rest] ? (first.Trim(), rest.Trim()) : (text, "");
        if (title.Length is 0 or > LongestTitle || body.Length > LongestText || !TextRules.IsClean(text, lineBreaks: true))
            return (null, $"it must begin with a title of {LongestTitle} characters at most, have {LongestText} characters of text at most, and no control characters");
        return (new NewsItem(product, language, day, title, body), null);
    }
}
