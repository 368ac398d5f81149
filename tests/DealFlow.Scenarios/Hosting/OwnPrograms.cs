using System.Text.Json.Nodes;
using DealFlow.Local.Hosting;
using DealFlow.Workflow.Keys;
using NodaTime;

namespace DealFlow.Scenarios.Hosting;

/// <summary>The sample's programs in a folder of their own, to be changed between two starts of a product.</summary>
internal sealed class OwnPrograms : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public OwnPrograms()
    {
        foreach (var file in Directory.GetFiles(LocalOptions.SampleFolder, "*.json"))
            File.Copy(file, Path.Combine(_folder.Path, Path.GetFileName(file)));
    }

    public OwnPrograms Change(string program, Action<JsonNode> change)
    {
        var json = JsonNode.Parse(File.ReadAllText(FileOf(program)))!;
        change(json);
        File.WriteAllText(FileOf(program), json.ToJsonString());
        return this;
    }

    /// <summary>Who asks and is asked: approvers, delegates, the owner.</summary>
    public OwnPrograms ChangePeople(Action<JsonNode> change) => Change("contoso-network", json => change(json["people"]!));

    /// <summary>Somebody stands in for an approver from a day through another.</summary>
    public OwnPrograms Delegate(int approver, string to, string from, string until) => ChangePeople(people =>
        people["approvers"]![approver]!["delegates"] = new JsonArray(new JsonObject { ["to"] = to, ["from"] = from, ["until"] = until }));

    public void Remove(string program) => File.Delete(FileOf(program));

    /// <summary>A product on these programs, with the keys and one membership of the sample.</summary>
    public async Task<Product> StartAsync()
    {
        var product = await Product.StartAsync(programs: _folder.Path);
        await product.AddKeyAsync(Keys.Contoso, new KeyOwner(KeyOwnerKind.Manufacturer, "contoso"));
        await product.AddKeyAsync(Keys.AlpenIt, new KeyOwner(KeyOwnerKind.Partner, "alpen-it"));
        await product.PutPartnerAsync("alpen-it", Keys.Contoso, "contoso-network", People.AlpenIt);
        return product;
    }

    /// <summary>Stops the product, changes the programs, and starts it again at the same time.</summary>
    public async Task RestartAsync(Product product, Action<OwnPrograms> change)
    {
        await product.StopAsync();
        change(this);
        await product.StartAgainAsync(Product.Monday, programs: _folder.Path);
    }

    public void Dispose() => _folder.Dispose();

    private string FileOf(string program) => Path.Combine(_folder.Path, program + ".json");
}
