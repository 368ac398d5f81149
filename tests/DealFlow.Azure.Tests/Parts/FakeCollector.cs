using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DealFlow.Azure.Tests.Parts;

/// <summary>A collector that takes OTLP over HTTP and keeps what it was sent, by signal. The texts in it stand in the clear.</summary>
internal sealed class FakeCollector : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, string Body, string? Key)> _sent = new();
    private readonly WebApplication _web;

    private FakeCollector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _web = builder.Build();
        _web.Urls.Add("http://127.0.0.1:0");
        _web.MapPost("/{**path}", async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            _sent.Enqueue((context.Request.Path, Encoding.UTF8.GetString(body.ToArray()), context.Request.Headers["x-key"]));
        });
    }

    public string Address => _web.Urls.First();

    public IReadOnlyCollection<string> Keys => [.. _sent.Select(sent => sent.Key ?? "").Distinct()];

    public static async Task<FakeCollector> StartAsync()
    {
        var collector = new FakeCollector();
        await collector._web.StartAsync();
        return collector;
    }

    /// <summary>All that was sent to one path.</summary>
    public string Of(string path) => string.Concat(_sent.Where(sent => sent.Path == path).Select(sent => sent.Body));

    public ValueTask DisposeAsync() => _web.DisposeAsync();
}
