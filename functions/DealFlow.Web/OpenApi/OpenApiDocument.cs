using System.Text.Json.Nodes;
using DealFlow.Web.Endpoints;
using DealFlow.Workflow;
using Microsoft.AspNetCore.Http;
using Endpoint = DealFlow.Web.Endpoints.Endpoint;

namespace DealFlow.Web.OpenApi;

/// <summary>
/// The OpenAPI 3.1 document, made from the endpoint list and the types that are read and written, so it cannot differ from what is served. It is
/// made once, when it is first asked for.
/// </summary>
internal static class OpenApiDocument
{
    /// <summary>Too much, a fault of ours, and a store that does not answer.</summary>
    private static readonly int[] OfEveryRoute =
        [StatusCodes.Status429TooManyRequests, StatusCodes.Status500InternalServerError, StatusCodes.Status503ServiceUnavailable];

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
        schemas["Problem"] = OpenApiSchemas.OfProblem();
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
            operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content("application/json", OpenApiSchemas.Of(request, schemas, isRequest: true)) };
        operation["responses"] = Responses(description, schemas);
        if (endpoint.Access is not Access.Anyone)
            operation["security"] = new JsonArray(new JsonObject { ["key"] = new JsonArray() });
        return operation;
    }

    private static JsonObject Responses(EndpointDescription description, JsonObject schemas)
    {
        JsonNode? Schema() => description.Response is { } type ? OpenApiSchemas.Of(type, schemas) : null;
        var responses = new JsonObject { [$"{description.Success}"] = Response("Done.", "application/json", Schema()) };
        foreach (var problem in description.Problems.Union(OfEveryRoute).Order())
            responses[$"{problem}"] = Response("A problem.", "application/problem+json", OpenApiSchemas.Reference("Problem"));
        foreach (var waits in new[] { StatusCodes.Status429TooManyRequests, StatusCodes.Status503ServiceUnavailable })
            responses[$"{waits}"]!["headers"] = new JsonObject
            {
                ["Retry-After"] = new JsonObject { ["description"] = "Seconds to wait.", ["schema"] = new JsonObject { ["type"] = "integer" } },
            };
        foreach (var status in description.AlsoAnswers)
            responses[$"{status}"]!["content"]!["application/json"] = new JsonObject { ["schema"] = Schema() };
        return responses;
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
}
