using System.Text.Json;
using DealFlow.Workflow.Events;
using NJsonSchema;

namespace DealFlow.Workflow.Tests.Events;

/// <summary>Judges events by the schemas that ship with the product.</summary>
internal static class EventSchemas
{
    /// <summary>What is wrong with the data of an event, by the schema that it names itself.</summary>
    public static async Task<IReadOnlyList<string>> ErrorsAsync(string cloudEvent)
    {
        var item = JsonSerializer.Deserialize<JsonElement>(cloudEvent);
        var name = item.GetProperty("dataschema").GetString()!.Split('/')[^1];
        // The library reads an older draft, which calls the same thing by another name.
        var text = DealEventSchemas.Find(name)!.Replace("$defs", "definitions", StringComparison.Ordinal);
        var schema = await JsonSchema.FromJsonAsync(text);
        return [.. schema.Validate(item.GetProperty("data").GetRawText()).Select(error => error.ToString())];
    }
}
