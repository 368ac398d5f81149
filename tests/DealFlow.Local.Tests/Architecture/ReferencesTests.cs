namespace DealFlow.Local.Tests.Architecture;

/// <summary>References point one way: Domain, then Workflow, then Web, Azure and Embedded, then the two hosts.</summary>
public sealed class ReferencesTests
{
    private static readonly Dictionary<string, int> Layers = new(StringComparer.Ordinal)
    {
        ["DealFlow.Domain"] = 0,
        ["DealFlow.Workflow"] = 1,
        ["DealFlow.Web"] = 2,
        ["DealFlow.Azure"] = 2,
        ["DealFlow.Embedded"] = 2,
        ["DealFlow.Functions"] = 3,
        ["DealFlow.Local"] = 3,
    };

    [Fact]
    public void Functions_EveryProject_IsOneOfTheLayoutAndInAFolderOfItsName()
    {
        var expected = Layers.Keys.Select(name => $"functions/{name}/{name}.csproj");

        Assert.Empty(Repository.ProjectsUnder("functions").Select(project => project.Place).Except(expected));
    }

    [Fact]
    public void Functions_EveryReference_PointsToALowerLayer()
    {
        var wrong = from project in Repository.ProjectsUnder("functions")
                    from referenced in project.ReferencedProjects
                    where !IsAllowed(project.Name, referenced)
                    select $"{project.Name} -> {referenced}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void Domain_Packages_AreTimeAndTransliterationOnly()
    {
        var domain = Repository.ProjectsUnder("functions").Single(project => project.Name == "DealFlow.Domain");

        Assert.Equal(["AnyAscii", "NodaTime"], domain.Packages.Order(StringComparer.Ordinal));
        Assert.Empty(domain.Items("FrameworkReference"));
    }

    [Fact]
    public void Packages_EveryReference_TakesItsVersionFromTheCentralList()
    {
        var wrong = from project in Repository.ProjectsUnder("functions").Concat(Repository.ProjectsUnder("tests"))
                    from package in project.Items("PackageReference")
                    from name in new[] { "Version", "VersionOverride" }
                    where package.Attribute(name) is not null || package.Element(name) is not null
                    select $"{project.Name}: {package}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void Root_Folders_AreFunctionsInfraAndTests()
    {
        string[] madeByTools = ["bin", "obj", "TestResults", "node_modules"];
        var folders = Directory.EnumerateDirectories(Repository.Root)
            .Select(path => Path.GetFileName(path))
            .Where(name => !name.StartsWith('.') && !madeByTools.Contains(name))
            .Order(StringComparer.Ordinal);

        Assert.Equal(["functions", "infra", "tests"], folders);
    }

    // The signatures the deployable is compiled against where the real packages are absent are no layer.
    private static bool IsAllowed(string from, string to) =>
        (from, to) is ("DealFlow.Functions", "DealFlow.Functions.Contracts")
        || (Layers.TryGetValue(to, out var lower) && Layers.TryGetValue(from, out var upper) && lower < upper);
}
