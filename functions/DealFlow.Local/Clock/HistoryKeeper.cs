using DealFlow.Embedded;
using NodaTime;

namespace DealFlow.Local.Clock;

/// <summary>
/// Forgets the engine's histories of deals that ended some days ago, once a day by the product's clock. The timeline of a deal is with the registration,
/// and stays; a deal that is changed after that is told anew from where it stands.
/// </summary>
internal sealed class HistoryKeeper
{
    /// <summary>The fewest and the most days.</summary>
    public const int Least = 1, Most = 3660;

    private static readonly Duration Day = Duration.FromDays(1);
    private readonly EmbeddedEngine _engine;
    private readonly Duration _kept;
    private readonly IClock _clock;
    private Instant _next = Instant.MinValue;

    public HistoryKeeper(EmbeddedEngine engine, int days, IClock clock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, Least);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days, Most);
        (_engine, _kept, _clock) = (engine, Duration.FromDays(days), clock);
    }

    /// <summary>Forgets what is old enough, if that was not done today.</summary>
    public async Task ForgetOldAsync(CancellationToken cancellation)
    {
        var now = _clock.GetCurrentInstant();
        if (now < _next)
            return;
        await _engine.PurgeEndedAsync(now - _kept, cancellation);
        _next = now + Day;
    }
}
