using DealFlow.Workflow.Hosting;
using DealFlow.Workflow.Registrations;
using Microsoft.Extensions.Logging;

namespace DealFlow.Functions.Hosting;

/// <summary>What is done again and again as time passes. Each can be broken off anywhere, and goes on the next time.</summary>
public sealed class RegularWork(Waker waker, Watch watch, DealWork work, Func<CancellationToken, Task> reindex, ILogger<RegularWork> logger)
{
    /// <summary>Wakes what was missed, does what memberships owe, and goes on indexing what is of another version of the algorithm.</summary>
    public async Task SweepAsync(CancellationToken cancellation)
    {
        await OrTellAsync("Sweeping", async () =>
        {
            if (await waker.SweepAsync(cancellation) is > 0 and var count)
                Log.Swept(logger, count);
        });
        await OrTellAsync("Doing what memberships owe", () => work.MembershipDelivery.SweepAsync(cancellation));
        await OrTellAsync("Indexing customers anew", () => reindex(cancellation));
    }

    /// <summary>Looks whether every deal goes on.</summary>
    public Task WatchAsync(CancellationToken cancellation) => OrTellAsync("Watching", () => watch.LookAsync(cancellation));

    /// <summary>Announces news first, so that they are in the same mail.</summary>
    public async Task SendDailyMailsAsync(CancellationToken cancellation)
    {
        await OrTellAsync("Announcing news", async () =>
        {
            await work.NewsRound.PlanAsync(cancellation);
            await work.NewsRound.AnnounceDueAsync(cancellation);
        });
        await OrTellAsync("Sending daily mails", () => work.DailyMails.SendDueAsync(cancellation));
    }

    /// <summary>Forgets what may be kept no longer.</summary>
    public async Task KeepNoLongerAsync(CancellationToken cancellation)
    {
        await OrTellAsync("Erasing contacts", () => work.Contacts.EraseDueAsync(cancellation));
        await OrTellAsync("Forgetting signals", () => work.SignalKeeping.ForgetOldAsync(cancellation));
    }

    /// <summary>One that fails does not hold up the next. Operators are told: an alert is set on the message.</summary>
    private async Task OrTellAsync(string what, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.RegularWorkFailed(logger, what, e.GetType().Name);
        }
    }
}
