namespace DealFlow.Web.Tests.Mails;

/// <summary>Files that hold what is expected, in the folder Golden beside these tests.</summary>
internal static class Golden
{
    private static readonly bool Update = Environment.GetEnvironmentVariable("DEALFLOW_UPDATE_GOLDEN") == "1";

    private static readonly string Folder = Find();

    /// <param name="actual">Null: there is to be no such file.</param>
    public static void Check(string name, string? actual)
    {
        var file = Path.Combine(Folder, name);
        if (Update && actual is null)
            File.Delete(file);
        else if (Update)
            File.WriteAllText(file, actual);
        if (actual is null)
        {
            Assert.False(File.Exists(file), $"{name} is there, and nothing was written.");
            return;
        }

        Assert.True(File.Exists(file), $"{name} is missing. Run with DEALFLOW_UPDATE_GOLDEN=1 and read what was written.");
        Assert.Equal(File.ReadAllText(file).ReplaceLineEndings("\n"), actual.ReplaceLineEndings("\n"));
    }

    public static IEnumerable<string> Files() => Directory.EnumerateFiles(Folder).Select(file => Path.GetFileName(file));

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "DealFlow.sln")))
                return Path.Combine(folder.FullName, "tests", "DealFlow.Web.Tests", "Mails", "Golden");
        throw new DirectoryNotFoundException("The tests run inside the repository: there is no DealFlow.sln above them.");
    }
}
