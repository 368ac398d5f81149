using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using DealFlow.Domain.Amounts;
using DealFlow.Domain.Registrations;
using DealFlow.Web.Endpoints;
using DealFlow.Workflow;
using Microsoft.AspNetCore.Http;
using NodaTime;
using Endpoint = DealFlow.Web.Endpoints.Endpoint;

namespace DealFlow.Web.OpenApi;

/// <summary>
/// The OpenAPI 3.1 document, made from the endpoint list and the types that are read and written, so it cannot differ from what is served. It is
/// made once, when it is first asked for.
/// </summary>
internal static class OpenApiDocument
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<IReadOnlyList<Endpoint>, string> Made = new(ReferenceEqualityComparer.Instance);

    public static IResult Answer(IReadOnlyList<Endpoint> endpoints)
    {
        lock (Gate)
        {
            if (!Made.TryGetValue(endpoints, out var json))
                Made[endpoints] = json = Make(endpoints).ToJsonString(DealFlowJson.Options);
            return Results.Text(json, "application/json");
        }
    }

    private static JsonObject Make(IReadOnlyList<Endpoint> endpoints)
    {
        var schemas = new JsonObject();
        var paths = new JsonObject();
        foreach (var route in endpoints.Where(endpoint => !endpoint.IsPage).GroupBy(endpoint => endpoint.Route))
            paths[route.Key] = new JsonObject(route.Select(endpoint =>
                KeyValuePair.Create<string, JsonNode?>(endpoint.Method.ToLowerInvariant(), Operation(endpoint, schemas))));
        schemas["Problem"] = ProblemSchema();
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "DealFlow", ["version"] = "1", ["description"] = "Deal registration for channel sales." },
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject { ["key"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" } },
                ["schemas"] = schemas,
            },
        };
    }

    private static JsonObject Operation(Endpoint endpoint, JsonObject schemas)
    {
        var description = endpoint.Description!;
        var operation = new JsonObject { ["operationId"] = description.Id, ["summary"] = description.Summary };
        var parameters = new JsonArray();
        if (endpoint.Route.Contains("{id}", StringComparison.Ordinal))
            parameters.Add(Parameter("id", "path", true));
        foreach (var name in description.Query)
            parameters.Add(Parameter(name, "query", false));
        if (description.Id == "register")
            parameters.Add(Parameter("Idempotency-Key", "header", false));
        if (description.Problems.Contains(412))
            parameters.Add(Parameter("If-Match", "header", false));
        if (parameters.Count > 0)
            operation["parameters"] = parameters;
        if (description.Request is { } request)
            operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content("application/json", SchemaOf(request, schemas, isRequest: true)) };
        var responses = new JsonObject { [$"{description.Success}"] = Response("Done.", "application/json", description.Response is { } type ? SchemaOf(type, schemas) : null) };
        foreach (var problem in description.Problems.Append(StatusCodes.Status429TooManyRequests).Order())
            responses[$"{problem}"] = Response("A problem.", "application/problem+json", Reference("Problem"));
        operation["responses"] = responses;
        if (endpoint.Access is not Access.Anyone)
            operation["security"] = new JsonArray(new JsonObject { ["key"] = new JsonArray() });
        return operation;
    }

    private static JsonObject Parameter(string name, string place, bool required) => new()
    {
        ["name"] = name,
        ["in"] = place,
        ["required"] = required,
        ["schema"] = new JsonObject { ["type"] = "string" },
    };

    private static JsonObject Response(string text, string mediaType, JsonNode? schema)
    {
        var response = new JsonObject { ["description"] = text };
        if (schema is not null)
            response["content"] = Content(mediaType, schema);
        return response;
    }

    private static JsonObject Content(string mediaType, JsonNode schema) => new() { [mediaType] = new JsonObject { ["schema"] = schema } };

    private static JsonObject Reference(string name) => new() { ["$ref"] = $"#/components/schemas/{name}" };

    private static JsonObject SchemaOf(Type type, JsonObject schemas, bool isRequest = false)
    {
        if (type.IsGenericType)
            return new JsonObject { ["type"] = "array", ["items"] = SchemaOf(type.GetGenericArguments()[0], schemas, isRequest) };
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

    private static JsonObject ProblemSchema() => new()
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
