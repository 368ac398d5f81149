using System.Text.Json;
using System.Text.Json.Nodes;
using DealFlow.Domain.Conflicts;
using Microsoft.Azure.Cosmos;

namespace DealFlow.Azure.Tests.Cosmos;

/// <summary>Makes what a container holds look as if another version of the algorithm had indexed it, whose keys find nothing any more.</summary>
internal static class OlderVersion
{
    private static readonly string[] OfTheIndex = ["indexKey", "indexedCustomer"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Everything, and the note of how far it is indexed.</summary>
    public static Task MakeAsync(Container container) => MakeAsync(container, _ => true);

    /// <summary>Accounts only, as a host writes them that is not yet replaced.</summary>
    public static Task MakeOfAccountsAsync(Container container) => MakeAsync(container, kind => kind is "account");

    private static async Task MakeAsync(Container container, Func<string, bool> isMeant)
    {
        foreach (var document in await AllAsync(container))
            if (document["kind"]!.GetValue<string>() is var kind && isMeant(kind))
                await MakeAsync(container, document, kind);
    }

    private static async Task MakeAsync(Container container, JsonObject document, string kind)
    {
        var partition = new PartitionKey(document["pk"]!.GetValue<string>());
        if (OfTheIndex.Contains(kind))
        {
            using var deleted = await container.DeleteItemStreamAsync(document["id"]!.GetValue<string>(), partition, cancellationToken: Stop);
            deleted.EnsureSuccessStatusCode();
            return;
        }

        if (kind is "account" or "indexing")
            document["version"] = IndexedCustomer.Version - 1;
        else if (kind is "deal")
        {
            document.Remove("indexVersion"); // of before there was one
            document["indexKeys"] = new JsonArray("00000000000000ff");
        }

        using var written = await container.UpsertItemStreamAsync(new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(document)), partition, cancellationToken: Stop);
        written.EnsureSuccessStatusCode();
    }

    private static async Task<IReadOnlyList<JsonObject>> AllAsync(Container container)
    {
        var all = new List<JsonObject>();
        using var pages = container.GetItemQueryStreamIterator("SELECT * FROM c");
        while (pages.HasMoreResults)
        {
            using var page = await pages.ReadNextAsync(Stop);
            page.EnsureSuccessStatusCode();
            all.AddRange((await JsonNode.ParseAsync(page.Content, cancellationToken: Stop))!["Documents"]!.AsArray().Select(document => document!.DeepClone().AsObject()));
        }

        return all;
    }
}
