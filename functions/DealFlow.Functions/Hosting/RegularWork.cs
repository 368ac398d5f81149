using DealFlow.Workflow.Collateral;
using DealFlow.Workflow.Mails;
using DealFlow.Workflow.Partners;
using DealFlow.Workflow.Privacy;
using DealFlow.Workflow.Registrations;
using DealFlow.Workflow.Signals;
using Microsoft.Extensions.Logging;

namespace DealFlow.Functions.Hosting;

/// <summary>What is done again and again as time passes. Each can be broken off anywhere, and goes on the next time.</summary>
public sealed class RegularWork(
    Waker waker, Watch watch, MembershipDelivery memberships, NewsRound news, DailyMails mails, ContactKeeper contacts, SignalKeeping signals,
    ILogger<RegularWork> logger)
{
    /// <summary>Wakes what was missed, and does what memberships owe.</summary>
    public async Task SweepAsync(CancellationToken cancellation)
    {
        if (await waker.SweepAsync(cancellation) is > 0 and var count)
            Log.Swept(logger, count);
        await memberships.SweepAsync(cancellation);
    }

    /// <summary>Looks whether every deal goes on.</summary>
    public Task WatchAsync(CancellationToken cancellation) => watch.LookAsync(cancellation);

    /// <summary>Announces news first, so that they are in the same mail.</summary>
    public async Task SendDailyMailsAsync(CancellationToken cancellation)
    {
        await news.PlanAsync(cancellation);
        await news.AnnounceDueAsync(cancellation);
        await mails.SendDueAsync(cancellation);
    }

    /// <summary>Forgets what may be kept no longer.</summary>
    public async Task KeepNoLongerAsync(CancellationToken cancellation)
    {
        await contacts.EraseDueAsync(cancellation);
        await signals.ForgetOldAsync(cancellation);
    }
}
