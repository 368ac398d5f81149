using System.Text.Json;
using DealFlow.Scenarios.Hosting;

namespace DealFlow.Scenarios;

/// <summary>The description of the API is whole.</summary>
public sealed class OpenApiTests
{
    [Fact]
    public async Task Document_DescribesEveryRouteOfTheApiAndItsReferencesLeadSomewhere()
    {
        await using var product = await Product.StartAsync();
        var document = (await product.GetAsync("/openapi/v1.json")).Json;
        var operations = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => $"{operation.Name.ToUpperInvariant()} {path.Name}")).ToList();
        Assert.Superset(
            new HashSet<string>
            {
                "POST /api/registrations", "GET /api/registrations", "GET /api/registrations/{id}", "POST /api/registrations/{id}/answer",
                "POST /api/registrations/{id}/progress", "POST /api/registrations/{id}/extension", "POST /api/registrations/{id}/withdraw",
                "POST /api/registrations/{id}/close", "POST /api/registrations/{id}/invoices", "POST /api/registrations/{id}/revoke", "DELETE /api/registrations/{id}/contact",
                "GET /api/registrations/{id}/collateral", "POST /api/decisions", "POST /api/accounts", "GET /api/partners/{id}",
                "PUT /api/partners/{id}", "POST /api/partners/{id}/terminate", "POST /api/signals", "GET /api/registrations/{id}/signals",
                "GET /api/health", "GET /openapi/v1.json",
            }, operations.ToHashSet());

        foreach (var reference in References(document))
        {
            var target = document;
            foreach (var part in reference[2..].Split('/'))
                target = target.ValueKind is JsonValueKind.Array ? target[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)] : target.GetProperty(part.Replace("~1", "/", StringComparison.Ordinal));
            Assert.NotEqual(JsonValueKind.Undefined, target.ValueKind);
        }
    }

    [Fact]
    public async Task Document_RegistrationRequest_NamesWhatIsRequired()
    {
        await using var product = await Product.StartAsync();
        var schema = (await product.GetAsync("/openapi/v1.json")).Json.GetProperty("components").GetProperty("schemas").GetProperty("RegistrationRequest");
        Assert.Equal(
            ["program", "customer", "products", "estimatedValue", "expectedCloseOn", "activity"],
            schema.GetProperty("required").EnumerateArray().Select(name => name.GetString()!).ToArray());
    }

    [Theory]
    [InlineData("429", true)]
    [InlineData("500", false)]
    [InlineData("503", true)]
    public async Task Document_EveryOperation_MayAnswerWithAProblem(string status, bool saysWhenToTryAgain)
    {
        await using var product = await Product.StartAsync();
        var paths = (await product.GetAsync("/openapi/v1.json")).Json.GetProperty("paths");
        Assert.All(paths.EnumerateObject().SelectMany(path => path.Value.EnumerateObject()), operation =>
        {
            var problem = operation.Value.GetProperty("responses").GetProperty(status);
            Assert.True(problem.GetProperty("content").TryGetProperty("application/problem+json", out _));
            Assert.Equal(saysWhenToTryAgain, problem.TryGetProperty("headers", out var headers) && headers.TryGetProperty("Retry-After", out _));
        });
    }

    [Fact]
    public async Task Document_Health_IsTheSameWhenAPartFails()
    {
        await using var product = await Product.StartAsync();
        var responses = (await product.GetAsync("/openapi/v1.json")).Json.GetProperty("paths").GetProperty("/api/health").GetProperty("get").GetProperty("responses");
        Assert.Equal("#/components/schemas/HealthView", responses.GetProperty("503").GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("$ref").GetString());
    }

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member =>
            member.Name == "$ref" ? [member.Value.GetString()!] : References(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };
}
