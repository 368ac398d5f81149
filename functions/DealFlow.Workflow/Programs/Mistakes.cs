namespace DealFlow.Workflow.Programs;

/// <summary>What was found in one file, with the path of each finding.</summary>
internal sealed class Mistakes(string fileName)
{
    private readonly List<(string Path, string Text, bool Blocks)> _found = [];
    private readonly List<string> _warnings = [];

    public bool None => _found.Count == 0;

    public IReadOnlyList<string> Errors => [.. _found.Select(mistake => Line(mistake.Path, mistake.Text))];

    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>A mistake of meaning.</summary>
    public void Add(string path, string text) => _found.Add((path, text, false));

    /// <summary>A mistake of form: what stands at, above or below this path cannot be judged further.</summary>
    public void AddBlocking(string path, string text) => _found.Add((path, text, true));

    public void Warn(string path, string text) => _warnings.Add(Line(path, text));

    public bool Block(string path) => _found.Exists(mistake => mistake.Blocks && (Within(mistake.Path, path) || Within(path, mistake.Path)));

    public bool At(string path) => _found.Exists(mistake => mistake.Path == path);

    private string Line(string path, string text) => path.Length == 0 ? $"{fileName}: {text}" : $"{fileName}: {path}: {text}";

    private static bool Within(string path, string outer) =>
        outer.Length == 0 || (path.StartsWith(outer, StringComparison.Ordinal) && (path.Length == outer.Length || path[outer.Length] is '.' or '['));
}
