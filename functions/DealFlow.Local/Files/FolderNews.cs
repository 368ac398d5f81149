using System.Collections.Concurrent;
using DealFlow.Domain.Programs;
using DealFlow.Workflow.Collateral;

namespace DealFlow.Local.Files;

/// <summary>
/// News in the folder of the sales material: <c>program/product/language/news/2026-02-10-name.txt</c>. A file that is not as it should be is left out,
/// and named once in the log.
/// </summary>
internal sealed class FolderNews(string folder, ILogger<FolderNews> logger) : INews
{
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
        ? directory.EnumerateFiles().Where(file => file.Name[0] != '.').OrderByDescending(file => file.Name, StringComparer.Ordinal).Take(NewsText.MostFiles)
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
        if (file.Length > NewsText.MostBytes)
            return (null, $"it has more than {NewsText.MostBytes} bytes");
        try
        {
            return NewsText.Read(file.Name, File.ReadAllBytes(file.FullName), product, language);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, "it cannot be read");
        }
    }
}
