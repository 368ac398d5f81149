using System.Runtime.CompilerServices;
using System.Text.Json;

namespace DealFlow.Workflow.Conflicts;

/// <summary>Reads accounts from a JSON array.</summary>
internal static class AccountJson
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        PropertyNameCaseInsensitive = false,
    };

    /// <summary>The elements, counted from 1.</summary>
    /// <exception cref="JsonException">The text is no JSON array.</exception>
    public static async IAsyncEnumerable<ReadRow> RowsOf(Stream json, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var number = 0;
        await foreach (var element in JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(json, JsonSerializerOptions.Web, cancellation))
            yield return Read(++number, element);
    }

    private static ReadRow Read(int number, JsonElement element)
    {
        try
        {
            if (element.ValueKind is JsonValueKind.Object && element.Deserialize<AccountRow>(Strict) is { } row)
                return new ReadRow(number, row, null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Said below: an unknown member, one that is no string, or half of a surrogate pair.
        }

        return new ReadRow(number, null, $"Is no object with the members {string.Join(", ", AccountImport.Columns)}, each once and all of them strings.");
    }
}
