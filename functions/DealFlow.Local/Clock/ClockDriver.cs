using DealFlow.Embedded;
using DealFlow.Local.Hosting;
using DealFlow.Local.Stores;
using DealFlow.Workflow.Hosting;
using DealFlow.Workflow.Mails;
using NodaTime;
using NodaTime.Text;

namespace DealFlow.Local.Clock;

/// <summary>
/// Moves the virtual clock from due time to due time, with the offset stored no later than the work that was done by it, so that after a crash no
/// work lies in the future.
/// </summary>
internal sealed class ClockDriver(
    VirtualClock clock, EmbeddedEngine engine, BackgroundWaker waker, IDailyMailStore daily, DealWork work, HistoryKeeper histories,
    LocalSettings settings) : IClockDriver, IDisposable
{
    private const string OffsetName = "clock-offset";
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim _one = new(1, 1);

    public Instant Now => clock.GetCurrentInstant();

    public async Task<Instant?> NextAsync(CancellationToken cancellation)
    {
        Instant?[] due = [engine.NextDue, await daily.NextDueAsync(cancellation), work.NewsRound.NextDue, await work.Contacts.NextDueAsync(cancellation)];
        return due.Min();
    }

    public async Task RestAsync(CancellationToken cancellation)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        enough.CancelAfter(LongestRest);
        try
        {
            await WorkDoneAsync(enough.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Busy: what is there by now is shown.
        }
    }

    public async Task<ClockMove> AdvanceAsync(Duration advance, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            await work.NewsRound.PlanAsync(cancellation);
            await SettleAsync(cancellation);
            var (target, fired) = (Now + advance, 0);
            while (await NextAsync(cancellation) is { } next && next <= target)
            {
                await MoveToAsync(next, cancellation);
                fired++;
            }

            await MoveToAsync(target, cancellation);
            await histories.ForgetOldAsync(cancellation);
            return new ClockMove(Now, fired);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>
    /// Does what memberships owe, sends the daily mails, erases the contacts that are due by now and forgets old histories; called again and again as real
    /// time passes.
    /// </summary>
    public async Task DoDueAsync(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            await work.NewsRound.PlanAsync(cancellation);
            await work.NewsRound.AnnounceDueAsync(cancellation);
            await work.MembershipDelivery.SweepAsync(cancellation);
            await work.DailyMails.SendDueAsync(cancellation);
            await work.Contacts.EraseDueAsync(cancellation);
            await histories.ForgetOldAsync(cancellation);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The stored offset of an earlier run.</summary>
    public static Duration StoredOffset(LocalSettings settings) =>
        settings.Get(OffsetName) is { } text ? DurationPattern.Roundtrip.Parse(text).Value : Duration.Zero;

    /// <summary>Stores how far the clock is ahead of real time.</summary>
    public static Task StoreOffsetAsync(LocalSettings settings, Duration offset) =>
        settings.SetAsync(OffsetName, DurationPattern.Roundtrip.Format(offset));

    public void Dispose() => _one.Dispose();

    /// <summary>
    /// Moves on and does what is due then. The offset is queued for the one writer before anything else, so whatever is done at the new time is
    /// stored with it or after it.
    /// </summary>
    private async Task MoveToAsync(Instant instant, CancellationToken cancellation)
    {
        var offset = clock.OffsetAt(instant);
        if (offset <= clock.Offset)
        {
            await SettleAsync(cancellation);
            return;
        }

        var stored = StoreOffsetAsync(settings, offset);
        clock.SetOffset(offset);
        engine.ClockMoved();
        await SettleAsync(cancellation);
        await stored;
    }

    /// <summary>Waits until nothing is left to do at this time.</summary>
    private async Task SettleAsync(CancellationToken cancellation)
    {
        await work.MembershipDelivery.SweepAsync(cancellation);
        do
        {
            await WorkDoneAsync(cancellation);
            await work.NewsRound.AnnounceDueAsync(cancellation);
            await work.DailyMails.SendDueAsync(cancellation);
            await work.Contacts.EraseDueAsync(cancellation);
        }
        while (await NextAsync(cancellation) is { } next && next <= Now);
    }

    private async Task WorkDoneAsync(CancellationToken cancellation)
    {
        do
        {
            await waker.WhenIdleAsync().WaitAsync(cancellation);
            await engine.WhenIdleAsync(cancellation);
        }
        while (!waker.IsIdle);
    }
}
