using System.Text.Json;

namespace DealFlow.Workflow.Durable;

/// <summary>The orchestrations and activities that an engine can run, by name. Payloads cross the port as JSON.</summary>
public sealed class OrchestrationCatalog
{
    private readonly Dictionary<(string Name, string Version), OrchestrationCode> _orchestrations = [];
    private readonly Dictionary<string, ActivityCode> _activities = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _currentVersions = new(StringComparer.Ordinal);

    /// <summary>How payloads are written and read.</summary>
    public JsonSerializerOptions Json { get; }

    /// <summary>An empty catalogue.</summary>
    public OrchestrationCatalog(JsonSerializerOptions json) => Json = json;

    /// <summary>Adds an orchestration. Of several versions of a name, the one added last is what new instances start on.</summary>
    public OrchestrationCatalog Orchestration<TInput, TResult>(string name, string version, Func<IOrchestrationContext, TInput, Task<TResult>> run)
    {
        _orchestrations.Add((name, version), async (context, input) => Write(await run(context, Read<TInput>(input)!)));
        _currentVersions[name] = version;
        return this;
    }

    /// <summary>Adds an activity: idempotent, because it may run more than once.</summary>
    public OrchestrationCatalog Activity<TInput, TResult>(string name, Func<TInput, CancellationToken, Task<TResult>> run)
    {
        _activities.Add(name, async (input, cancellation) => Write(await run(Read<TInput>(input)!, cancellation)));
        return this;
    }

    /// <summary>The version on which a new instance of this orchestration starts; null when the name is unknown.</summary>
    public string? CurrentVersion(string orchestration) => _currentVersions.GetValueOrDefault(orchestration);

    /// <summary>The code of one version of an orchestration, or null.</summary>
    public OrchestrationCode? FindOrchestration(string name, string version) => _orchestrations.GetValueOrDefault((name, version));

    /// <summary>The code of an activity, or null.</summary>
    public ActivityCode? FindActivity(string name) => _activities.GetValueOrDefault(name);

    /// <summary>A payload as JSON text; null stays null.</summary>
    public string? Write(object? value) => value is null ? null : JsonSerializer.Serialize(value, value.GetType(), Json);

    /// <summary>A payload from its JSON text.</summary>
    public T? Read<T>(string? json) => json is null ? default : JsonSerializer.Deserialize<T>(json, Json);
}

/// <summary>An orchestration: context and JSON input to JSON result.</summary>
public delegate Task<string?> OrchestrationCode(IOrchestrationContext context, string? input);

/// <summary>An activity: JSON input to JSON result.</summary>
public delegate Task<string?> ActivityCode(string? input, CancellationToken cancellation);
