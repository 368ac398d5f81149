using System.Text.Json;

namespace DealFlow.Workflow.Programs;

/// <summary>
/// A program file part by part, so that one mistake does not hide the others: a part is there to be judged when its own form is right.
/// </summary>
internal sealed class ProgramDocument(JsonElement root, Mistakes mistakes)
{
    public Mistakes Mistakes { get; } = mistakes;

    /// <summary>The part at a path such as <c>terms.products</c>; null when it is missing or its form is wrong, which was reported.</summary>
    public T? Part<T>(string path)
        where T : class
    {
        if (Mistakes.Block(path) || Find(path) is not { } element)
            return null;
        try
        {
            return element.Deserialize<T>(ProgramJson.Lenient);
        }
        catch (JsonException exception)
        {
            Mistakes.AddBlocking(path, $"cannot be read: {exception.Message}");
            return null;
        }
    }

    private JsonElement? Find(string path)
    {
        var element = root;
        foreach (var name in path.Split('.'))
        {
            if (element.ValueKind is not JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return null;
        }

        return element.ValueKind is JsonValueKind.Null ? null : element;
    }
}
