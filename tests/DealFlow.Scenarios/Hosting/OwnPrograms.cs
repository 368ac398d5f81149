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

    /// <summary>Both programs of the sample, to be changed between two starts of a product.</summary>
    public static OwnPrograms OfSample() =>
        new OwnPrograms().Add("contoso-network", "contoso-network", _ => { }).Add("fabrikam-storage", "fabrikam-storage", _ => { });

    /// <summary>Adds a program made of one of the sample's.</summary>
    public OwnPrograms Add(string sample, string id, Action<JsonObject> change)
    {
        var program = JsonNode.Parse(File.ReadAllText(Path.Combine(LocalOptions.SampleFolder, sample + ".json")))!.AsObject();
        program["id"] = id;
        program.Remove("$schema");
        change(program);
        File.WriteAllText(FileOf(id), program.ToJsonString());
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

    public OwnPrograms Change(string program, Action<JsonNode> change)
    {
        var json = JsonNode.Parse(File.ReadAllText(FileOf(program)))!;
        change(json);
        File.WriteAllText(FileOf(program), json.ToJsonString());
        return this;
    }

    /// <summary>Changes who is asked for Contoso.</summary>
    public OwnPrograms ChangePeople(Action<JsonNode> change) => Change("contoso-network", json => change(json["people"]!));

    /// <summary>Somebody stands in for an approver of Contoso from a day through another.</summary>
    public OwnPrograms Delegate(int approver, string to, string from, string until) => ChangePeople(people =>
        people["approvers"]![approver]!["delegates"] = new JsonArray(new JsonObject { ["to"] = to, ["from"] = from, ["until"] = until }));

    public void Remove(string program) => File.Delete(FileOf(program));

    /// <summary>Stops the product, changes the programs, and starts it again at the same time.</summary>
    public async Task RestartAsync(Product product, Action<OwnPrograms> change)
    {
        await product.StopAsync();
        change(this);
        await product.StartAgainAsync(Product.Monday, programs: Folder);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private string FileOf(string program) => Path.Combine(Folder, program + ".json");
}
