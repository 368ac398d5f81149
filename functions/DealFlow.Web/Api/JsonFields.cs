using System.Text.Json;
using DealFlow.Web.Endpoints;

namespace DealFlow.Web.Api;

/// <summary>Reads the members of a JSON object one by one, and collects every member that is unknown or of the wrong type, with its path.</summary>
internal sealed class JsonFields
{
    private readonly Dictionary<string, JsonElement> _unread;
    private readonly string _path;
    private readonly ShapeErrors _errors;

    private JsonFields(JsonElement element, string path, ShapeErrors errors) =>
        (_unread, _path, _errors) = (element.EnumerateObject().ToDictionary(member => member.Name, member => member.Value), path, errors);

    public static T Read<T>(JsonElement element, string path, ShapeErrors errors, Func<JsonFields, T> read)
    {
        var fields = new JsonFields(element, path, errors);
        var value = read(fields);
        foreach (var name in fields._unread.Keys)
            errors.Add(fields.PathOf(name.Length > 100 ? name[..100] + "…" : name), "Is not known here.");
        return value;
    }

    public string? Text(string name) => Take(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => Decode(text, PathOf(name)),
        _ => Wrong<string>(PathOf(name), "Must be a string."),
    };

    public bool? Flag(string name) => Take(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => Wrong<bool?>(PathOf(name), "Must be true or false."),
    };

    public T? Object<T>(string name, Func<JsonFields, T> read)
        where T : class => Take(name) switch
        {
            null => null,
            { ValueKind: JsonValueKind.Object } element => Read(element, PathOf(name), _errors, read),
            _ => Wrong<T>(PathOf(name), "Must be an object."),
        };

    public IReadOnlyList<string?>? Texts(string name) => List(name, (element, path) =>
        element.ValueKind is JsonValueKind.String ? Decode(element, path) : Wrong<string>(path, "Must be a string."));

    public IReadOnlyList<T?>? Objects<T>(string name, Func<JsonFields, T> read)
        where T : class => List(name, (element, path) =>
            element.ValueKind is JsonValueKind.Object ? Read(element, path, _errors, read) : Wrong<T>(path, "Must be an object."));

    private List<T?>? List<T>(string name, Func<JsonElement, string, T?> read)
        where T : class => Take(name) switch
        {
            null => null,
            { ValueKind: JsonValueKind.Array } array => [.. array.EnumerateArray().Select((element, index) => read(element, $"{PathOf(name)}[{index}]"))],
            _ => Wrong<List<T?>>(PathOf(name), "Must be a list."),
        };

    private JsonElement? Take(string name) =>
        _unread.Remove(name, out var element) && element.ValueKind is not JsonValueKind.Null ? element : null;

    private string PathOf(string name) => _path.Length == 0 ? name : $"{_path}.{name}";

    private string? Decode(JsonElement text, string path)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            return Wrong<string>(path, "Contains half of a character (a broken surrogate pair).");
        }
    }

    private T? Wrong<T>(string path, string text)
    {
        _errors.Add(path, text);
        return default;
    }
}

/// <summary>Members that are unknown or of the wrong type, by path.</summary>
internal sealed class ShapeErrors
{
    private readonly Dictionary<string, string[]> _errors = [];

    public bool Any => _errors.Count > 0;

    public IReadOnlyDictionary<string, string[]> All => _errors;

    public void Add(string path, string text) => _errors[path] = [text];

    public void ThrowIfAny()
    {
        if (Any)
            throw new ProblemException(Problem.BadRequest("Correct what 'errors' names and send again. Nothing was stored.", _errors));
    }

    /// <summary>Ends the request with these and the given mistakes together, if there are any; a wrong shape outweighs a wrong value.</summary>
    public void ThrowWith(IReadOnlyDictionary<string, string[]> values)
    {
        if (!Any && values.Count == 0)
            return;
        if (!Any)
            throw new ProblemException(Problem.Invalid(values));
        foreach (var (path, texts) in values)
            _errors.TryAdd(path, texts);
        ThrowIfAny();
    }
}
