using System.Text.Json;
using System.Text.Json.Serialization;

namespace DealFlow.Workflow.Programs;

/// <summary>How program and partner files are bound: every name known and written once, enums by name.</summary>
internal static class ProgramJson
{
    public static JsonSerializerOptions Strict { get; } = Create(JsonUnmappedMemberHandling.Disallow);

    /// <summary>For the parts of a file with mistakes elsewhere: unknown names were reported already.</summary>
    public static JsonSerializerOptions Lenient { get; } = Create(JsonUnmappedMemberHandling.Skip);

    /// <summary>Strict, and for files without a schema: nothing may be left out.</summary>
    public static JsonSerializerOptions Complete { get; } = new(Strict) { RespectRequiredConstructorParameters = true };

    private static JsonSerializerOptions Create(JsonUnmappedMemberHandling unmapped) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = unmapped,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };
}
