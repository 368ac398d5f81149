using DealFlow.Workflow.Events;

namespace DealFlow.Local.Events;

/// <summary>Events go to the broker, and stay in the feed of this machine.</summary>
internal sealed class FeedAndBroker(IDealEvents feed, IDealEvents broker) : IDealEvents
{
    public async Task PublishAsync(DealEvent dealEvent, CancellationToken cancellation)
    {
        await feed.PublishAsync(dealEvent, cancellation);
        await broker.PublishAsync(dealEvent, cancellation);
    }
}
