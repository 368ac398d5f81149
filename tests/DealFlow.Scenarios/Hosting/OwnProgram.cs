using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using DealFlow.Workflow.Keys;

namespace DealFlow.Scenarios.Hosting;

/// <summary>Contoso's program with something changed, and the partners of the sample, in a folder of its own.</summary>
internal sealed class OwnProgram : IDisposable
{
    private const string File = "contoso-network.json";
    private readonly TemporaryFolder _folder = new();

    public OwnProgram(Action<JsonObject> change)
    {
        var program = JsonNode.Parse(System.IO.File.ReadAllText(Path.Combine(Local.Hosting.LocalOptions.SampleFolder, File)))!.AsObject();
        change(program);
        System.IO.File.WriteAllText(Path.Combine(_folder.Path, File), program.ToJsonString());
        System.IO.File.Copy(Path.Combine(Local.Hosting.LocalOptions.SampleFolder, "fabrikam-storage.json"), Path.Combine(_folder.Path, "fabrikam-storage.json"));
    }

    public string Folder => _folder.Path;

    public void Dispose() => _folder.Dispose();

    /// <summary>Removes the program's file.</summary>
    public void Remove() => System.IO.File.Delete(Path.Combine(_folder.Path, File));

    /// <summary>The product with this program; the keys and the partners are those of the sample.</summary>
    public async Task<Product> StartAsync()
    {
        var product = await Product.StartAsync(programs: Folder);
        await product.AddKeyAsync(Keys.Contoso, new KeyOwner(KeyOwnerKind.Manufacturer, "contoso"));
        await JoinAsync(product, "alpen-it", Keys.AlpenIt, People.AlpenIt, "gold");
        await JoinAsync(product, "nordlicht", Keys.Nordlicht, People.Nordlicht, "silver");
        await JoinAsync(product, "rheinwerk", Keys.Rheinwerk, People.Rheinwerk, "registered");
        return product;
    }

    /// <summary>Makes a partner a member of Contoso's program, with a key.</summary>
    public static async Task JoinAsync(Product product, string partner, string key, string mail, string tier)
    {
        var answer = await product.SendAsync(HttpMethod.Put, $"/api/partners/{partner}", Keys.Contoso, JsonContent.Create(new
        {
            name = partner,
            tier,
            language = "en",
            mail,
            people = Array.Empty<string>(),
            vendorNumber = (string?)null,
            programs = new[] { "contoso-network" },
        }));
        Assert.True(answer.Status is HttpStatusCode.OK, answer.Text);
        await product.AddKeyAsync(key, new KeyOwner(KeyOwnerKind.Partner, partner));
    }
}
