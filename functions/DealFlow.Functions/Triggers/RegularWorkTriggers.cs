using DealFlow.Functions.Durable;
using DealFlow.Functions.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace DealFlow.Functions.Triggers;

/// <summary>What is done by the clock, by one instance at a time. Times are UTC; what is local (08:00 of a business day) the work itself knows.</summary>
public sealed class RegularWorkTriggers(RegularWork work, BoundClient bound)
{
    /// <summary>Every five minutes: wakes deals whose last change has not reached them, does what memberships owe, and indexes customers anew where it must.</summary>
    [Function("Sweep")]
    public Task SweepAsync([TimerTrigger("0 */5 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        bound.Use(client);
        return work.SweepAsync(cancellation);
    }

    /// <summary>Every quarter of an hour, because it is 08:00 somewhere then: announces news and sends the daily mails that are due.</summary>
    [Function("DailyMails")]
    public Task SendDailyMailsAsync([TimerTrigger("0 */15 * * * *")] TimerInfo timer, CancellationToken cancellation) => work.SendDailyMailsAsync(cancellation);

    /// <summary>Every quarter of an hour: tells operators of deals that do not go on.</summary>
    [Function("Watch")]
    public Task WatchAsync([TimerTrigger("0 7/15 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        bound.Use(client);
        return work.WatchAsync(cancellation);
    }

    /// <summary>Every hour: erases contacts, signals and idempotency keys whose time is over.</summary>
    [Function("Retention")]
    public Task KeepNoLongerAsync([TimerTrigger("0 17 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        bound.Use(client);
        return work.KeepNoLongerAsync(cancellation);
    }
}
