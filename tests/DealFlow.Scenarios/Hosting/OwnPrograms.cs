using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using DealFlow.Local.Hosting;
using DealFlow.Workflow.Keys;

namespace DealFlow.Scenarios.Hosting;

/// <summary>A folder of programs that are those of the sample with some things changed; gone after the test.</summary>
internal sealed class OwnPrograms : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("dealflow-programs-").FullName;

    /// <summary>Contoso's program, with its terms changed.</summary>
    public static OwnPrograms Contoso(Action<JsonNode>? change = null) =>
        new OwnPrograms().Add("contoso-network", "contoso-network", program => change?.Invoke(program["terms"]!));

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

    /// <summary>Puts a file beside the sales material.</summary>
    public OwnPrograms AddFile(string path, string text)
    {
        var file = Path.Combine(Folder, "collateral", path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return this;
    }

    /// <summary>The product on Contoso's program, of which Alpen IT is a silver member.</summary>
    public async Task<Product> StartAsync()
    {
        var product = await Product.StartAsync(programs: Folder);
        await product.AddKeyAsync(Keys.AlpenIt, new(KeyOwnerKind.Partner, "alpen-it"));
        await product.AddKeyAsync(Keys.Contoso, new(KeyOwnerKind.Manufacturer, "contoso"));
        var membership = new
        {
            name = "Alpen IT",
            tier = "silver",
            language = "de",
            mail = People.AlpenIt,
            people = Array.Empty<string>(),
            vendorNumber = "V-1",
            programs = new[] { "contoso-network" },
        };
        Assert.Equal(HttpStatusCode.OK, (await product.SendAsync(HttpMethod.Put, "/api/partners/alpen-it", Keys.Contoso, JsonContent.Create(membership))).Status);
        return product;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
