using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using DealFlow.Domain.Amounts;
using DealFlow.Domain.Registrations;
using DealFlow.Workflow;
using NodaTime;

namespace DealFlow.Web.OpenApi;

/// <summary>The schemas of the OpenAPI document, made from the types that are read and written.</summary>
internal static class OpenApiSchemas
{
    /// <summary>The reference to a schema of the document.</summary>
    public static JsonObject Reference(string name) => new() { ["$ref"] = $"#/components/schemas/{name}" };

    /// <summary>The schema of a type, or a reference to it; schemas that are met for the first time are added.</summary>
    public static JsonObject Of(Type type, JsonObject schemas, bool isRequest = false)
    {
        if (type.IsGenericType)
            return new JsonObject { ["type"] = "array", ["items"] = Of(type.GetGenericArguments()[0], schemas, isRequest) };
        if (!schemas.ContainsKey(type.Name))
        {
            schemas[type.Name] = null; // reserves the place: schemas stay in the order of their first use
            schemas[type.Name] = DealFlowJson.Options.GetJsonSchemaAsNode(type, new JsonSchemaExporterOptions
            {
                TreatNullObliviousAsNonNullable = true,
                TransformSchemaNode = (context, schema) => Transform(context.TypeInfo.Type, context.PropertyInfo?.Name, schema, type.Name, isRequest),
            });
        }

        return Reference(type.Name);
    }

    /// <summary>Pointers inside one schema become pointers into the document, and what the exporter cannot see is filled in.</summary>
    private static JsonNode Transform(Type type, string? property, JsonNode schema, string root, bool isRequest)
    {
        if (schema is JsonObject node)
        {
            if (node["$ref"]?.GetValue<string>() is { } pointer && pointer.StartsWith('#'))
                node["$ref"] = $"#/components/schemas/{root}{pointer[1..]}";
            if (isRequest && node["properties"] is JsonObject properties)
                Loosen(node, properties);
            if (type.IsGenericType && node["type"]?.GetValueKind() is JsonValueKind.String && node["type"]!.GetValue<string>() == "array" && !node.ContainsKey("items")
                && OwnSchema(type.GetGenericArguments()[0], null) is { } items)
                node["items"] = items;
        }

        var plain = Nullable.GetUnderlyingType(type) ?? type;
        var own = OwnSchema(plain, property);
        if (own is null)
            return schema;
        if (plain != type)
            own["type"] = new JsonArray(own["type"]!.DeepClone(), "null");
        return own;
    }

    /// <summary>In a request only what may not be null must be there.</summary>
    private static void Loosen(JsonObject schema, JsonObject properties)
    {
        string[] required = [.. properties.Where(member => member.Value?["type"] is not JsonArray).Select(member => member.Key)];
        schema.Remove("required");
        if (required.Length > 0)
            schema["required"] = new JsonArray([.. required.Select(name => (JsonNode)name)]);
    }

    /// <summary>Types with converters of their own are opaque to the exporter.</summary>
    private static JsonObject? OwnSchema(Type plain, string? property) => plain switch
    {
        _ when plain == typeof(Money) => MoneySchema(),
        _ when plain == typeof(Instant) => Text("date-time"),
        _ when plain == typeof(LocalDate) => Text("date"),
        _ when plain == typeof(RegistrationId) => Text(null, "^DR-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$"),
        _ when plain == typeof(decimal) => Text(null, @"^-?[0-9]+(\.[0-9]+)?$"),
        _ when plain == typeof(string) && property == "what" => new JsonObject
        {
            ["type"] = "string",
            ["enum"] = new JsonArray([.. Happening.All.Select(word => (JsonNode)word)]),
        },
        _ => null,
    };

    private static JsonObject Text(string? format, string? pattern = null)
    {
        var schema = new JsonObject { ["type"] = "string" };
        if (format is not null)
            schema["format"] = format;
        if (pattern is not null)
            schema["pattern"] = pattern;
        return schema;
    }

    private static JsonObject MoneySchema() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject { ["amount"] = Text(null, @"^-?[0-9]+(\.[0-9]+)?$"), ["currency"] = Text(null, "^[A-Z]{3}$") },
        ["required"] = new JsonArray("amount", "currency"),
    };

    /// <summary>Of an error.</summary>
    public static JsonObject OfProblem() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["type"] = Text("uri-reference"),
            ["title"] = Text(null),
            ["status"] = new JsonObject { ["type"] = "integer" },
            ["detail"] = Text(null),
            ["errors"] = new JsonObject
            {
                ["type"] = "object",
                ["additionalProperties"] = new JsonObject { ["type"] = "array", ["items"] = Text(null) },
            },
            ["registrationId"] = Text(null),
            ["registrationStatus"] = Text(null),
        },
        ["required"] = new JsonArray("type", "title", "status", "detail"),
    };
}
