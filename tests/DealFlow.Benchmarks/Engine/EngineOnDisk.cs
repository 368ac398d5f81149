using System.Text.Json;
using DealFlow.Embedded;
using DealFlow.Workflow.Durable;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace DealFlow.Benchmarks.Engine;

/// <summary>An engine in this process on a file of its own, which is gone afterwards unless the folder is somebody else's.</summary>
internal sealed class EngineOnDisk : IAsyncDisposable
{
    private readonly string? _folder;

    private EngineOnDisk(CommitQueue commits, EmbeddedEngine engine, string? folder) => (Commits, Engine, _folder) = (commits, engine, folder);

    public CommitQueue Commits { get; }

    public EmbeddedEngine Engine { get; }

    public static OrchestrationCatalog Code() => new(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    public static async Task<EngineOnDisk> StartAsync(OrchestrationCatalog code, CancellationToken cancellation, string? database = null)
    {
        var folder = database is null ? Directory.CreateTempSubdirectory("dealflow-benchmark-").FullName : null;
        var commits = CommitQueue.Open(database ?? Path.Combine(folder!, "engine.db"));
        var engine = new EmbeddedEngine(commits, code, SystemClock.Instance, NullLogger<EmbeddedEngine>.Instance);
        await engine.StartAsync(cancellation);
        return new EngineOnDisk(commits, engine, folder);
    }

    public async Task<int> CountAsync(string prefix, InstanceState state)
    {
        var (count, cursor) = (0, (string?)null);
        do
        {
            var page = await Engine.ListAsync(new InstanceQuery(state, cursor, 1_000));
            count += page.Items.Count(item => item.InstanceId.StartsWith(prefix, StringComparison.Ordinal));
            cursor = page.Next;
        }
        while (cursor is not null);
        return count;
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.StopAsync(CancellationToken.None);
        await Commits.DisposeAsync();
        if (_folder is not null)
            Directory.Delete(_folder, recursive: true);
    }
}
