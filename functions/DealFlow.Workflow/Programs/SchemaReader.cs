using System.Text.Json;
using NJsonSchema;

namespace DealFlow.Workflow.Programs;

/// <summary>
/// Builds a schema of the keywords that the program schema uses. The library's own reader takes a third of a second in a fresh process, which
/// every start of a host would wait for.
/// </summary>
internal sealed class SchemaReader
{
    private readonly Dictionary<string, JsonSchema> _definitions = new(StringComparer.Ordinal);

    /// <exception cref="NotSupportedException">The schema uses another keyword.</exception>
    public static JsonSchema Read(JsonElement root)
    {
        var reader = new SchemaReader();
        var definitions = root.GetProperty("definitions").EnumerateObject().ToList();
        foreach (var definition in definitions)
            reader._definitions.Add($"#/definitions/{definition.Name}", new JsonSchema());
        foreach (var definition in definitions)
            reader.Fill(reader._definitions[$"#/definitions/{definition.Name}"], definition.Value);
        var schema = new JsonSchema();
        reader.Fill(schema, root);
        return schema;
    }

    private void Fill(JsonSchema schema, JsonElement element)
    {
        foreach (var keyword in element.EnumerateObject())
            Apply(schema, keyword.Name, keyword.Value);
        if (!element.TryGetProperty("required", out var required))
            return;
        foreach (var name in required.EnumerateArray())
            schema.RequiredProperties.Add(name.GetString()!);
    }

    private void Apply(JsonSchema schema, string keyword, JsonElement value)
    {
        switch (keyword)
        {
            case "$schema" or "$id" or "definitions" or "required": break;
            case "title": schema.Title = value.GetString(); break;
            case "description": schema.Description = value.GetString(); break;
            case "$ref": schema.Reference = _definitions[value.GetString()!]; break;
            case "type": schema.Type = TypeOf(value); break;
            case "pattern": schema.Pattern = value.GetString(); break;
            case "minLength": schema.MinLength = value.GetInt32(); break;
            case "maxLength": schema.MaxLength = value.GetInt32(); break;
            case "minimum": schema.Minimum = value.GetDecimal(); break;
            case "maximum": schema.Maximum = value.GetDecimal(); break;
            case "minItems": schema.MinItems = value.GetInt32(); break;
            case "maxItems": schema.MaxItems = value.GetInt32(); break;
            case "uniqueItems": schema.UniqueItems = value.GetBoolean(); break;
            case "additionalProperties": schema.AllowAdditionalProperties = value.GetBoolean(); break;
            case "enum": Each(value.EnumerateArray(), item => schema.Enumeration.Add(item.GetString())); break;
            case "items": schema.Item = Filled(new JsonSchema(), value); break;
            case "properties": Each(value.EnumerateObject(), item => schema.Properties.Add(item.Name, Filled(new JsonSchemaProperty(), item.Value))); break;
            case "patternProperties": Each(value.EnumerateObject(), item => schema.PatternProperties.Add(item.Name, Filled(new JsonSchemaProperty(), item.Value))); break;
            default: throw new NotSupportedException($"The program schema may not use \"{keyword}\".");
        }
    }

    private T Filled<T>(T schema, JsonElement element)
        where T : JsonSchema
    {
        Fill(schema, element);
        return schema;
    }

    private static void Each<T>(IEnumerable<T> items, Action<T> add)
    {
        foreach (var item in items)
            add(item);
    }

    private static JsonObjectType TypeOf(JsonElement value) => value.ValueKind is JsonValueKind.Array
        ? value.EnumerateArray().Select(TypeOf).Aggregate((left, right) => left | right)
        : Enum.Parse<JsonObjectType>(value.GetString()!, ignoreCase: true);
}
