using System.Xml.Linq;

namespace DealFlow.Local.Tests.Architecture;

/// <summary>The checkout these tests were built from: its folders and project files.</summary>
internal static class Repository
{
    internal static readonly string Root = FindRoot();

    /// <summary>Every project below a folder of the root, by name.</summary>
    internal static IEnumerable<Project> ProjectsUnder(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.csproj", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => new Project(path, XDocument.Load(path)));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DealFlow.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"DealFlow.sln was found in no folder above {AppContext.BaseDirectory}.");
    }

    internal sealed record Project(string FilePath, XDocument Xml)
    {
        public string Name => Path.GetFileNameWithoutExtension(FilePath);

        /// <summary>The path below the root, with forward slashes.</summary>
        public string Place => Path.GetRelativePath(Root, FilePath).Replace('\\', '/');

        public IEnumerable<string> ReferencedProjects => Items("ProjectReference")
            .Select(item => Path.GetFileNameWithoutExtension(Included(item).Replace('\\', '/')));

        /// <summary>Packages the project hands on to whoever uses it; analyzers and other build-time ones are private.</summary>
        public IEnumerable<string> Packages => Items("PackageReference")
            .Where(item => !"all".Equals((string?)item.Attribute("PrivateAssets"), StringComparison.OrdinalIgnoreCase))
            .Select(Included);

        public IEnumerable<XElement> Items(string kind) => Xml.Descendants(kind);

        private static string Included(XElement item) => (string?)item.Attribute("Include") ?? "";
    }
}
