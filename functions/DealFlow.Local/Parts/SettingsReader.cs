using System.Text.Json;

namespace DealFlow.Local.Parts;

/// <summary>
/// Reads one section of the settings, and gathers what is wrong by its path. A text of the form <c>env:NAME</c> stands for the environment variable,
/// so that secrets need not lie in the file.
/// </summary>
internal sealed class SettingsReader(JsonElement section, string path, List<string> problems)
{
    private const string FromEnvironment = "env:";

    /// <summary>Names every member that is none of these.</summary>
    public void Only(params string[] known)
    {
        if (section.ValueKind is not JsonValueKind.Object)
            Problem("", "an object is expected");
        else
            foreach (var member in section.EnumerateObject().Where(member => !known.Contains(member.Name)))
                Problem(member.Name, $"unknown; expected {string.Join(", ", known)}");
    }

    public void Problem(string name, string what) => problems.Add($"{PathOf(name)}: {what}.");

    public bool Has(string name) => Find(name) is not null;

    public SettingsReader? Section(string name) => Find(name) is { } value ? new SettingsReader(value, PathOf(name), problems) : null;

    public string Required(string name)
    {
        if (!Has(name))
            Problem(name, "is missing");
        return Optional(name) ?? "";
    }

    public string? Optional(string name)
    {
        if (Find(name) is not { } value)
            return null;
        if (value.ValueKind is not JsonValueKind.String || string.IsNullOrWhiteSpace(value.GetString()))
        {
            Problem(name, "a text is expected");
            return null;
        }

        var text = value.GetString()!;
        if (!text.StartsWith(FromEnvironment, StringComparison.Ordinal))
            return text;
        if (Environment.GetEnvironmentVariable(text[FromEnvironment.Length..]) is { Length: > 0 } found)
            return found;
        Problem(name, $"the environment variable {text[FromEnvironment.Length..]} is not set");
        return null;
    }

    public Uri Address(string name, params string[] schemes)
    {
        var text = Required(name);
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && schemes.Contains(address.Scheme) && address.UserInfo.Length == 0)
            return address;
        if (text.Length > 0)
            Problem(name, $"an address is expected that begins with {string.Join(" or ", schemes.Select(scheme => scheme + "://"))}, without user and password");
        return new Uri("none:none");
    }

    public string? Mail(string name)
    {
        var text = Required(name);
        if (text.Length > 0 && text.Count(sign => sign == '@') != 1)
            Problem(name, "a mail address is expected");
        return text;
    }

    public string OneOf(string name, IReadOnlyList<string> known)
    {
        var text = Optional(name) ?? known[0];
        if (!known.Contains(text))
            Problem(name, $"expected {string.Join(", ", known)}");
        return text;
    }

    public int Port(string name, int otherwise)
    {
        if (Find(name) is not { } value)
            return otherwise;
        if (value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out var port) && port is > 0 and < 65536)
            return port;
        Problem(name, "a number from 1 to 65535 is expected");
        return otherwise;
    }

    private JsonElement? Find(string name) =>
        section.ValueKind is JsonValueKind.Object && section.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;

    private string PathOf(string name) => (path, name) switch
    {
        ("", "") => "settings",
        ("", _) => name,
        (_, "") => path,
        _ => $"{path}.{name}",
    };
}
