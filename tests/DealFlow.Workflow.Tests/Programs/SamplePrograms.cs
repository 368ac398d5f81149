using System.Text.Json.Nodes;
using DealFlow.Workflow.Programs;
using NodaTime;

namespace DealFlow.Workflow.Tests.Programs;

/// <summary>The programs that ship with the product, as they are and with one thing changed.</summary>
internal static class SamplePrograms
{
    public static Instant Now { get; } = Instant.FromUtc(2026, 3, 2, 9, 0);

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "programs");

    public static string Contoso { get; } = File.ReadAllText(Path.Combine(Folder, "contoso-network.json"));

    public static string Fabrikam { get; } = File.ReadAllText(Path.Combine(Folder, "fabrikam-storage.json"));

    public static string ContosoWith(Action<JsonObject> change)
    {
        var program = JsonNode.Parse(Contoso)!.AsObject();
        change(program);
        return program.ToJsonString();
    }

    /// <summary>Sets the value at a path such as <c>terms.products[0].id</c>, or removes it.</summary>
    public static void Set(this JsonObject program, string path, string? json)
    {
        JsonNode node = program;
        var steps = path.Replace("[", ".[", StringComparison.Ordinal).Split('.');
        foreach (var step in steps[..^1])
            node = step[0] == '[' ? node[int.Parse(step[1..^1], null)]! : node[step]!;
        if (steps[^1][0] == '[')
            node.AsArray()[int.Parse(steps[^1][1..^1], null)] = JsonNode.Parse(json!);
        else if (json is null)
            node.AsObject().Remove(steps[^1]);
        else
            node[steps[^1]] = JsonNode.Parse(json);
    }

    public static ProgramReading Read(string json) => ProgramReader.Read(json, "program.json", Now);
}
