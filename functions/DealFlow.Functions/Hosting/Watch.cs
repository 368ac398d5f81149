using DealFlow.Domain.Registrations;
using DealFlow.Functions.Durable;
using DealFlow.Workflow.Deals;
using DealFlow.Workflow.Durable;
using DealFlow.Workflow.Programs;
using DealFlow.Workflow.Registrations;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace DealFlow.Functions.Hosting;

/// <summary>
/// Looks for deals that do not go on by themselves, and tells operators, for whom alerts are set on these messages: failed or parked instances, those of
/// a newer version after a rollback, and registrations that nobody checks. The store has decided everything, so a failed instance is thrown away and
/// its deal told anew from where it stands, and a parked one looks whether its code is there now.
/// </summary>
public sealed class Watch(
    BoundClient bound, IOrchestrationClient client, IWaker waker, IRegistrationStore store, IProgramCatalog programs, IClock clock, ILogger<Watch> logger)
{
    private const int MostNamed = 5;
    private const int MostLookedAt = 5000;
    private const int PageSize = 200;
    private static readonly Duration LongestToCheck = Duration.FromMinutes(15);

    /// <summary>What fails again and again is told anew so often, and no more.</summary>
    private static readonly Duration LeastBetweenStarts = Duration.FromHours(1);

    /// <summary>Looks at all of it.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        var failed = await FindAsync(new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Failed], PageSize: PageSize), _ => true, cancellation);
        var alive = await FindAsync(
            new OrchestrationQuery(
                Statuses: [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending], PageSize: PageSize,
                FetchInputsAndOutputs: true), // which are short; without them not every backend tells the status, and so who is parked
            metadata => DurableClient.IsParked(metadata) || IsNewer(metadata), cancellation);
        var (parked, newer) = (alive.FindAll(DurableClient.IsParked), alive.FindAll(IsNewer));
        if (failed.Count + parked.Count > 0)
            Log.DealsStandStill(logger, failed.Count + parked.Count, Named([.. failed, .. parked]));
        if (newer.Count > 0)
            Log.NewerVersionsWait(logger, newer.Count, DealRegistrationOrchestration.Version, Named(newer));
        foreach (var instance in failed.Where(instance => Instant.FromDateTimeOffset(instance.CreatedAt) <= clock.GetCurrentInstant() - LeastBetweenStarts))
            await TellAnewAsync(instance.InstanceId, cancellation);
        foreach (var instance in parked)
            await client.ResumeAsync(instance.InstanceId, "Its code may be there now.", cancellation);
        foreach (var manufacturer in programs.All.Select(program => program.Manufacturer.Id).Distinct())
            await LookAtChecksAsync(manufacturer, cancellation);
    }

    private async Task TellAnewAsync(string id, CancellationToken cancellation)
    {
        if (RegistrationId.TryParse(id, out var registration) && await store.FindAsync(registration, cancellation) is { } stored
            && await client.PurgeAsync(id, cancellation))
            await waker.WakeAsync(stored, cancellation);
    }

    private async Task LookAtChecksAsync(string manufacturer, CancellationToken cancellation)
    {
        var page = await store.ListAsync(
            new RegistrationQuery(null, manufacturer, null, RegistrationStatus.Received, null, null, PageSize), cancellation);
        var now = clock.GetCurrentInstant();
        if (page.Items.MinBy(deal => deal.ReceivedAt) is { } oldest && now - oldest.ReceivedAt > LongestToCheck)
            Log.CheckLags(logger, oldest.Id.Value, (int)(now - oldest.ReceivedAt).TotalMinutes);
    }

    private async Task<List<OrchestrationMetadata>> FindAsync(OrchestrationQuery query, Func<OrchestrationMetadata, bool> isMeant, CancellationToken cancellation)
    {
        var (found, seen) = (new List<OrchestrationMetadata>(), 0);
        await foreach (var metadata in bound.Current.GetAllInstancesAsync(query).WithCancellation(cancellation))
        {
            if (metadata.Name == DealRegistrationOrchestration.Name && isMeant(metadata))
                found.Add(metadata);
            if (++seen == MostLookedAt)
                break;
        }

        return found;
    }

    private static bool IsNewer(OrchestrationMetadata metadata) =>
        int.TryParse(DurableClient.VersionOf(metadata), out var theirs) && int.TryParse(DealRegistrationOrchestration.Version, out var ours) && theirs > ours;

    private static string Named(List<OrchestrationMetadata> instances) => string.Join(", ", instances.Take(MostNamed).Select(instance => instance.InstanceId));
}
