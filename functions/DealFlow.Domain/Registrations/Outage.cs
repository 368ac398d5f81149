using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;

namespace DealFlow.Domain.Registrations;

/// <summary>A time in which nothing could be done for a deal, because its store could not be reached.</summary>
/// <param name="Since">When it was first tried in vain.</param>
/// <param name="Until">When the deal went on; the store may have been back some time before.</param>
public sealed record Outage(Instant Since, Instant Until);

/// <summary>What a deal tells of outages.</summary>
public static class Outages
{
    /// <summary>
    /// The deal goes on after an outage. Said once for each: <paramref name="since"/> is what tells one from another. Deadlines that passed meanwhile
    /// have passed, and what is owed is still owed.
    /// </summary>
    public static Registration GoesOnAfterOutage(this Registration deal, Instant since, Instant now) => deal.Outages.Any(outage => outage.Since == since)
        ? deal
        : (deal with { Outages = deal.Outages.Add(new Outage(since, now)) }).Note(
            now, Actor.Clock, Happening.StoreUnreachable,
            $"The store could not be reached from {InstantPattern.General.Format(since)} on. The deal has waited until now; nothing was lost.");

    /// <summary>The outage that a line of the timeline tells of; null where it tells of something else.</summary>
    public static Outage? OutageOf(this Registration deal, TimelineEntry entry) =>
        entry.What == Happening.StoreUnreachable ? deal.Outages.Find(outage => outage.Until == entry.At) : null;
}
