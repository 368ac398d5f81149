using System.Collections.Concurrent;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using DealFlow.Domain.Programs;
using DealFlow.Workflow.Collateral;
using Microsoft.Extensions.Logging;

namespace DealFlow.Azure.Collateral;

/// <summary>
/// News beside the sales material: <c>program/product/language/news/2026-02-10-name.txt</c>. One that is not as it should be is left out, and named once
/// in the log. A text that was read is read again only when it has changed.
/// </summary>
public sealed class BlobNews(BlobContainerClient container, ILogger<BlobNews> logger) : INews
{
    private readonly ConcurrentDictionary<string, bool> _told = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Name, ETag Version), NewsItem?> _read = new();

    /// <inheritdoc/>
    public async Task<IReadOnlyList<NewsItem>> ListAsync(DealProgram program, CancellationToken cancellation)
    {
        var found = new List<BlobItem>();
        await foreach (var blob in container.GetBlobsAsync(new GetBlobsOptions { Prefix = $"{program.Id}/" }, cancellation))
            if (blob.Name.Split('/') is [_, _, _, "news", [not '.', ..]])
                found.Add(blob);
        var newest = found.GroupBy(blob => blob.Name[..blob.Name.LastIndexOf('/')], StringComparer.Ordinal)
            .SelectMany(folder => folder.OrderByDescending(blob => blob.Name, StringComparer.Ordinal).Take(NewsText.MostFiles)).ToList();
        var items = await Task.WhenAll(newest.Select(blob => ReadAsync(blob, program, cancellation)));
        foreach (var gone in _read.Keys.Where(key =>
            key.Name.StartsWith($"{program.Id}/", StringComparison.Ordinal) && !newest.Any(blob => (blob.Name, blob.Properties.ETag) == (key.Name, key.Version))).ToList())
            _read.TryRemove(gone, out _);
        return [.. items.OfType<NewsItem>()];
    }

    private async Task<NewsItem?> ReadAsync(BlobItem blob, DealProgram program, CancellationToken cancellation)
    {
        var parts = blob.Name.Split('/');
        if (program.Terms.Product(parts[1]) is null || !program.Terms.Languages.Contains(parts[2]))
            return null;
        var key = (blob.Name, blob.Properties.ETag ?? default);
        if (_read.TryGetValue(key, out var known))
            return known;
        var (item, problem) = await JudgeAsync(blob, parts, cancellation);
        if (problem is not null && _told.TryAdd(blob.Name, true))
            Log.NewsLeftOut(logger, blob.Name, problem);
        return _read[key] = item;
    }

    private async Task<(NewsItem? Item, string? Problem)> JudgeAsync(BlobItem blob, string[] parts, CancellationToken cancellation)
    {
        if (blob.Properties.ContentLength > NewsText.MostBytes)
            return (null, $"it has more than {NewsText.MostBytes} bytes");
        try
        {
            var content = await container.GetBlobClient(blob.Name).DownloadContentAsync(cancellation);
            return NewsText.Read(parts[4], content.Value.Content.ToArray(), parts[1], parts[2]);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return (null, "it was removed while it was being read");
        }
    }
}
