using DealFlow.Workflow.Deals;
using DealFlow.Workflow.Durable;
using Microsoft.Extensions.Logging.Abstractions;

namespace DealFlow.Workflow.Tests.Deals;

public sealed class DealActivitiesTests
{
    [Theory]
    [InlineData(DealActivities.Proceed)]
    [InlineData(DealActivities.CheckConflicts)]
    [InlineData(DealActivities.GiveCheckToPerson)]
    [InlineData(DealActivities.SurfaceFailure)]
    public async Task Activity_Fails_MessageNamesTheTypeOnly(string activity)
    {
        var catalog = new OrchestrationCatalog(DealFlowJson.Options);
        new DealActivities(null!, null!, null!, null!, null!, null!, NullLogger<DealActivities>.Instance).AddTo(catalog, null!);
        var failure = await Assert.ThrowsAsync<DealActivityException>(() => catalog.FindActivity(activity)!("\"Eva Brandt\"", TestContext.Current.CancellationToken));
        Assert.Equal("Failed with System.FormatException.", failure.Message);
        Assert.Null(failure.InnerException);
    }
}
