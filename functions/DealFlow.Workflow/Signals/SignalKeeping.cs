using NodaTime;

namespace DealFlow.Workflow.Signals;

/// <summary>Signals are kept 12 months from the day on which they occurred.</summary>
public sealed class SignalKeeping(ISignalStore store, IClock clock)
{
    private const int MonthsKept = 12;

    /// <summary>What occurred before this is kept no longer.</summary>
    public static Instant Since(Instant now) => now.InUtc().LocalDateTime.PlusMonths(-MonthsKept).InUtc().ToInstant();

    /// <summary>Forgets what is old enough. Until then it is shown to nobody any more.</summary>
    public async Task ForgetOldAsync(CancellationToken cancellation)
    {
        while (await store.ForgetAsync(Since(clock.GetCurrentInstant()), cancellation))
            cancellation.ThrowIfCancellationRequested();
    }
}
