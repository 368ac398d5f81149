using System.Collections.Concurrent;
using System.Text.Json;
using DealFlow.Workflow.Durable;
using NodaTime;

namespace DealFlow.Embedded.Tests.Port;

/// <summary>What every implementation of the durable port does the same.</summary>
public abstract partial class DurablePortSuite : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _calls = new();
    private DurableHost? _host;

    protected DurableHost Host => _host ?? throw new InvalidOperationException("No host was started.");

    /// <summary>Whether the reason of a suspension can be read back.</summary>
    protected virtual bool ShowsWhySuspended => true;

    protected abstract Task<DurableHost> StartHostAsync(OrchestrationCatalog code);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_host is not null)
            await _host.DisposeAsync();
    }

    private async Task<DurableHost> HostAsync(OrchestrationCatalog code) => _host = await StartHostAsync(code);

    private Task<DurableHost> HostAsync<T>(Func<IOrchestrationContext, string, Task<T>> run) => HostAsync(Code(run));

    /// <summary>One orchestration, <c>story</c>, and an activity <c>echo</c> that notes its calls.</summary>
    private OrchestrationCatalog Code<T>(Func<IOrchestrationContext, string, Task<T>> run, string version = "1") =>
        Activities().Orchestration("story", version, run);

    private OrchestrationCatalog Activities() => new OrchestrationCatalog(new JsonSerializerOptions(JsonSerializerDefaults.Web))
        .Activity<string, string>("echo", (input, _) =>
        {
            _calls.Enqueue(input);
            return Task.FromResult(input);
        });

    private static Duration Hours(int hours) => Duration.FromHours(hours);

    private static string Json(string text) => JsonSerializer.Serialize(text);
}
