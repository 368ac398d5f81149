using NodaTime;

namespace DealFlow.Domain.Registrations;

/// <summary>What becomes of effects that are owed.</summary>
public static class Owing
{
    /// <summary>These effects are done.</summary>
    public static Registration WithoutOwed(this Registration deal, IReadOnlyCollection<int> ordinals) =>
        deal.Owed.Any(effect => ordinals.Contains(effect.Ordinal))
            ? deal with { Owed = deal.Owed.RemoveAll(effect => ordinals.Contains(effect.Ordinal)) }
            : deal;

    /// <summary>Something owed could not be done for a long time; said once, until something else happens.</summary>
    public static Registration DeliveryFailed(this Registration deal, Instant now) => deal.Timeline[^1].What == Happening.DeliveryFailed
        ? deal
        : deal.Note(now, Actor.Clock, Happening.DeliveryFailed, "A mail or an event could not be delivered; it is tried again every hour.");

    /// <summary>
    /// A mail of this deal came back, or was never passed on: whoever it was for may know nothing, so silence decides nothing any more. Said once,
    /// until something else happens.
    /// </summary>
    public static Registration MailReturned(this Registration deal, Instant now) => deal.Timeline[^1].What == Happening.DeliveryFailed
        ? deal
        : deal.Note(now, Actor.Clock, Happening.DeliveryFailed, "A mail could not be delivered: the address turned it down. The address should be checked.");
}
