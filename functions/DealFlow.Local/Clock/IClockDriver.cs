using NodaTime;

namespace DealFlow.Local.Clock;

/// <summary>Moves the clock on, and all that waits for it.</summary>
public interface IClockDriver
{
    /// <summary>The time of the product now.</summary>
    Instant Now { get; }

    /// <summary>When something is due next; null: nothing waits.</summary>
    Task<Instant?> NextAsync(CancellationToken cancellation);

    /// <summary>Waits for the work at hand, two seconds at most, so that who looks right after a request sees what came of it.</summary>
    Task RestAsync(CancellationToken cancellation);

    /// <summary>
    /// Steps from due time to due time until <paramref name="advance"/> has passed, with all due work done at each. Zero waits until nothing
    /// is left to do now. One caller at a time.
    /// </summary>
    Task<ClockMove> AdvanceAsync(Duration advance, CancellationToken cancellation);
}

/// <summary>Where the clock stands after a move, and at how many due times it stopped.</summary>
public sealed record ClockMove(Instant Now, int Fired);
