using System.Net;
using DealFlow.Embedded;
using DealFlow.Scenarios.Hosting;
using DealFlow.Workflow.Durable;
using NodaTime;

namespace DealFlow.Scenarios.Operation;

/// <summary>The engine forgets deals that ended 90 days ago; the product does not.</summary>
public sealed class HistoryRetentionTests
{
    [Fact]
    public async Task Ended_NinetyDaysAgo_HistoryIsGoneTheTimelineStaysAndTheDealCanStillBeChanged()
    {
        await using var product = await Product.StartAsync();
        var (open, ended) = (await product.ApprovedAsync(draft: Drafts.Customer(2)), await product.RegisterAsync(Keys.AlpenIt, Drafts.Customer(1)));
        await product.DecideAsync(await product.TokenAsync(People.Anna, ended), "reject", "Too small.");
        await product.SettleAsync();
        Assert.Equal([open, ended], await InstancesAsync(product, open, ended));
        var timeline = (await product.ReadAsync(ended, Keys.AlpenIt)).GetProperty("timeline").GetArrayLength();

        await product.AdvanceAsync(Duration.FromDays(89));
        Assert.Equal([open, ended], await InstancesAsync(product, open, ended));
        await product.AdvanceAsync(Duration.FromDays(2));
        Assert.Equal([open], await InstancesAsync(product, open, ended));

        Assert.Equal(timeline, (await product.ReadAsync(ended, Keys.AlpenIt)).GetProperty("timeline").GetArrayLength());
        Assert.Equal(HttpStatusCode.OK, (await product.SendAsync(HttpMethod.Delete, $"/api/registrations/{ended}/contact", Keys.Contoso)).Status);
        Assert.Equal("rejected", await product.StatusAsync(ended));
        await using var commits = CommitQueue.Open(Path.Combine(product.DataFolder, "dealflow.db"));
        Assert.Equal(InstanceState.Completed, InstanceLook.Find(commits, ended)!.Info.State);
    }

    /// <summary>Those of these ids that the engine knows.</summary>
    private static async Task<IEnumerable<string>> InstancesAsync(Product product, params string[] ids)
    {
        await using var commits = CommitQueue.Open(Path.Combine(product.DataFolder, "dealflow.db"));
        return [.. ids.Where(id => InstanceLook.Find(commits, id) is not null)];
    }
}
