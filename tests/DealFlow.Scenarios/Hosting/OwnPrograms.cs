using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using DealFlow.Local.Hosting;
using DealFlow.Workflow.Keys;

namespace DealFlow.Scenarios.Hosting;

/// <summary>A copy of the sample's programs, to be changed. Gone after the test.</summary>
internal sealed class OwnPrograms : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public OwnPrograms()
    {
        foreach (var file in Directory.GetFiles(LocalOptions.SampleFolder, "*.json"))
            File.Copy(file, System.IO.Path.Combine(_folder.Path, System.IO.Path.GetFileName(file)));
    }

    public string Path => _folder.Path;

    /// <summary>Changes the terms of a program.</summary>
    public OwnPrograms With(string program, Action<JsonNode> change)
    {
        var file = System.IO.Path.Combine(Path, program + ".json");
        var json = JsonNode.Parse(File.ReadAllText(file))!;
        change(json["terms"]!);
        File.WriteAllText(file, json.ToJsonString());
        return this;
    }

    /// <summary>Puts a file below the collateral.</summary>
    public OwnPrograms With(string path, string text)
    {
        var file = System.IO.Path.Combine(Path, "collateral", path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return this;
    }

    /// <summary>The product on these programs, with Alpen IT as a member of all of them; keys and people are those of the sample.</summary>
    public async Task<Product> StartAsync()
    {
        var product = await Product.StartAsync(programs: Path);
        await product.AddKeyAsync(Keys.AlpenIt, new(KeyOwnerKind.Partner, "alpen-it"));
        foreach (var (key, manufacturer, tier, program) in new[]
        {
            (Keys.Contoso, "contoso", "silver", "contoso-network"), (Keys.Fabrikam, "fabrikam", "standard", "fabrikam-storage"),
        })
        {
            await product.AddKeyAsync(key, new(KeyOwnerKind.Manufacturer, manufacturer));
            var membership = new
            {
                name = "Alpen IT",
                tier,
                language = "de",
                mail = People.AlpenIt,
                people = Array.Empty<string>(),
                vendorNumber = "V-1",
                programs = new[] { program },
            };
            Assert.Equal(HttpStatusCode.OK, (await product.SendAsync(HttpMethod.Put, "/api/partners/alpen-it", key, JsonContent.Create(membership))).Status);
        }

        return product;
    }

    public void Dispose() => _folder.Dispose();
}
