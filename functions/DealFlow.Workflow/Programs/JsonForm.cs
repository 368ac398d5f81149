using System.Text.Json;

namespace DealFlow.Workflow.Programs;

/// <summary>JSON that is well-formed, but that readers would take differently or not at all.</summary>
internal static class JsonForm
{
    private const decimal Most = 1_000_000_000_000_000m;

    /// <summary>
    /// Reports names that stand twice in one object, numbers beyond all bounds and broken characters. False when a schema validator could not
    /// go on with it.
    /// </summary>
    public static bool Check(JsonElement element, string path, Mistakes mistakes) => element.ValueKind switch
    {
        JsonValueKind.Object => CheckObject(element, path, mistakes),
        JsonValueKind.Array => element.EnumerateArray().Index().ToList().TrueForAll(item => Check(item.Item, $"{path}[{item.Index}]", mistakes)),
        JsonValueKind.Number when !element.TryGetDecimal(out var number) || Math.Abs(number) > Most =>
            Refuse(path, $"{element.GetRawText()} is too large; expected a number of at most 15 digits before the point", mistakes),
        JsonValueKind.String when Broken(element.GetString) => Refuse(path, "has a broken character; expected whole Unicode characters", mistakes),
        _ => true,
    };

    private static bool CheckObject(JsonElement element, string path, Mistakes mistakes)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            if (Broken(() => property.Name))
                return Refuse(path, "has a name with a broken character; expected whole Unicode characters", mistakes);
            var inner = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
            if (!names.Add(property.Name))
                mistakes.AddBlocking(inner, "stands here twice; expected once");
            if (!Check(property.Value, inner, mistakes))
                return false;
        }

        return true;
    }

    private static bool Refuse(string path, string text, Mistakes mistakes)
    {
        mistakes.AddBlocking(path, text);
        return false;
    }

    private static bool Broken(Func<string?> read)
    {
        try
        {
            _ = read();
            return false;
        }
        catch (InvalidOperationException)
        {
            return true; // Half of a surrogate pair, by an escape.
        }
    }
}
