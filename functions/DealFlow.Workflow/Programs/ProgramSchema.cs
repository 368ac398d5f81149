using System.Text.Json;
using Newtonsoft.Json;
using NJsonSchema;
using NJsonSchema.Validation;

namespace DealFlow.Workflow.Programs;

/// <summary>The JSON Schema of program files, and its findings in words.</summary>
internal static class ProgramSchema
{
    private static readonly Lazy<JsonSchema> Schema = new(Load);

    public static void Check(string json, Mistakes mistakes)
    {
        foreach (var error in Schema.Value.Validate(json).SelectMany(Flat))
            Report(error, PathOf(error), mistakes);
    }

    private static void Report(ValidationError error, string path, Mistakes mistakes)
    {
        if (error.Kind is ValidationErrorKind.PropertyRequired && mistakes.At(ParentOf(path)))
            return; // No object at all: that was said.
        if (error.Kind is not ValidationErrorKind.NoAdditionalPropertiesAllowed)
            mistakes.AddBlocking(path, Explain(error));
        else if (error.Schema.ActualSchema.PatternProperties.Count > 0)
            mistakes.AddBlocking(path, $"is not known here; expected {Names(error.Schema)}");
        else
            mistakes.Add(path, $"is not known here; expected {Names(error.Schema)}");
    }

    private static JsonSchema Load()
    {
        using var stream = typeof(ProgramSchema).Assembly.GetManifestResourceStream("program.schema.json")!;
        using var document = JsonDocument.Parse(stream);
        return SchemaReader.Read(document.RootElement);
    }

    private static IEnumerable<ValidationError> Flat(ValidationError error) =>
        error is ChildSchemaValidationError parent ? parent.Errors.Values.SelectMany(errors => errors).SelectMany(Flat) : [error];

    private static string PathOf(ValidationError error) => error.Path is { } path && path.StartsWith("#/", StringComparison.Ordinal) ? path[2..] : "";

    private static string ParentOf(string path) => path.LastIndexOf('.') is var dot and >= 0 ? path[..dot] : "";

    private static string Explain(ValidationError error) => error.Kind switch
    {
        ValidationErrorKind.PropertyRequired => $"is missing; expected {Expected(error.Schema.ActualProperties[error.Property!])}",
        ValidationErrorKind.ItemsNotUnique => "has an entry twice; expected each once",
        ValidationErrorKind.TooFewItems => $"has too few entries; expected at least {error.Schema.MinItems}",
        ValidationErrorKind.TooManyItems => $"has too many entries; expected at most {error.Schema.MaxItems}",
        _ => $"{Shown(error)} does not fit; expected {Expected(error.Schema)}",
    };

    private static string Shown(ValidationError error)
    {
        var text = error.Token?.ToString(Formatting.None) ?? "this";
        return text.Length <= 60 ? text : text[..60] + "…";
    }

    private static string Expected(JsonSchema declared)
    {
        var schema = declared.ActualSchema;
        if (schema.Enumeration.Count > 0)
            return string.Join(" or ", schema.Enumeration.Select(value => $"\"{value}\""));
        if (schema.Type.HasFlag(JsonObjectType.Object) && schema.PatternProperties.Count == 0)
            return $"an object with {Names(schema)}{OrNull(schema)}";
        if (schema.Type.HasFlag(JsonObjectType.Array))
            return $"a list{OrNull(schema)}";
        return declared.Description ?? schema.Description ?? schema.Type.ToString();
    }

    private static string OrNull(JsonSchema schema) => schema.Type.HasFlag(JsonObjectType.Null) ? ", or null" : "";

    private static string Names(JsonSchema schema) => schema.ActualSchema.PatternProperties.Count > 0
        ? string.Join(" or ", schema.ActualSchema.PatternProperties.Keys.Select(PatternName))
        : string.Join(", ", schema.ActualSchema.ActualProperties.Keys);

    private static string PatternName(string pattern) => pattern switch
    {
        "^[0-9]{4}$" => "a year of four digits",
        "^[A-Z]{3}$" => "a currency of three capital letters",
        _ => "a language of two small letters",
    };
}
