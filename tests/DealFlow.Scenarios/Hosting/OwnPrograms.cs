using System.Text.Json.Nodes;
using DealFlow.Local.Hosting;

namespace DealFlow.Scenarios.Hosting;

/// <summary>A folder of programs that are those of the sample with some things changed; gone after the test.</summary>
internal sealed class OwnPrograms : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("dealflow-programs-").FullName;

    /// <summary>Adds a program made of one of the sample's.</summary>
    public OwnPrograms Add(string sample, string id, Action<JsonObject> change)
    {
        var program = JsonNode.Parse(File.ReadAllText(Path.Combine(LocalOptions.SampleFolder, sample + ".json")))!.AsObject();
        program["id"] = id;
        program.Remove("$schema");
        change(program);
        File.WriteAllText(Path.Combine(Folder, id + ".json"), program.ToJsonString());
        return this;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
