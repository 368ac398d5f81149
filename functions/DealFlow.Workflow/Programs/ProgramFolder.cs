using NodaTime;

namespace DealFlow.Workflow.Programs;

/// <summary>The programs of an installation: one JSON file each in one folder, subfolders and schemas left aside.</summary>
public static class ProgramFolder
{
    /// <summary>All programs, by file name.</summary>
    /// <exception cref="ProgramException">A file is wrong, or there is none; the message lists every error of every file.</exception>
    public static IReadOnlyList<LoadedProgram> Read(string folder, Instant now)
    {
        if (!Directory.Exists(folder))
            throw ProgramException.Of(folder, ["The folder does not exist; expected a folder with a JSON file for each program."]);

        var errors = new List<string>();
        var loaded = new List<(LoadedProgram Program, string File)>();
        foreach (var path in FilesOf(folder))
        {
            var file = Path.GetFileName(path);
            var reading = ProgramReader.Read(File.ReadAllText(path), file, now);
            errors.AddRange(reading.Errors);
            if (reading.Program is { } program)
                loaded.Add((program, file));
        }

        errors.AddRange(Duplicates(loaded).Concat(OtherNames(loaded)));
        if (errors.Count == 0 && loaded.Count == 0)
            errors.Add("There is no program; expected a JSON file for each, beside its schema.");
        return errors.Count == 0 ? [.. loaded.Select(entry => entry.Program)] : throw ProgramException.Of(folder, errors);
    }

    private static IEnumerable<string> FilesOf(string folder) => Directory.EnumerateFiles(folder, "*.json")
        .Where(path => !path.EndsWith(".schema.json", StringComparison.OrdinalIgnoreCase))
        .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Duplicates(List<(LoadedProgram Loaded, string File)> all) =>
        from entry in all
        group entry by entry.Loaded.Program.Id into same
        from other in same.Skip(1)
        select $"{other.File}: id: \"{same.Key}\" is the program of {same.First().File} already; expected one of its own";

    private static IEnumerable<string> OtherNames(List<(LoadedProgram Loaded, string File)> all) =>
        from entry in all
        group entry by entry.Loaded.Program.Manufacturer.Id into same
        let name = same.First().Loaded.Program.Manufacturer.Name
        from other in same
        where other.Loaded.Program.Manufacturer.Name != name
        select $"{other.File}: manufacturer.name: \"{other.Loaded.Program.Manufacturer.Name}\" is called \"{name}\" in {same.First().File}; "
            + $"expected one name for the manufacturer \"{same.Key}\"";
}
